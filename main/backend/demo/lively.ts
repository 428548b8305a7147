import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { addDays } from '#shared/dates.ts';
import { AGENCY } from './agency.ts';
import { AgencyPlay } from './agency-play.ts';
import { createDemoSession } from './demo-session.ts';
import { NEWCOMERS } from './lively-facts.ts';
import { generatePeople } from './people.ts';
import { leaveServerBehind } from './send.ts';
import { startSftpServer } from './sftp-server.ts';

/** What a lively workspace is made of. */
export interface LivelyOptions {
  /** The workspace goes into `workspace` in this folder. */
  readonly out: string;
  readonly seed: number;
  readonly members: number;
  readonly today: string;
  readonly passphrase: string;
  readonly say: (text: string) => void;
}

/** What is said about a lively workspace once it is there. */
export interface LivelyResult {
  readonly workspace: string;
  readonly passphrase: string;
  readonly users: readonly string[];
  readonly members: number;
  readonly notes: number;
}

/**
 * Plays the last months of the demo agency through the contract, each call at the minute it would have happened.
 *
 * What is left is a workspace as on an ordinary morning: rosters read, members enrolled, clocks running, notes
 * signed and coded, files sent, drafts open.
 */
export async function runLively(options: LivelyOptions): Promise<LivelyResult> {
  const { seed, today, say } = options;
  const scratch = await mkdtemp(join(tmpdir(), 'hearth-demo-'));
  const server = await startSftpServer({ root: join(scratch, 'server') });
  const everybody = generatePeople({ seed, count: options.members + NEWCOMERS, today });
  const people = everybody.slice(0, options.members);
  const [first = today] = people.map(({ assignedOn }) => assignedOn).sort();
  const folder = join(options.out, 'workspace');
  const session = await createDemoSession({
    folder,
    passphrase: options.passphrase,
    unlocking: ['nadia', 'teo', 'imani', 'ines', 'sol'],
    clock: instant(addDays(first, -20), '09:00'),
  });
  try {
    const play = new AgencyPlay(session, { ...options, people, everybody, scratch, server });
    await play.prepare();
    const happenings = play.happenings();
    happenings.sort((one, two) => `${one.on} ${one.at}`.localeCompare(`${two.on} ${two.at}`));
    const started = new Date();
    let shown = '';
    for (const { on, at, act } of happenings) {
      if (on.slice(0, 7) !== shown) {
        shown = on.slice(0, 7);
        say(`playing ${shown}`);
      }
      const then = instant(on, at);
      // Before six in the morning the last acts would lie in the future.
      session.setClock(then > started ? started : then);
      await act();
    }
    session.setClock(null);
    await leaveServerBehind(session, play.plans.get('sunpoppy') ?? '');
    say(`${people.length} members, ${play.notes} notes`);
    return {
      workspace: folder,
      passphrase: options.passphrase,
      users: ['Nadia Brightwater', 'Sol Inkwell', 'Imani Quillfeather', 'Lena Vantree'],
      members: people.length,
      notes: play.notes,
    };
  } finally {
    await session.close();
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

function instant(on: string, at: string): Date {
  const zoned = Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: AGENCY.timeZone, plainTime: at });
  return new Date(zoned.epochMilliseconds);
}
