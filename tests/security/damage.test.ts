import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import { checkDatabaseFile } from '#main/backend/db/check.ts';
import { openDatabase } from '#main/backend/db/open.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

/** How many single bits are flipped, each in a fresh copy of the database. */
const FLIPS = 200;

let w: TestWorkspace;
beforeEach(async () => {
  w = await openTestWorkspace();
});
afterEach(() => w.close());

function restart(clock?: () => Date) {
  return createBackend({
    folder: w.folder,
    shell: w.shell.client,
    version: 'test',
    ...(clock ? { clock } : {}),
  });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );
}

/** Every row of every table as text; an error where a page is refused. */
async function readAll(db: Awaited<ReturnType<typeof openDatabase>>['db']): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`.execute(db);
  const texts: string[] = [];
  for (const { name } of rows)
    texts.push(JSON.stringify(await sql`SELECT * FROM ${sql.table(name)}`.execute(db)));
  return texts.join('\n');
}

describe('the database', () => {
  test(`each of ${FLIPS} flipped bits is found, and no changed byte is ever served`, async () => {
    for (let index = 0; index < 40; index += 1) {
      await w.api.users.add({ name: `Fixture Person ${index}`, role: 'outreach_worker', clinical: false });
    }
    const key = Buffer.from(w.backend.host.session?.workspace.keys.database ?? []);
    await w.backend.close();
    const path = join(w.folder, 'hearth.db');
    const whole = readFileSync(path);
    const database = await openDatabase(path, { key, create: false });
    const served = await readAll(database.db);
    await database.close();
    expect(checkDatabaseFile(path, key).problems, 'the file without a flip is whole').toEqual([]);

    const copy = join(w.root, 'flipped.db');
    const outcomes = { refused: 0, stopped: 0, 'found by the check': 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const flipped = Buffer.from(whole);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          for (const ending of ['', '-wal', '-shm']) rmSync(copy + ending, { force: true });
          writeFileSync(copy, flipped);
          expect(checkDatabaseFile(copy, key).problems.length, `byte ${at}`).toBeGreaterThan(0);
          const opened = await openDatabase(copy, { key, create: false }).catch((error: { code: string }) => {
            expect(error.code).toBe('WORKSPACE_DAMAGED');
            return null;
          });
          if (!opened) {
            outcomes.refused += 1;
            return;
          }
          try {
            // A page nobody reads holds nobody up; what is read is either what was written, or refused.
            const text = await readAll(opened.db).catch((error: { code: string }) => {
              expect(error.code).toMatch(/^SQLITE_(CORRUPT|NOTADB)/);
              return null;
            });
            if (text === null) outcomes.stopped += 1;
            else {
              expect(text).toBe(served);
              outcomes['found by the check'] += 1;
            }
          } finally {
            await opened.close();
          }
        },
      ),
      { numRuns: FLIPS },
    );
    console.info(`bit flips: ${JSON.stringify(outcomes)}`);
    expect(outcomes.refused + outcomes.stopped + outcomes['found by the check']).toBe(FLIPS);
  }, 300_000);

  test('a damaged page met at work is said as damage, and nothing of it is shown', async () => {
    for (let index = 0; index < 60; index += 1) {
      await w.api.users.add({ name: `Fixture Person ${index}`, role: 'outreach_worker', clinical: false });
    }
    await w.backend.close();
    const path = join(w.folder, 'hearth.db');
    const whole = readFileSync(path);
    const codes = new Set<string>();
    // The first page says whether the file opens at all; the pages behind it are met one by one.
    for (let page = 40; page < whole.length / 4096; page += 9) {
      const damaged = Buffer.from(whole);
      damaged.fill(0x5a, page * 4096 + 100, page * 4096 + 140);
      writeFileSync(path, damaged);
      const backend = restart(() => new Date('2031-01-01T00:00:00Z'));
      const code = await codeOf(backend.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE }));
      codes.add(code === 'none' ? await codeOf(backend.client.users.list()) : code);
      await backend.close();
      writeFileSync(path, whole);
    }
    codes.delete('none');
    expect([...codes]).toEqual(['WORKSPACE_DAMAGED']);
  }, 120_000);
});

describe('after a sudden end', () => {
  /** Leaves the folder as a killed process does: the log of writes still lies beside the database. */
  async function endSuddenly(): Promise<void> {
    // Closed once, so that the log holds the last writes only.
    await (await w.restart()).vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    await w.api.users.add({ name: 'Written Last', role: 'outreach_worker', clinical: false });
    const files = ['hearth.db', 'hearth.db-wal'].map(
      (name) => [name, readFileSync(join(w.folder, name))] as const,
    );
    expect(files[1]?.[1].length, 'the log holds something').toBeGreaterThan(0);
    await w.backend.close();
    for (const [name, bytes] of files) writeFileSync(join(w.folder, name), bytes);
  }

  test('every page is read back before the workspace opens, and what was acknowledged is there', async () => {
    await endSuddenly();
    const backend = restart();
    await backend.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    expect((await backend.client.users.list()).map(({ name }) => name)).toContain('Written Last');
    const log = readFileSync(join(w.folder, 'logs', 'hearth.log'), 'utf8');
    expect(log).toContain('did not end well');
    await backend.close();
    expect(readdirSync(w.folder)).not.toContain('check-needed');
  });

  test('a damaged page stops it at the right screen, this time and the next, until a backup is restored', async () => {
    await endSuddenly();
    const path = join(w.folder, 'hearth.db');
    const bytes = readFileSync(path);
    // A page in the middle that opening does not touch; the log does not hold it either.
    const at = 4096 * Math.floor(bytes.length / 4096 / 2) + 50;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const wal = readFileSync(`${path}-wal`);
    for (const start of [0, 1]) {
      const backend = restart();
      const code = await codeOf(backend.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE }));
      expect(code, `start ${start}, log of ${wal.length} bytes`).toBe('WORKSPACE_DAMAGED');
      await backend.close();
      expect(existsSync(join(w.folder, 'check-needed'))).toBe(true);
    }
  });

  test('a workspace that was closed is not read through', async () => {
    await w.backend.close();
    const backend = restart();
    await backend.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    await backend.close();
    const log = join(w.folder, 'logs', 'hearth.log');
    expect(existsSync(log) ? readFileSync(log, 'utf8') : '').not.toContain('did not end well');
  });
});

describe('the key file', () => {
  const keyFile = () => join(w.folder, 'vault.json');

  async function makeBackup(): Promise<void> {
    for await (const _event of await w.api.backups.make()) void _event;
  }

  test('truncated at any length, it is missing and never a wrong passphrase', async () => {
    await w.backend.close();
    const whole = readFileSync(keyFile());
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 2 }), async (length) => {
        writeFileSync(keyFile(), whole.subarray(0, length));
        expect((await restart().client.vault.status()).state).toBe('key_file_missing');
        expect(
          await codeOf(restart().client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE })),
        ).toBe('KEY_FILE_MISSING');
      }),
      { numRuns: 60 },
    );
  });

  test('of another workspace, it opens with that passphrase and is then said not to fit the data', async () => {
    const other = await openTestWorkspace();
    try {
      await w.backend.close();
      writeFileSync(keyFile(), readFileSync(join(other.folder, 'vault.json')));
      const backend = restart();
      expect(
        await codeOf(backend.client.vault.unlock({ userId: other.user.id, passphrase: PASSPHRASE })),
      ).toBe('WORKSPACE_DAMAGED');
      await backend.close();
    } finally {
      await other.close();
    }
  });

  test('when it is gone, the generation before takes its place; the damaged one is renamed', async () => {
    // A second generation, so that there is one before.
    await w.api.vault.newRecoveryCode();
    await w.backend.close();
    writeFileSync(keyFile(), '{"torn');
    const { client } = restart();
    const copies = await client.vault.keyFileCopies();
    expect(copies).toMatchObject([
      { source: 'previous', agencyName: 'Larkmeadow Community Care', people: ['Lena Vantree'] },
    ]);
    await client.vault.useKeyFileCopy({ source: 'previous' });
    expect(readdirSync(w.folder).some((name) => name.startsWith('vault.damaged-'))).toBe(true);
    await client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    expect(await client.vault.keyFileCopies()).toEqual([]);
    await client.vault.lock({});
    expect(await codeOf(client.vault.useKeyFileCopy({ source: 'previous' }))).toBe('CONFLICT');
  });

  test('when both generations are gone, the copy in the newest backup takes its place', async () => {
    await makeBackup();
    await w.backend.close();
    rmSync(keyFile());
    rmSync(join(w.folder, 'vault.previous.json'), { force: true });
    const backend = restart();
    expect(await backend.client.vault.keyFileCopies()).toMatchObject([{ source: 'backup' }]);
    expect(await codeOf(backend.client.vault.useKeyFileCopy({ source: 'previous' }))).toBe('NOT_FOUND');
    await backend.client.vault.useKeyFileCopy({ source: 'backup' });
    await backend.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    await backend.close();
  });

  test('starting fresh renames everything and deletes nothing, and a healthy workspace refuses it', async () => {
    await makeBackup();
    await w.backend.close();
    expect(await codeOf(restart().client.vault.startFresh({ typed: 'start fresh' }))).toBe('CONFLICT');
    // An interrupted change of keys left this: it may be the only database that the key file fits.
    writeFileSync(join(w.folder, 'hearth.next.db'), 'waiting');
    writeFileSync(join(w.folder, 'vault.json.new'), 'torn');
    const before = readdirSync(w.folder).filter((name) => name !== 'logs');
    rmSync(keyFile());
    const { client } = restart();
    expect(await codeOf(client.vault.startFresh({ typed: 'yes' }))).toBe('VALIDATION');
    const { movedAside } = await client.vault.startFresh({ typed: ' Start Fresh ' });
    expect(readdirSync(join(w.folder, movedAside)).sort()).toEqual(
      before.filter((name) => !['vault.json', 'hearth.lock'].includes(name)).sort(),
    );
    expect((await client.vault.status()).state).toBe('none');
  });
});
