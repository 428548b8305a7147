import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readKeyFile } from '#main/backend/vault/key-file.ts';
import { deviceKeys, type KeyStore } from '#main/shell/device-keys.ts';
import { DEFAULT_POLICY, type PolicyState } from '#shared/policy/policy.ts';
import { findInClear } from '../fixtures/find-in-clear.ts';
import { createKeyStore } from '../fixtures/key-store.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

// The device slot: after a lock of the computer's own screen, what its key store keeps may stand for the passphrase.

const FORBIDDEN: PolicyState = {
  source: 'file',
  path: '/etc/hearth/policy.json',
  policy: { ...DEFAULT_POLICY, deviceUnlockHours: 0 },
  setByFile: ['deviceUnlockHours'],
  problem: null,
};

let profile: string;
let now: Date;
let w: TestWorkspace;
const opened: TestWorkspace[] = [];
const keysOf = (store: KeyStore, platform: NodeJS.Platform = 'linux') =>
  deviceKeys(store, join(profile, 'device-keys'), platform);
async function workspace(store: KeyStore, platform?: NodeJS.Platform): Promise<TestWorkspace> {
  const one = await openTestWorkspace({ clock: () => now, device: keysOf(store, platform) });
  opened.push(one);
  return one;
}
const slots = (folder = w.folder) => readKeyFile(folder).slots.filter(({ kind }) => kind === 'device');
const kept = () => {
  const folder = join(profile, 'device-keys');
  return readdirSync(folder).map((name) => join(folder, name));
};

beforeEach(async () => {
  now = new Date('2026-11-18T17:00:00Z');
  profile = mkdtempSync(join(tmpdir(), 'hearth-profile-'));
  w = await workspace(createKeyStore());
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  rmSync(profile, { recursive: true, force: true });
});

const afterScreenLock = () => w.restart({ lockedBecause: 'screen' });
const me = () => ({ userId: w.user.id });
const typed = () => ({ ...me(), passphrase: PASSPHRASE });

describe('what it does', () => {
  test('off until somebody turns it on with their passphrase; then a screen lock opens without it', async () => {
    expect(await w.api.vault.deviceUnlock({})).toMatchObject({ state: 'off', hours: 10 });
    await expect(w.api.vault.allowDevice({ own: 'not the passphrase' })).rejects.toMatchObject({
      code: 'WRONG_PASSPHRASE',
    });
    expect(slots()).toEqual([]);
    now = new Date('2026-11-18T17:05:00Z');
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    expect(await w.api.vault.deviceUnlock({})).toMatchObject({ state: 'on' });
    const client = await afterScreenLock();
    expect((await client.vault.status({})).deviceUsers).toEqual([w.user.id]);
    await client.vault.unlockOnDevice(me());
    expect((await client.vault.status({})).state).toBe('open');
    const actions = (await client.audit.list({ limit: 10 })).map(({ action }) => action);
    expect(actions).toContain('vault.allow_device');
    expect(actions).toContain('vault.unlock_device');
    await client.vault.dropDevice({});
    expect(slots()).toEqual([]);
    expect(kept()).toEqual([]);
    expect((await client.audit.list({ limit: 3 })).map(({ action }) => action)).toContain(
      'vault.drop_device',
    );
  });

  test('the secret lies in the profile, encrypted, and nowhere in the workspace', async () => {
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    expect(kept()).toHaveLength(1);
    const plain = await keysOf(createKeyStore()).read(slots()[0]?.id ?? '');
    expect(plain, 'another key store reads nothing').toBeNull();
    expect(findInClear([profile, w.folder], ['"secret"', 'typedAt'])).toEqual([]);
  });

  test.each(['idle', 'manual', 'suspend', 'clock', 'keys'] as const)(
    'after a lock because of %s the passphrase is typed: nobody else asked who is there',
    async (lockedBecause) => {
      await w.api.vault.allowDevice({ own: PASSPHRASE });
      const client = await w.restart({ lockedBecause });
      expect((await client.vault.status({})).deviceUsers).toEqual([]);
      await expect(client.vault.unlockOnDevice(me())).rejects.toMatchObject({ code: 'HELD' });
    },
  );

  test('a restart is no way around an idle lock, and ten hours after the passphrase it is typed again', async () => {
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    let client = await w.restart();
    await expect(client.vault.unlockOnDevice(me())).rejects.toMatchObject({ code: 'HELD' });
    now = new Date('2026-11-19T03:00:01Z');
    client = await afterScreenLock();
    await expect(client.vault.unlockOnDevice(me())).rejects.toThrow(/more than 10 hours ago/);
    now = new Date('2026-11-18T16:00:00Z');
    client = await afterScreenLock();
    await expect(client.vault.unlockOnDevice(me()), 'a clock put back').rejects.toThrow(/Type it again/);
    now = new Date('2026-11-19T03:00:01Z');
    await client.vault.unlock(typed());
    client = await afterScreenLock();
    await client.vault.unlockOnDevice(me());
  });
});

