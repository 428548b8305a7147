import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqlcipherDatabase from '@signalapp/sqlcipher';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import { listBackups } from '#main/backend/backups/folder.ts';
import { deriveSubKeys, readKeyFile } from '#main/backend/vault/key-file.ts';
import { openSlot } from '#main/backend/vault/slots.ts';
import { copyOldWorkspace, OLD_PASSPHRASE } from '../../fixtures/old-workspace.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { createTestShell } from '../../fixtures/workspace.ts';

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

const VERSIONS = readdirSync(join(import.meta.dirname, '../../fixtures/databases'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

let folder: string;
let clean: () => void;
beforeEach(() => {
  ({ folder, clean } = temporaryFolder('hearth-old-'));
});
afterEach(() => clean());

function start(clock?: () => Date) {
  return createBackend({
    folder,
    shell: createTestShell().client,
    version: '0.2.0-test',
    ...(clock ? { clock } : {}),
  });
}

/** The first person who can unlock, and the key of the database. */
async function openKeyFile() {
  const keyFile = readKeyFile(folder);
  const slot = keyFile.slots.find(({ kind }) => kind === 'passphrase');
  const dataKey = slot && (await openSlot(keyFile.vaultId, slot, OLD_PASSPHRASE));
  if (!slot?.userId || !dataKey) throw new Error('The stored key file does not open.');
  return { userId: slot.userId, key: deriveSubKeys(dataKey, keyFile.vaultId).database };
}

/** Runs something on the bare database file, which nobody has open. */
function onFile<Result>(path: string, key: Buffer, work: (driver: SqlcipherDatabase) => Result): Result {
  const driver = new SqlcipherDatabase(path);
  try {
    driver.exec(`PRAGMA key = "x'${key.toString('hex')}'"`);
    return work(driver);
  } finally {
    driver.close();
  }
}

/** Every row of every table that people fill; what the search index and the migrator keep for themselves is left out. */
function readRows(path: string, key: Buffer): Rows {
  return onFile(path, key, (driver) => {
    const tables = driver
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all([]);
    const names = tables
      .map(({ name }) => String(name))
      .filter((name) => !/^(sqlite|kysely|member_search_)/.test(name));
    return Object.fromEntries(names.map((name) => [name, driver.prepare(`SELECT * FROM "${name}"`).all([])]));
  });
}

/** The old columns of a row as they are now; a column that was taken away shows as missing. */
function oldColumns(
  now: Readonly<Record<string, unknown>> | undefined,
  before: Readonly<Record<string, unknown>>,
) {
  return Object.fromEntries(Object.keys(before).map((name) => [name, now?.[name]]));
}

describe.each(VERSIONS)('a workspace of schema %s', (version) => {
  beforeEach(() => copyOldWorkspace(version, folder));

  test('has a row in every table, so that the tests below compare something', async () => {
    const { key } = await openKeyFile();
    const rows = readRows(join(folder, 'hearth.db'), key);
    expect(Object.keys(rows).length).toBeGreaterThan(30);
    expect(Object.keys(rows).filter((name) => rows[name]?.length === 0)).toEqual([]);
  });

  test('opens with this version, every row kept, its audit chain whole', async () => {
    const { userId, key } = await openKeyFile();
    const before = readRows(join(folder, 'hearth.db'), key);
    const backend = start();
    await backend.client.vault.unlock({ userId, passphrase: OLD_PASSPHRASE });
    const unlocked = (before.audit?.length ?? 0) + 1;
    expect(await backend.client.audit.verify()).toMatchObject({
      rows: unlocked,
      firstBroken: null,
      cutSince: [],
      anchors: 1,
    });
    const { rows: members } = await backend.client.members.list({ view: 'all', limit: 100, offset: 0 });
    expect(members).toHaveLength(before.member?.length ?? 0);
    for (const { id } of members) expect((await backend.client.members.chart({ id })).member.id).toBe(id);
    await backend.close();

    const after = readRows(join(folder, 'hearth.db'), key);
    for (const [table, rows] of Object.entries(before)) {
      const [sample = {}] = rows;
      const now = new Set(after[table]?.map((row) => JSON.stringify(oldColumns(row, sample))));
      const lost = rows.filter((row) => !now.has(JSON.stringify(oldColumns(row, sample))));
      expect(lost, table).toEqual([]);
    }
  });

  test('is backed up before it is changed, and the backup is the old one whole', async () => {
    const { userId, key } = await openKeyFile();
    const before = readRows(join(folder, 'hearth.db'), key);
    const backend = start();
    await backend.client.vault.unlock({ userId, passphrase: OLD_PASSPHRASE });
    const [backup] = await backend.client.backups.list();
    expect(backup).toMatchObject({ reason: 'before_update' });
    expect(await backend.client.backups.check({ name: backup?.name ?? '' })).toMatchObject({ problems: [] });
    await backend.close();
    expect(readRows(join(folder, 'backups', backup?.name ?? '', 'hearth.db'), key)).toEqual(before);

    const again = start();
    await again.client.vault.unlock({ userId, passphrase: OLD_PASSPHRASE });
    expect(await again.client.backups.list(), 'nothing to migrate, nothing to back up').toHaveLength(1);
    await again.close();
  });

  test('stays as it is when the backup cannot be made', async () => {
    const { userId, key } = await openKeyFile();
    const before = readRows(join(folder, 'hearth.db'), key);
    // A file where the folder of backups has to be: nothing can be put into it.
    writeFileSync(join(folder, 'backups'), '');
    const backend = start();
    await expect(backend.client.vault.unlock({ userId, passphrase: OLD_PASSPHRASE })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('Nothing else was changed'),
    });
    expect(backend.host.session).toBeNull();
    await backend.close();
    expect(readRows(join(folder, 'hearth.db'), key)).toEqual(before);
  });

  test('stays as it is when a page of it is damaged: the backup would not read back', async () => {
    const { userId } = await openKeyFile();
    const path = join(folder, 'hearth.db');
    const bytes = readFileSync(path);
    const at = bytes.length - 2000;
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    writeFileSync(path, bytes);
    const backend = start();
    await expect(backend.client.vault.unlock({ userId, passphrase: OLD_PASSPHRASE })).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
    });
    await backend.close();
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(listBackups(folder)).toEqual([]);
  });

  test('that a later Hearth has opened is refused, and no byte of it changes', async () => {
    const { userId, key } = await openKeyFile();
    const path = join(folder, 'hearth.db');
    onFile(path, key, (driver) =>
      driver.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_later', '2030-01-01')"),
    );
    const bytes = readFileSync(path);
    const backend = start();
    await expect(backend.client.vault.unlock({ userId, passphrase: OLD_PASSPHRASE })).rejects.toMatchObject({
      code: 'NEWER_DATA',
      message: expect.stringContaining('Nothing was changed'),
    });
    await backend.close();
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(listBackups(folder)).toEqual([]);
  });
});
