import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import { findSuperfluous } from '#main/backend/backups/folder.ts';
import { isBackupDue } from '#main/backend/backups/schedule.ts';
import type { Backup } from '#shared/backups/contract.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

let w: TestWorkspace;
beforeEach(async () => {
  w = await openTestWorkspace();
});
afterEach(() => w.close());

async function makeOne(): Promise<Backup> {
  let made: Backup | null = null;
  for await (const event of await w.api.backups.make()) made = event.backup ?? made;
  if (!made) throw new Error('No backup was made.');
  return made;
}

test('a backup is made while work goes on, reads back whole, and holds nothing in clear', async () => {
  expect(await w.api.backups.status()).toEqual({ lastGoodAt: null, overdue: true, count: 0 });
  const events: string[] = [];
  for await (const event of await w.api.backups.make()) {
    events.push(event.step);
    await w.api.users.add({ name: `Written During ${event.step}`, role: 'auditor', clinical: false });
  }
  expect(events).toEqual(['copy', 'check', 'done']);
  const [backup] = await w.api.backups.list();
  expect(await w.api.backups.check({ name: backup?.name ?? '' })).toEqual({ problems: [], members: 0 });
  expect(await w.api.backups.status()).toMatchObject({ overdue: false, count: 1 });
  const folder = join(w.folder, 'backups', backup?.name ?? '');
  expect(readdirSync(folder).sort()).toEqual(['hearth.db', 'manifest.json', 'vault.json']);
  expect(readFileSync(join(folder, 'hearth.db')).includes('100 Main St')).toBe(false);
  // Work that was done while the copy was made is in the workspace, whole, after a restart.
  const api = await w.restart();
  await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
  expect((await api.users.list()).filter(({ name }) => name.startsWith('Written'))).toHaveLength(3);
});

test('a backup on a stick opens on another computer with the passphrase or with the printed code', async () => {
  const stick = mkdtempSync(join(tmpdir(), 'hearth-stick-'));
  try {
    w.shell.willOpen(stick);
    for await (const _event of await w.api.backups.makeElsewhere()) void _event;
    const [name] = readdirSync(stick);
    const other = join(w.root, 'other-computer');
    mkdirSync(other);
    cpSync(join(stick, name ?? ''), other, { recursive: true });
    const backend = createBackend({ folder: other, shell: w.shell.client, version: 'test' });
    await backend.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    expect((await backend.client.settings.agency()).city).toBe('Oakland');
    await backend.close();
    const again = createBackend({ folder: other, shell: w.shell.client, version: 'test' });
    await again.client.vault.useRecoveryCode({
      userId: w.user.id,
      code: w.recoveryCode,
      newPassphrase: 'orchard lantern copper bell',
    });
    expect((await again.client.settings.agency()).city).toBe('Oakland');
    await again.close();
  } finally {
    rmSync(stick, { recursive: true });
  }
});

test('after the computer died, the backup is restored through the contract, and what was there is moved aside', async () => {
  const stick = join(w.root, 'stick');
  mkdirSync(stick);
  w.shell.willOpen(stick);
  for await (const _event of await w.api.backups.makeElsewhere()) void _event;
  const [name] = readdirSync(stick);
  const backup = join(stick, name ?? '');
  await w.api.users.add({ name: 'Added After The Backup', role: 'auditor', clinical: false });
  const api = await w.restart();

  w.shell.willOpen(w.root);
  await expect(api.vault.chooseBackup()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  w.shell.willOpen(backup);
  expect(await api.vault.chooseBackup()).toMatchObject({
    agencyName: 'Larkmeadow Community Care',
    folderName: name,
  });
  await expect(
    api.vault.restoreBackup({ proof: { userId: w.user.id, passphrase: 'not this one at all' } }),
  ).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' });
  expect(readdirSync(w.folder).filter((entry) => entry.startsWith('replaced'))).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const done = await api.vault.restoreBackup({ proof: { code: w.recoveryCode } });
  expect(done.movedAside).toMatch(/^replaced-/);
  await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
  expect((await api.users.list()).map((user) => user.name)).toEqual(['Lena Vantree']);
  expect(readdirSync(join(w.folder, done.movedAside ?? '')).sort()).toContain('hearth.db');
});

test('cancelling the folder dialog copies nothing', async () => {
  w.shell.willOpen(null);
  const run = async () => {
    for await (const _event of await w.api.backups.makeElsewhere()) void _event;
  };
  await expect(run()).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('a flipped bit, a swapped key file and a changed manifest are each found', async () => {
  const { name } = await makeOne();
  const path = (file: string) => join(w.folder, 'backups', name, file);
  const originals = ['hearth.db', 'vault.json', 'manifest.json'].map(
    (file) => [file, readFileSync(path(file))] as const,
  );
  for (const [file, original] of originals) {
    const changed = Buffer.from(original);
    const at = Math.floor(changed.length * 0.6);
    changed[at] = (changed[at] ?? 0) ^ 1;
    writeFileSync(path(file), changed);
    const found = await w.api.backups.check({ name }).then(
      ({ problems }) => problems.length,
      () => 1,
    );
    expect(found, file).toBeGreaterThan(0);
    writeFileSync(path(file), original);
  }
  expect((await w.api.backups.check({ name })).problems).toEqual([]);
});

test('a name that leads elsewhere is not looked at', async () => {
  await makeOne();
  await expect(w.api.backups.check({ name: '../..' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the schedule keeps a week of days, then weeks and months, and all made by hand', () => {
  const start = Date.parse('2026-11-18T15:00:00Z');
  const backups: Backup[] = Array.from({ length: 200 }, (_, day) => ({
    name: `day-${day}`,
    takenAt: new Date(start - day * 86_400_000).toISOString(),
    bytes: 1,
    reason: day === 150 ? ('manual' as const) : ('daily' as const),
  }));
  const gone = new Set(findSuperfluous(backups).map(({ name }) => name));
  const kept = backups.filter(({ name }) => !gone.has(name));
  expect(kept.slice(0, 7).map(({ name }) => name)).toEqual([0, 1, 2, 3, 4, 5, 6].map((day) => `day-${day}`));
  expect(kept.length).toBeLessThanOrEqual(7 + 4 + 6 + 1);
  expect(kept.map(({ name }) => name)).toContain('day-150');
  expect(Date.parse(kept.at(-1)?.takenAt ?? '')).toBeLessThan(start - 120 * 86_400_000);
});

test('the daily backup is due when the newest is older than 20 hours', async () => {
  const now = Date.now();
  expect(isBackupDue(w.folder, new Date(now))).toBe(true);
  await makeOne();
  expect(isBackupDue(w.folder, new Date(now + 19 * 3_600_000))).toBe(false);
  expect(isBackupDue(w.folder, new Date(now + 21 * 3_600_000))).toBe(true);
});
