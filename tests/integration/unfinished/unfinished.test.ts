import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES } from '#shared/roles.ts';
import { UNFINISHED_LIMIT } from '#shared/unfinished/contract.ts';
import { findInClear } from '../../fixtures/find-in-clear.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
beforeAll(async () => {
  w = await openTestWorkspace();
});
afterAll(() => w.close());

const TYPED = { place: '/letters?tab=texts', content: '{"EditDialog.body 1":"Quokkamarker met us"}' };

async function auditRows(): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from audit`.execute(
    w.backend.host.session?.workspace.db as never,
  );
  return rows[0]?.rows ?? 0;
}

test('what is typed is there after a lock, written over by what is typed next, and gone once it is saved', async () => {
  expect(await w.api.unfinished.mine({})).toBeNull();
  await w.api.unfinished.keep({ unfinished: { ...TYPED, content: '{}' } });
  await w.api.unfinished.keep({ unfinished: TYPED });
  const client = await w.restart();
  await client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
  expect(await client.unfinished.mine({})).toEqual(TYPED);
  await client.unfinished.keep({ unfinished: null });
  expect(await client.unfinished.mine({})).toBeNull();
});

test('nobody else on the same computer sees it, in any role, and theirs does not touch it', async () => {
  await w.api.unfinished.keep({ unfinished: TYPED });
  for (const role of ROLES) {
    const { id } = await w.api.users.add({ name: `Another ${role}`, role, clinical: false });
    const other = w.asRole(role, id);
    expect(await other.unfinished.mine({})).toBeNull();
    await other.unfinished.keep({ unfinished: { place: '/today', content: '{"a":1}' } });
    await other.unfinished.keep({ unfinished: null });
  }
  expect(await w.api.unfinished.mine({})).toEqual(TYPED);
});

test('of somebody who is removed nothing is left', async () => {
  const { id } = await w.api.users.add({ name: 'Teo Larkspur', role: 'outreach_worker', clinical: false });
  const teo = w.asRole('outreach_worker', id);
  await teo.unfinished.keep({ unfinished: TYPED });
  await w.api.users.remove({ userId: id, own: PASSPHRASE });
  expect(await teo.unfinished.mine({})).toBeNull();
});

test('typing leaves no audit rows and nothing in the clear', async () => {
  const before = await auditRows();
  for (let key = 0; key < 5; key += 1) await w.api.unfinished.keep({ unfinished: TYPED });
  await w.api.unfinished.mine({});
  expect(await auditRows()).toBe(before);
  expect(findInClear([w.folder], ['Quokkamarker'])).toEqual([]);
});

test('more than anybody types is refused, and what was kept stays', async () => {
  await w.api.unfinished.keep({ unfinished: TYPED });
  const long = { place: '/today', content: 'x'.repeat(UNFINISHED_LIMIT + 1) };
  await expect(w.api.unfinished.keep({ unfinished: long })).rejects.toMatchObject({ code: 'VALIDATION' });
  await expect(
    w.api.unfinished.keep({ unfinished: { place: 'https://elsewhere.example', content: '{}' } }),
  ).rejects.toMatchObject({ code: 'VALIDATION' });
  expect(await w.api.unfinished.mine({})).toEqual(TYPED);
});
