import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { AGENCY } from './agency.ts';
import { createDemoSession } from './demo-session.ts';
import { runLine } from './line.ts';
import { runLively } from './lively.ts';
import { startSftpServer } from './sftp-server.ts';

const USAGE = `npm run demo -- --out DIR [--members 60] [--notes N] [--seed 1] [--keep-open]

Carries a synthetic agency through the whole line: roster file, caseload, enrollment, PHQ-9, Health Action Plan,
notes, coded encounters, 837P, SFTP. Leaves the encrypted workspace, the roster, a Health Action Plan as PDF and
the 837P file in DIR, which must be empty or not there yet, and prints one line of JSON last.

--workspace-only  a lively agency to look at in the app: months of work, clocks running, drafts open
--keep-open       leaves the SFTP server running until Ctrl+C
The passphrase of the workspace comes from HEARTH_PASSPHRASE; without one it is made up and said aloud.`;

/** The passphrase when nobody gives one; everybody in the workspace is fictional. */
const DEFAULT_PASSPHRASE = 'lantern orchard velvet compass';

function say(text: string): void {
  process.stderr.write(`demo: ${text}\n`);
}

function whole(text: string | undefined, name: string, fallback: number, least: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= 5000 * 50) return value;
  throw new Sentence(`--${name} is ${text}, needs a whole number of at least ${least}.`);
}

/** A failure that one sentence explains. */
class Sentence extends Error {}

/** Makes sure that nothing in the folder can be overwritten or mixed up with the demo. */
async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new Sentence(`${folder} is not empty. Name a new folder; nothing was written.`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      members: { type: 'string' },
      notes: { type: 'string' },
      seed: { type: 'string' },
      'keep-open': { type: 'boolean' },
      'workspace-only': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || values.out === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const out = resolve(values.out);
  const members = whole(values.members, 'members', 60, 1);
  const seed = whole(values.seed, 'seed', 1, 0);
  const notes = values.notes === undefined ? null : whole(values.notes, 'notes', 0, 1);
  await emptyFolder(out);
  const passphrase = process.env.HEARTH_PASSPHRASE ?? DEFAULT_PASSPHRASE;
  if (process.env.HEARTH_PASSPHRASE === undefined) say(`passphrase of the workspace: ${passphrase}`);
  const today = Temporal.Now.plainDateISO(AGENCY.timeZone).toString();
  const common = { out, seed, members, today, say, passphrase };
  return values['workspace-only']
    ? await workspaceOnly(common)
    : await wholeLine({ ...common, notes, keepOpen: values['keep-open'] ?? false });
}

interface Common {
  readonly out: string;
  readonly seed: number;
  readonly members: number;
  readonly today: string;
  readonly say: (text: string) => void;
  readonly passphrase: string;
}

async function wholeLine(
  options: Common & { readonly notes: number | null; readonly keepOpen: boolean },
): Promise<number> {
  const server = await startSftpServer({ root: join(options.out, 'sftp-server') });
  say(`SFTP server: ${server.program} on ${server.host}:${server.port}, host key ${server.fingerprint}`);
  try {
    const session = await createDemoSession({
      folder: join(options.out, 'workspace'),
      passphrase: options.passphrase,
      unlocking: ['nadia', 'imani', 'sol'],
      clock: null,
    });
    try {
      const result = await runLine(session, { ...options, server });
      await session.close();
      process.stdout.write(`${JSON.stringify(result)}\n`);
    } finally {
      await session.close();
    }
    if (options.keepOpen) await untilInterrupted();
    return 0;
  } finally {
    await server.stop();
  }
}

async function workspaceOnly(options: Common): Promise<number> {
  const result = await runLively(options);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return 0;
}

function untilInterrupted(): Promise<void> {
  say('the SFTP server keeps running; Ctrl+C ends it');
  return new Promise((done) => {
    const timer = setInterval(() => {}, 60_000);
    const end = () => {
      clearInterval(timer);
      done();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof Sentence) say(error.message);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
