import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BuiltInServer,
  type SftpFault,
  type SftpRequest,
  startBuiltInServer,
} from '#main/backend/demo/built-in-sftp-server.ts';
import type { CollectEvent } from '#shared/transfers/contract.ts';
import { pointAt } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

const SIZE = 640 * 1024;
/** Reads carry 32 KB, so every second one is a 64 KB border. */
const BORDERS = Array.from({ length: 10 }, (_, index) => (index + 1) * 2);

interface Case {
  readonly name: string;
  readonly on: SftpRequest['name'];
  readonly nth: number;
  readonly fault: SftpFault;
}

const WAYS: readonly { readonly word: string; readonly fault: SftpFault }[] = [
  { word: 'cut before', fault: 'cut' },
  { word: 'cut after', fault: 'do-and-cut' },
  { word: 'stalled', fault: 'stall' },
  { word: 'slow', fault: { delayMilliseconds: 60 } },
  { word: 'bare failure', fault: { status: 'FAILURE' } },
  { word: 'no permission', fault: { status: 'PERMISSION_DENIED' } },
];

const STEPS: readonly { readonly on: SftpRequest['name']; readonly nth: readonly number[] }[] = [
  // Opening the listing, its entries, its end.
  { on: 'LIST', nth: [1, 2, 3] },
  { on: 'OPEN', nth: [1] },
  { on: 'READ', nth: BORDERS },
  // The listing, then the file.
  { on: 'CLOSE', nth: [1, 2] },
  { on: 'STAT', nth: [1] },
  { on: 'REMOVE', nth: [1] },
];

const CASES: readonly Case[] = [
  ...STEPS.flatMap(({ on, nth }) =>
    nth.flatMap((count) =>
      WAYS.map(({ word, fault }) => ({ name: `${on} ${count} ${word}`, on, nth: count, fault })),
    ),
  ),
  { name: 'lies about the size afterwards', on: 'STAT', nth: 1, fault: { size: 12 } },
];

