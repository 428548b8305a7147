import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LockSources, watchForLock } from '#main/shell/lock-watch.ts';
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

/** Every way the watch locks, with what makes it happen: events of the system, idleness, and a clock that jumps. */
const TRIGGERS: readonly [string, string, (machine: ReturnType<typeof computer>) => void][] = [
  ['suspend', 'suspend', ({ happens }) => happens('suspend')],
  ['shutdown', 'suspend', ({ happens }) => happens('shutdown')],
  ['the locked screen', 'screen', ({ happens }) => happens('lock-screen')],
  ['another person’s session', 'user_switch', ({ happens }) => happens('user-did-resign-active')],
  ['idleness', 'idle', ({ pass }) => pass(10 * 60_000)],
  ['a clock that jumps forward', 'clock', ({ moveClock }) => moveClock(3_600_000)],
  ['a clock that jumps back', 'clock', ({ moveClock }) => moveClock(-86_400_000)],
];

/** A computer with a made-up clock; its watch looks when the test says so. */
function computer() {
  const listeners = new Map<string, () => void>();
  let wall = 1_800_000_000_000;
  let steady = 0;
  let look = () => {};
  const sources: LockSources = {
    on: (event, listener) => void listeners.set(event, listener),
    systemIdleSeconds: () => steady / 1000,
    now: () => wall,
    steady: () => steady,
  };
  const pass = (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 5000) {
      wall += 5000;
      steady += 5000;
      look();
    }
  };
  return {
    happens: (event: string) => listeners.get(event)?.(),
    pass,
    moveClock: (by: number) => {
      wall += by;
      pass(5000);
    },
    /** The real watch on this computer; only its timer is taken over. */
    watch: (lock: (because: string) => void) => {
      const timer = vi.spyOn(globalThis, 'setInterval').mockImplementationOnce((run) => {
        look = run as () => void;
        return 0 as unknown as NodeJS.Timeout;
      });
      watchForLock({ lock, warn: () => {}, idleMinutes: () => 10 }, sources);
      timer.mockRestore();
    },
  };
}

describe.each(TRIGGERS)('locked by %s', (_name, because, trigger) => {
  /** The watch as the shell wires it: what locks ends the backend. */
  function wired() {
    const machine = computer();
    const locks: string[] = [];
    let ended: Promise<void> = Promise.resolve();
    machine.watch((reason) => {
      locks.push(reason);
      if (locks.length === 1) ended = w.backend.close();
    });
    return { locks, pull: () => trigger(machine), ended: () => ended };
  }

  test('in the middle of an export there is no file, and no row that says there is', async () => {
    const person = await addPerson(w.api, planId);
    const folder = join(w.root, 'files');
    mkdirSync(folder);
    const path = join(folder, 'access.pdf');
    const { locks, pull, ended } = wired();
    const { host } = w.backend;
    const saveFile = async () => {
      pull();
      await ended();
      return { path, name: 'access.pdf' };
    };
    Object.assign(host, { shell: { ...host.shell, saveFile } });
    await expect(w.api.audit.saveMemberReport({ memberId: person.id })).rejects.toThrow();
    expect(locks[0]).toBe(because);
    expect(readdirSync(folder)).toEqual([]);
    const api = await unlockAgain();
    const actions = (await api.audit.list({ limit: 50 })).map(({ action }) => action);
    expect(actions).not.toContain('audit.save_member_report');
  });

  test('in the middle of an import everything of it is there or nothing, and it can be ended', async () => {
    const people = Array.from({ length: 12 }, (_, index) =>
      rosterPerson(`9${String(2_000_000 + index)}A`, `Thistlewing${index}`, 'Ana', '1981-03-04'),
    );
    const { importId } = await openRosterFile(w, planId, rosterText(people));
    if (!importId) throw new Error('The roster was not opened.');
    const { locks, pull, ended } = wired();
    const run = async () => {
      for await (const _event of await w.api.roster.apply({ importId })) {
        if (locks.length === 0) pull();
      }
    };
    await run().catch(() => {});
    await ended();
    expect(locks[0]).toBe(because);
    const api = await unlockAgain();
    await lastOf(await api.roster.apply({ importId })).catch(() => {});
    expect((await api.members.list({ view: 'all', limit: 20, offset: 0 })).total).toBe(12);
  });
});