describe('what takes it away', () => {
  const NEXT = 'willow lantern pasture stone';

  test('one’s own new passphrase, and the recovery code', async () => {
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    await w.api.vault.changePassphrase({ current: PASSPHRASE, next: NEXT });
    expect(slots()).toEqual([]);
    await w.api.vault.allowDevice({ own: NEXT });
    const client = await w.restart();
    await client.vault.useRecoveryCode({ ...me(), code: w.recoveryCode, newPassphrase: PASSPHRASE });
    expect(slots()).toEqual([]);
  });

  test('another role, being switched off, a reset passphrase, removal', async () => {
    const { id } = await w.api.users.add({ name: 'Teo Larkspur', role: 'care_coordinator', clinical: false });
    await w.api.users.allowUnlock({ userId: id, passphrase: NEXT, typedByThem: true });
    const own = PASSPHRASE;
    const turnOn = async () => {
      let client = await w.restart();
      await client.vault.unlock({ userId: id, passphrase: NEXT });
      await client.vault.allowDevice({ own: NEXT });
      expect(slots()).toHaveLength(1);
      client = await w.restart();
      await client.vault.unlock(typed());
      return client;
    };
    await (await turnOn()).users.changeRole({ userId: id, role: 'outreach_worker', own });
    expect(slots()).toEqual([]);
    const client = await turnOn();
    await client.users.disable({ userId: id });
    expect(slots()).toEqual([]);
    await client.users.enable({ userId: id });
    await (await turnOn()).users.resetPassphrase({ userId: id, newPassphrase: NEXT, own, typedByThem: true });
    expect(slots()).toEqual([]);
    await (await turnOn()).users.remove({ userId: id, own });
    expect(slots()).toEqual([]);
  });

  test('new keys for the workspace, and a policy that forbids it', async () => {
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    await w.api.vault.changeKeys({ own: PASSPHRASE });
    expect(slots()).toEqual([]);
    let client = await w.restart();
    await client.vault.unlock(typed());
    await client.vault.allowDevice({ own: PASSPHRASE });
    client = await w.restart({ lockedBecause: 'screen', policy: FORBIDDEN });
    expect((await client.vault.status({})).deviceUsers).toEqual([]);
    await expect(client.vault.unlockOnDevice(me())).rejects.toMatchObject({ code: 'HELD' });
    await client.vault.unlock(typed());
    expect(slots()).toEqual([]);
    expect(kept()).toEqual([]);
    expect(await client.vault.deviceUnlock({})).toMatchObject({
      state: 'unavailable',
      reason: 'The policy of this computer does not allow it.',
    });
    await expect(client.vault.allowDevice({ own: PASSPHRASE })).rejects.toMatchObject({ code: 'HELD' });
  });

  test('a backup does not carry it, and what it restores opens with the passphrase alone', async () => {
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    const into = mkdtempSync(join(tmpdir(), 'hearth-stick-'));
    w.shell.willOpen(into);
    for await (const _ of await w.api.backups.makeElsewhere({})) void _;
    const [name = ''] = readdirSync(into);
    expect(slots(join(into, name))).toEqual([]);
    expect(slots()).toHaveLength(1);
    rmSync(into, { recursive: true, force: true });
  });
});

