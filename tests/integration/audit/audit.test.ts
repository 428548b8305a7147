import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { macOf } from '#main/backend/audit/chain.ts';
import { router } from '#main/backend/router.ts';
import { SCREEN_HEADER } from '#shared/procedure.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let memberId: string;
beforeEach(async () => {
  w = await openTestWorkspace();
  const person = await addPerson(w.api, await addPlan(w.api), {
    firstName: 'Anahit',
    lastName: 'Willowmarsh',
  });
  memberId = person.id;
});
afterEach(() => w.close());

/** The contract as a page asks it from one of its screens. */
function from(screen: string) {
  return createRouterClient(router, {
    context: { host: w.backend.host, reqHeaders: new Headers({ [SCREEN_HEADER]: screen }) },
  });
}

test('a row says from which screen it was done, and the chain covers it', async () => {
  await from('/members/$memberId/summary').members.chart({ id: memberId });
  const [row] = await w.api.audit.list({ memberId, limit: 1 });
  expect(row).toMatchObject({ action: 'member.view', screen: '/members/$memberId/summary' });
  expect((await w.api.audit.verify()).firstBroken).toBeNull();

  const { db } = w.backend.host.session?.workspace ?? {};
  if (!db || !row) throw new Error('The workspace is not open.');
  await sql`DROP TRIGGER audit_no_update`.execute(db);
  for (const screen of ['/today', null]) {
    await sql`UPDATE audit SET screen = ${screen} WHERE seq = ${row.seq}`.execute(db);
    expect((await w.api.audit.verify()).firstBroken, String(screen)).toBe(row.seq);
  }
});

test('a screen that names a person or is no path is left out', async () => {
  for (const screen of [
    '/members/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b',
    'Anahit',
    '/x y',
    `/${'a'.repeat(100)}`,
  ]) {
    await from(screen).members.chart({ id: memberId });
    expect((await w.api.audit.list({ memberId, limit: 1 }))[0]?.screen, screen).toBeNull();
  }
});

test('a row of the first version, without a screen, keeps its code', () => {
  const key = Buffer.alloc(32, 7);
  const entry = {
    at: '2026-11-21T18:00:00.000Z',
    userId: 'u',
    action: 'note.sign',
    outcome: 'done',
    memberId: null,
    entityId: null,
    detail: '{}',
  };
  const before = macOf(key, 5, entry, 'aa');
  expect(macOf(key, 5, { ...entry, screen: null }, 'aa')).toBe(before);
  expect(macOf(key, 5, { ...entry, screen: '/today' }, 'aa')).not.toBe(before);
});

test('is searched by who, what, when, about whom and outcome', async () => {
  await w.api.members.chart({ id: memberId });
  await expect(
    w.asRole('auditor').users.add({ name: 'No One', role: 'auditor', clinical: false }),
  ).rejects.toThrow();
  const list = (filter: Parameters<typeof w.api.audit.list>[0]) =>
    w.api.audit.list({ ...filter, limit: 500 });
  expect((await list({ member: 'willow ana' })).every((row) => row.memberName === 'Anahit Willowmarsh')).toBe(
    true,
  );
  expect(await list({ member: 'willow ana' })).not.toHaveLength(0);
  expect(await list({ member: '100%' })).toHaveLength(0);
  expect((await list({ actions: ['member view'] })).map(({ action }) => action)).toContain('member.view');
  expect(await list({ actions: [] })).toHaveLength(0);
  expect((await list({ outcome: 'refused' })).map(({ action }) => action)).toEqual(['users.add']);
  expect((await list({ userId: w.user.id })).length).toBeGreaterThan(3);
  expect(await list({ userId: memberId })).toHaveLength(0);
  expect(await list({ to: '2020-01-01' })).toHaveLength(0);
  const all = await list({ from: '2020-01-01' });
  expect(all.at(-1)?.action).toBe('vault.create');
});

test('is saved as a sheet in which no cell runs, and the saving is a row itself', async () => {
  // A name that a spreadsheet would run.
  await addPerson(w.api, await addPlan(w.api, 'Second Plan'), { firstName: '=cmd', lastName: '|calc' }).catch(
    () => {},
  );
  const path = join(w.root, 'audit.csv');
  w.shell.willSave(path);
  const saved = await w.api.audit.saveSheet({});
  expect(saved.fileName).toBe('audit.csv');
  const text = readFileSync(path, 'utf8');
  const rows: string[][] = parse(text, { bom: true });
  expect(rows).toHaveLength(saved.rows + 1);
  for (const row of rows.slice(1)) for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/);
  expect((await w.api.audit.list({ limit: 1 }))[0]).toMatchObject({ action: 'audit.save_sheet' });
  w.shell.willSave(null);
  expect((await w.api.audit.saveSheet({})).fileName).toBeNull();
});

test('a member’s access report names everyone who looked, and what left', async () => {
  await from('/members/$memberId/summary').members.chart({ id: memberId });
  const path = join(w.root, 'access.pdf');
  w.shell.willSave(path);
  const saved = await w.api.audit.saveMemberReport({ memberId });
  expect(saved.rows).toBeGreaterThan(0);
  const { text } = await readPaper(readFileSync(path));
  expect(text).toContain('Anahit Willowmarsh');
  expect(text).toContain('Lena Vantree');
  expect(text).toContain('Looked at a chart');
  expect((await w.api.audit.list({ memberId, limit: 1 }))[0]).toMatchObject({
    action: 'audit.save_member_report',
  });
  await expect(w.asRole('care_coordinator').audit.saveMemberReport({ memberId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('a chain that was cut short after a backup is found by what the backup wrote down', async () => {
  await w.api.members.chart({ id: memberId });
  for await (const _event of await w.api.backups.make()) void _event;
  expect(await w.api.audit.verify()).toMatchObject({ firstBroken: null, cutSince: [], anchors: 1 });
  const { db } = w.backend.host.session?.workspace ?? {};
  if (!db) throw new Error('The workspace is not open.');
  await sql`DROP TRIGGER audit_no_delete`.execute(db);
  const { rows } = await sql<{ seq: number }>`SELECT max(seq) AS seq FROM audit`.execute(db);
  await sql`DELETE FROM audit WHERE seq > ${(rows[0]?.seq ?? 0) - 4}`.execute(db);
  const found = await w.api.audit.verify();
  expect(found.firstBroken, 'the rows that are left fit').toBeNull();
  expect(found.cutSince).toHaveLength(1);

  // A manifest that somebody rewrote proves nothing, so it accuses nobody.
  const folder = join(w.folder, 'backups', readdirSync(join(w.folder, 'backups'))[0] ?? '');
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ ...manifest, auditHead: { seq: 1, mac: 'x' } }),
  );
  expect(await w.api.audit.verify()).toMatchObject({ cutSince: [], anchors: 0 });
});