describe('the fault matrix of a download', () => {
  const { folder, clean } = temporaryFolder('hearth-downloads-', ['inbound', 'outbound']);
  const counts = new Map<string, number>();
  let server: BuiltInServer;
  let fault: (request: SftpRequest) => SftpFault | null = () => null;
  let w: TestWorkspace;
  let planId: string;
  let cases = 0;
  const outbound = (name = '') => join(folder, 'outbound', name);
  const count = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);

  beforeAll(async () => {
    server = await startBuiltInServer({
      root: folder,
      password: 'correct horse',
      fault: (request) => fault(request),
    });
    w = await openTestWorkspace();
    planId = await addPlan(w.api);
    await pointAt(w, planId, { port: server.port, user: 'larkmeadow' });
    const { name, shortName, profile } = await w.api.plans.get({ id: planId });
    if (!profile.sftp) throw new Error('No server in the profile');
    const sftp = {
      ...profile.sftp,
      responseFolders: ['outbound'],
      afterDownload: 'delete' as const,
      patienceSeconds: 1,
    };
    await w.api.plans.save({ id: planId, name, shortName, profile: { ...profile, sftp } });
    await w.api.plans.setPassword({ id: planId, password: 'correct horse' });
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: server.fingerprint });
  });
  afterAll(async () => {
    await w.close();
    await server.stop();
    clean();
    const words = [...counts].map(([word, number]) => `${number} ${word}`).join(', ');
    console.log(`Fault matrix of downloads: ${cases} cases, ${words}`);
  });

  async function look(): Promise<CollectEvent[]> {
    const events: CollectEvent[] = [];
    for await (const event of await w.api.transfers.collect({ planId })) events.push(event);
    return events;
  }
  const problemsOf = (events: readonly CollectEvent[]) =>
    events.filter((event) => event.step === 'problem').map((event) => event.sentence);
  const database = () => {
    const db = w.backend.host.session?.workspace.db;
    if (!db) throw new Error('The workspace is locked.');
    return db;
  };
  /** Lays an answer on the server and gives back its hash. */
  function lay(name: string, bytes: Buffer = randomBytes(SIZE)): string {
    writeFileSync(outbound(name), bytes);
    return createHash('sha256').update(bytes).digest('hex');
  }
  async function expectOnce(sha256: string): Promise<void> {
    const rows = await database()
      .selectFrom('received')
      .select(['content', 'state'])
      .where('sha256', '=', sha256)
      .execute();
    expect(rows.map((row) => createHash('sha256').update(row.content).digest('hex'))).toEqual([sha256]);
    expect(rows[0]?.state).not.toBe('new');
    expect(readdirSync(outbound())).toEqual([]);
    count('here exactly once with the right hash');
  }

  it.each(CASES)('$name', async (one) => {
    cases += 1;
    const sha256 = lay(`answer-${cases}.bin`);
    let seen = 0;
    fault = ({ name }) => {
      if (name !== one.on) return null;
      seen += 1;
      return seen === one.nth ? one.fault : null;
    };
    const problems = problemsOf(await look());
    expect(seen).toBeGreaterThanOrEqual(one.nth);
    for (const sentence of problems) expect(sentence).toMatch(/\.$/);
    count(
      problems.length === 0 ? 'went through at once' : 'said with a sentence and fetched at the next look',
    );
    fault = () => null;
    expect(problemsOf(await look())).toEqual([]);
    await expectOnce(sha256);
  });

  it('a password that was changed at the plan', async () => {
    cases += 1;
    const sha256 = lay('refused.bin');
    await w.api.plans.setPassword({ id: planId, password: 'another' });
    expect(problemsOf(await look())).toEqual([
      'Sunpoppy refused the password. Nothing was fetched. Change it in the plan’s profile.',
    ]);
    await w.api.plans.setPassword({ id: planId, password: 'correct horse' });
    await look();
    await expectOnce(sha256);
  });

  it('a changed host key', async () => {
    cases += 1;
    const sha256 = lay('changed.bin');
    await server.restartWithNewHostKey();
    expect(problemsOf(await look())).toEqual([
      expect.stringMatching(/^The server is not the one you confirmed today/),
    ]);
    await w.api.plans.forgetHostKey({ id: planId, reason: 'Dana at Sunpoppy, by phone' });
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: server.fingerprint });
    await look();
    await expectOnce(sha256);
  });

  it('a full disk on this computer, for one row and for a file in pieces', async () => {
    for (const size of [SIZE, 10_000_000]) {
      cases += 1;
      const bytes = randomBytes(size);
      const sha256 = lay(`full-${size}.bin`, bytes);
      const limit = async (pages: number) => sql.raw(`PRAGMA max_page_count = ${pages}`).execute(database());
      // SQLite never goes below what is there: one page means "no more than now".
      await limit(1);
      const problems = problemsOf(await look());
      expect(problems).toEqual([
        `The disk of this computer is full. What was saved before is safe. Make room on it, then do this again. full-${size}.bin stays at Sunpoppy.`,
      ]);
      expect(readdirSync(outbound())).toEqual([`full-${size}.bin`]);
      await limit(1_073_741_823);
      await look();
      if (size === SIZE) await expectOnce(sha256);
      else {
        const { inbox } = await w.api.transfers.list({});
        const row = inbox.find((file) => file.fileName === `full-${size}.bin`);
        const path = join(w.root, 'copy.bin');
        w.shell.willSave(path);
        await w.api.transfers.saveReceived({ id: row?.id ?? '' });
        expect(readFileSync(path).equals(bytes)).toBe(true);
        rmSync(path);
        count('here exactly once with the right hash');
      }
    }
  });

  it('an empty answer', async () => {
    cases += 1;
    const sha256 = lay('empty.bin', Buffer.alloc(0));
    expect(problemsOf(await look())).toEqual([]);
    const { inbox } = await w.api.transfers.list({});
    expect(inbox.filter((row) => row.fileName === 'empty.bin').map((row) => row.bytes)).toEqual([0]);
    expect((await look()).at(-1)?.counts?.kept).toBe(0);
    expect(sha256).toHaveLength(64);
    expect(readdirSync(outbound())).toEqual([]);
    count('here exactly once with the right hash');
  });

  it('clocks that differ, by years and to and fro', async () => {
    for (const year of [1971, 2026, 2037]) {
      cases += 1;
      const name = `clock-${year}.bin`;
      const sha256 = lay(name);
      const moment = new Date(`${year}-06-01T00:00:00Z`);
      utimesSync(outbound(name), moment, moment);
      await look();
      await expectOnce(sha256);
    }
    // The same file under another time of the server's clock is the same file.
    cases += 1;
    const bytes = randomBytes(SIZE);
    lay('again.bin', bytes);
    await look();
    const sha256 = lay('again.bin', bytes);
    utimesSync(outbound('again.bin'), new Date('2030-01-01T00:00:00Z'), new Date('2030-01-01T00:00:00Z'));
    expect((await look()).map((event) => event.sentence)).toContain(
      'again.bin came before. Nothing was done twice.',
    );
    await expectOnce(sha256);
  });
});