describe('attacks', () => {
  test('what one computer keeps does not open a copy of the workspace on another', async () => {
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    const [blob = ''] = kept();
    const theirs = mkdtempSync(join(tmpdir(), 'hearth-profile-'));
    const elsewhere = deviceKeys(createKeyStore(), theirs, 'linux');
    copyFileSync(blob, join(theirs, `${slots()[0]?.id}.key`));
    expect(await elsewhere.read(slots()[0]?.id ?? '')).toBeNull();
    rmSync(theirs, { recursive: true, force: true });
  });

  test('a key of another workspace or of another person under this one’s name opens nothing', async () => {
    const store = createKeyStore();
    const one = await workspace(store);
    const other = await workspace(store);
    await one.api.vault.allowDevice({ own: PASSPHRASE });
    const [first = ''] = kept();
    const before = readFileSync(first);
    await other.api.vault.allowDevice({ own: PASSPHRASE });
    const target = slots(other.folder)[0]?.id;
    writeFileSync(join(profile, 'device-keys', `${target}.key`), before);
    const client = await other.restart({ lockedBecause: 'screen' });
    await expect(client.vault.unlockOnDevice({ userId: other.user.id })).rejects.toThrow(/no key for you/);
    await client.vault.unlock({ userId: other.user.id, passphrase: PASSPHRASE });
    const { id } = await client.users.add({ name: 'Teo Larkspur', role: 'administrator', clinical: false });
    await client.users.allowUnlock({ userId: id, passphrase: PASSPHRASE, typedByThem: true });
    const again = await other.restart({ lockedBecause: 'screen' });
    await expect(again.vault.unlockOnDevice({ userId: id })).rejects.toMatchObject({ code: 'HELD' });
  });

  test('a slot given to somebody else in the key file, or with cheaper parameters, opens nothing', async () => {
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    const { id } = await w.api.users.add({ name: 'Teo Larkspur', role: 'administrator', clinical: false });
    await w.api.users.allowUnlock({ userId: id, passphrase: PASSPHRASE, typedByThem: true });
    const path = join(w.folder, 'vault.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        /("kind": "device",\s+"userId": ")[^"]+/,
        (_, before: string) => before + id,
      ),
    );
    const client = await afterScreenLock();
    await expect(client.vault.unlockOnDevice({ userId: id })).rejects.toMatchObject({ code: 'HELD' });
  });

  test('cut short, changed or missing, it falls back to the passphrase, without a wait', async () => {
    await w.api.vault.allowDevice({ own: PASSPHRASE });
    const [blob = ''] = kept();
    const whole = readFileSync(blob);
    const changed = Buffer.from(whole);
    changed[40] = (changed[40] ?? 0) ^ 1;
    for (const bytes of [whole.subarray(0, 30), changed, Buffer.alloc(0)]) {
      writeFileSync(blob, bytes);
      const client = await afterScreenLock();
      await expect(client.vault.unlockOnDevice(me())).rejects.toThrow(/Type your passphrase/);
    }
    rmSync(blob);
    const client = await afterScreenLock();
    await expect(client.vault.unlockOnDevice(me())).rejects.toThrow(/Type your passphrase/);
    expect((await client.vault.status({})).waitSeconds).toBe(0);
    await client.vault.unlock(typed());
    expect(await client.vault.deviceUnlock({})).toMatchObject({ state: 'off' });
  });
});

describe('where it is not available', () => {
  test.each([
    ['basic_text', createKeyStore({ backend: 'basic_text' })],
    ['an unknown backend', createKeyStore({ backend: 'unknown' })],
    ['basic_text with the old calls', createKeyStore({ backend: 'basic_text', async: false })],
    ['a Linux that does not say', { isEncryptionAvailable: (): boolean => true }],
  ] as const)('%s counts as no key store', async (_name, store) => {
    const one = await workspace(store);
    expect(await one.api.vault.deviceUnlock({})).toMatchObject({
      state: 'unavailable',
      reason: expect.stringMatching(/^This computer has no key store/),
    });
    await expect(one.api.vault.allowDevice({ own: PASSPHRASE })).rejects.toMatchObject({ code: 'HELD' });
    expect(slots(one.folder)).toEqual([]);
  });

  test('no encryption, or a store that fails, says so; the old calls do where there are no new ones', async () => {
    for (const store of [
      createKeyStore({ available: false }),
      createKeyStore({ available: false, async: false }),
      {},
    ])
      expect(await keysOf(store, 'win32').problem()).toMatch(/not available right now/);
    const broken = { isAsyncEncryptionAvailable: () => Promise.reject(new Error('D-Bus')) };
    expect(await keysOf(broken, 'darwin').problem()).toMatch(/does not answer/);
    const old = await workspace(createKeyStore({ async: false }), 'win32');
    await old.api.vault.allowDevice({ own: PASSPHRASE });
    const client = await old.restart({ lockedBecause: 'user_switch' });
    await client.vault.unlockOnDevice({ userId: old.user.id });
  });
});
