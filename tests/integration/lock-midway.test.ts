import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LOCK_REASONS } from '#shared/shell/contract.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { openRosterFile, rosterPerson, rosterText } from '../fixtures/roster.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

// Every trigger ends in one function, and that ends the backend (tests/unit/lock-watch.test.ts). Here the backend ends
// in the middle of work; tests/soak does the same with the signal that asks nobody.

let w: TestWorkspace;
let planId: string;
beforeEach(async () => {
  w = await openTestWorkspace();
  planId = await addPlan(w.api);
});
afterEach(() => w.close());

async function lastOf(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _event of stream) void _event;
}

/** Unlocks after the lock; the audit chain must be whole. */
async function unlockAgain() {
  const api = await w.restart();
  await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
  expect((await api.audit.verify()).firstBroken).toBeNull();
  return api;
}

test.each(LOCK_REASONS)('the page’s lock reaches the shell with its reason: %s', async (because) => {
  await w.api.vault.lock({ because });
  expect(w.shell.locks).toEqual([because]);
});

test('locked while a file is being saved: no file, no half file, no row that says it was saved', async () => {
  const person = await addPerson(w.api, planId);
  const path = join(w.root, 'files', 'access.pdf');
  mkdirSync(join(w.root, 'files'));
  const { host } = w.backend;
  const saveFile = async () => {
    await w.backend.close();
    return { path, name: 'access.pdf' };
  };
  Object.assign(host, { shell: { ...host.shell, saveFile } });
  await expect(w.api.audit.saveMemberReport({ memberId: person.id })).rejects.toThrow();
  expect(readdirSync(join(w.root, 'files'))).toEqual([]);
  const api = await unlockAgain();
  const actions = (await api.audit.list({ limit: 50 })).map(({ action }) => action);
  expect(actions).not.toContain('audit.save_member_report');
});

test('locked while a backup is being copied: it does not count as one, and the next is whole', async () => {
  const run = async () => {
    for await (const event of await w.api.backups.make()) if (event.step === 'copy') void w.backend.close();
  };
  await run().catch(() => {});
  const api = await unlockAgain();
  for (const { name } of await api.backups.list()) {
    expect((await api.backups.check({ name })).problems, name).toEqual([]);
  }
  for await (const _event of await api.backups.make()) void _event;
  expect(existsSync(join(w.folder, 'backups'))).toBe(true);
  expect(readdirSync(join(w.folder, 'backups')).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
});

test('locked while a roster is applied: all of a slice is there or none, and applying again ends it', async () => {
  const people = Array.from({ length: 30 }, (_, index) =>
    rosterPerson(`9${String(1_000_000 + index)}A`, `Copperfield${index}`, 'Ana', '1980-02-03'),
  );
  const { importId } = await openRosterFile(w, planId, rosterText(people));
  if (!importId) throw new Error('The roster was not opened.');
  const run = async () => {
    for await (const _event of await w.api.roster.apply({ importId })) await w.backend.close();
  };
  await run().catch(() => {});
  const api = await unlockAgain();
  // An apply that was cut off is applied again; one that had ended refuses.
  await lastOf(await api.roster.apply({ importId })).catch(() => {});
  const { total } = await api.members.list({ view: 'all', limit: 10, offset: 0 });
  expect(total).toBe(30);
});
