import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import { openWithEscrow } from '#main/backend/vault/escrow.ts';
import { DEFAULT_KDF } from '#main/backend/vault/kdf.ts';
import { type KeyFile, readKeyFile, writeKeyFile } from '#main/backend/vault/key-file.ts';
import { createSlot, openEscrowSlot, openSlot, type SecretSlot } from '#main/backend/vault/slots.ts';
import { DEFAULT_POLICY, SAFEST_POLICY } from '#shared/policy/policy.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

const CHEAP = { name: 'argon2id', memoryKib: 19_456, passes: 2, lanes: 1 } as const;
const WORDS = 'willow lantern pasture';
let w: TestWorkspace;
beforeEach(async () => {
  w = await openTestWorkspace();
});
afterEach(() => w.close());

const slotOf = (keyFile: KeyFile, userId: string) =>
  keyFile.slots.find(
    (slot): slot is SecretSlot => slot.kind === 'passphrase' && slot.userId === userId,
  ) as SecretSlot;
async function dataKeyOf(folder: string, userId: string, passphrase: string): Promise<string | null> {
  const keyFile = readKeyFile(folder);
  return (await openSlot(keyFile.vaultId, slotOf(keyFile, userId), passphrase))?.toString('hex') ?? null;
}
async function addAccount(name: string) {
  const { id } = await w.api.users.add({ name, role: 'outreach_worker', clinical: false });
  await w.api.users.allowUnlock({ userId: id, passphrase: WORDS, typedByThem: true });
  return id;
}

describe('a slot', () => {
  test('with cheaper parameters is made anew at the next unlock, in one step, the one before kept', async () => {
    const { workspace } = w.backend.host.session ?? {};
    if (!workspace) throw new Error('closed');
    const { keyFile, dataKey } = workspace;
    const cheap = await createSlot(keyFile.vaultId, 'passphrase', w.user.id, PASSPHRASE, dataKey, CHEAP);
    const others = keyFile.slots.filter((slot) => slot.userId !== w.user.id);
    writeKeyFile(w.folder, { ...keyFile, slots: [...others, cheap] });
    const api = await w.restart();
    await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    const after = readKeyFile(w.folder);
    expect(slotOf(after, w.user.id).kdf).toEqual(DEFAULT_KDF);
    expect(after.slots.map(({ kind }) => kind).sort()).toEqual(['passphrase', 'recovery']);
    const previous = JSON.parse(readFileSync(join(w.folder, 'vault.previous.json'), 'utf8'));
    expect(slotOf(previous, w.user.id).kdf).toEqual(CHEAP);
    // Both generations open: a power cut between them costs nothing.
    writeFileSync(join(w.folder, 'vault.json'), JSON.stringify(previous));
    const again = await w.restart();
    await again.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
  });

  test('below the floor or above the ceiling is not even tried', () => {
    const keyFile = readKeyFile(w.folder);
    for (const memoryKib of [8, 2_097_152]) {
      const slots = keyFile.slots.map((slot) =>
        slot.kind === 'escrow' ? slot : { ...slot, kdf: { ...slot.kdf, memoryKib } },
      );
      expect(() => writeKeyFile(w.folder, { ...keyFile, slots })).toThrow();
    }
  });

  test('does not open with the parts of another slot or vault', async () => {
    const teo = await addAccount('Teo Larkspur');
    const keyFile = readKeyFile(w.folder);
    const mine = slotOf(keyFile, w.user.id);
    const theirs = slotOf(keyFile, teo);
    const forged: SecretSlot[] = [
      { ...mine, userId: teo },
      { ...mine, id: theirs.id },
      { ...mine, kind: 'recovery' },
      { ...mine, publicKey: theirs.publicKey },
      { ...mine, kdf: { ...mine.kdf, passes: mine.kdf.passes + 1 } },
      { ...mine, sealed: theirs.sealed },
      { ...mine, sealed: mine.sealed && { ...mine.sealed, ephemeral: theirs.sealed?.ephemeral ?? '' } },
    ];
    for (const slot of forged) expect(await openSlot(keyFile.vaultId, slot, PASSPHRASE)).toBeNull();
    expect(await openSlot(crypto.randomUUID(), mine, PASSPHRASE)).toBeNull();
    expect(await openSlot(keyFile.vaultId, mine, PASSPHRASE)).not.toBeNull();
  });
});

describe('changing the keys', () => {
  test('carries everyone over, and what was kept of the old key opens nothing any more', async () => {
    const teo = await addAccount('Teo Larkspur');
    const gone = await addAccount('Odalys Fernhollow');
    const { id: memberId } = await addPerson(w.api, await addPlan(w.api));
    const kept = join(w.root, 'kept');
    cpSync(join(w.folder, 'vault.json'), join(kept, 'vault.json'));
    for await (const _event of await w.api.backups.make()) void _event;
    await w.api.users.remove({ userId: gone, own: PASSPHRASE });
    const before = await dataKeyOf(w.folder, w.user.id, PASSPHRASE);
    const rows = (await w.api.audit.verify()).rows;

    expect(await w.api.vault.changeKeys({ own: PASSPHRASE })).toEqual({ left: [] });
    expect(w.shell.locks).toEqual(['keys']);
    await expect(w.api.members.chart({ id: memberId })).rejects.toMatchObject({ code: 'LOCKED' });
    const after = await dataKeyOf(w.folder, w.user.id, PASSPHRASE);
    expect(after).not.toBeNull();
    expect(after).not.toBe(before);
    expect(readdirSync(w.folder).filter((name) => name.includes('next'))).toEqual([]);

    // The kept key file with the new database is of no use to the person who left.
    const stolen = join(w.root, 'stolen');
    cpSync(w.folder, stolen, { recursive: true });
    copyFileSync(join(kept, 'vault.json'), join(stolen, 'vault.json'));
    const thief = createBackend({ folder: stolen, shell: w.shell.client, version: 'test' });
    await expect(thief.client.vault.unlock({ userId: gone, passphrase: WORDS })).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
    });
    await thief.close();

    for (const [userId, passphrase] of [
      [teo, WORDS],
      [w.user.id, PASSPHRASE],
    ] as const) {
      const api = await w.restart();
      await api.vault.unlock({ userId, passphrase });
      expect((await api.members.chart({ id: memberId })).member.id).toBe(memberId);
    }
    const { rows: rowsAfter, firstBroken } = await w.api.audit.verify();
    expect(firstBroken).toBeNull();
    expect(rowsAfter).toBeGreaterThan(rows);
    expect((await w.api.audit.list({})).map(({ action }) => action)).toContain('vault.change_keys');

    // The backup of before is still checked, and opens with its own key file.
    const [backup] = await w.api.backups.list();
    expect((await w.api.backups.check({ name: backup?.name ?? '' })).problems).toEqual([]);
    const copy = join(w.folder, 'backups', backup?.name ?? '');
    const restored = createBackend({ folder: copy, shell: w.shell.client, version: 'test' });
    await restored.client.vault.unlock({ userId: gone, passphrase: WORDS });
    await restored.close();

    // The printed code goes on to work.
    const locked = await w.restart();
    await locked.vault.useRecoveryCode({
      userId: w.user.id,
      code: w.recoveryCode,
      newPassphrase: 'orchard copper bell',
    });
  });

  test('asks for the passphrase, and names who needs a new one', async () => {
    const teo = await addAccount('Teo Larkspur');
    await expect(w.api.vault.changeKeys({ own: 'not the right one' })).rejects.toMatchObject({
      code: 'WRONG_PASSPHRASE',
    });
    expect(w.shell.locks).toEqual([]);
    const { workspace } = w.backend.host.session ?? {};
    if (!workspace) throw new Error('closed');
    // Somebody with access to the folder puts a public key of their own into a slot.
    workspace.keyFile = {
      ...workspace.keyFile,
      slots: workspace.keyFile.slots.map((slot) =>
        slot.userId === teo ? { ...slot, publicKey: 'ab'.repeat(32) } : slot,
      ),
    };
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await w.api.vault.changeKeys({ own: PASSPHRASE })).toEqual({ left: ['Teo Larkspur'] });
    expect(readKeyFile(w.folder).slots.some(({ userId }) => userId === teo)).toBe(false);
  });

  /** The folder as a power cut leaves it at each step, by taking the files of before and after apart. */
  test.each(['before the commit', 'after the commit', 'after the database moved'])(
    'interrupted %s opens',
    async (step) => {
      const { id: memberId } = await addPerson(w.api, await addPlan(w.api));
      const old = join(w.root, 'old');
      await w.restart();
      cpSync(w.folder, old, { recursive: true });
      await w.api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
      await w.api.vault.changeKeys({ own: PASSPHRASE });
      const cut = join(w.root, 'cut');
      cpSync(old, cut, { recursive: true });
      copyFileSync(join(w.folder, 'hearth.db'), join(cut, 'hearth.next.db'));
      if (step !== 'before the commit') {
        const committed = { ...readKeyFile(w.folder), incoming: 'hearth.next.db' };
        writeFileSync(join(cut, 'vault.json'), JSON.stringify(committed));
      }
      if (step === 'after the database moved') {
        copyFileSync(join(cut, 'hearth.next.db'), join(cut, 'hearth.db'));
        rmSync(join(cut, 'hearth.next.db'));
      }
      for (let round = 0; round < 2; round += 1) {
        const backend = createBackend({ folder: cut, shell: w.shell.client, version: 'test' });
        await backend.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
        expect((await backend.client.members.chart({ id: memberId })).member.id).toBe(memberId);
        expect((await backend.client.audit.verify()).firstBroken).toBeNull();
        await backend.close();
        expect(existsSync(join(cut, 'hearth.next.db'))).toBe(false);
        expect(readKeyFile(cut).incoming).toBeUndefined();
      }
    },
  );
});

test('the organization’s private key opens the slot that the policy asked for, and nothing without the policy', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const escrowPublicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const policy = {
    source: 'file' as const,
    path: '',
    policy: { ...DEFAULT_POLICY, escrowPublicKey },
    setByFile: [],
    problem: null,
  };
  const open = async (more: Parameters<TestWorkspace['restart']>[0]) =>
    (await w.restart(more)).vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
  const escrow = () => {
    const keyFile = readKeyFile(w.folder);
    const slot = keyFile.slots.find((one) => one.kind === 'escrow');
    return slot && openEscrowSlot(keyFile.vaultId, slot, privateKey)?.toString('hex');
  };
  await open({ policy });
  expect(escrow()).toBe(await dataKeyOf(w.folder, w.user.id, PASSPHRASE));
  // Nobody has a passphrase or the code any more: the key kept offline gives one person a new one, to be changed.
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const other = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const given = { userName: 'Lena Vantree', newPassphrase: 'harbor lantern violet stone' };
  await w.restart({ policy });
  const { host } = w.backend;
  await expect(openWithEscrow(host, { ...given, privateKey: other })).rejects.toMatchObject({
    code: 'WRONG_PASSPHRASE',
  });
  await expect(openWithEscrow(host, { ...given, privateKey: 'no key' })).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  });
  await openWithEscrow(host, { ...given, privateKey: pem });
  const again = await w.restart({ policy });
  await again.vault.unlock({ userId: w.user.id, passphrase: given.newPassphrase });
  await expect(w.api.users.list()).rejects.toMatchObject({ code: 'HELD' });
  await w.api.vault.changePassphrase({ current: given.newPassphrase, next: PASSPHRASE });
  const actions = (await w.api.audit.list({})).map(({ action }) => action);
  expect(actions).toContain('vault.escrow_opened');
  await w.api.vault.changeKeys({ own: PASSPHRASE });
  expect(escrow()).toBe(await dataKeyOf(w.folder, w.user.id, PASSPHRASE));
  // A policy that cannot be used takes nothing away; one that names no key does.
  await open({ policy: { ...policy, source: 'refused', policy: SAFEST_POLICY, problem: 'not JSON' } });
  expect(escrow()).toBeDefined();
  await open({});
  expect(escrow()).toBeUndefined();
});

test('no other process gets in, also after a backup and while the keys change', async () => {
  for await (const _event of await w.api.backups.make()) void _event;
  const root = join(import.meta.dirname, '..', '..');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['main/backend/cli.ts', '--workspace', w.folder, '--user', 'Lena Vantree', 'members.list', '{}'],
    { cwd: root, env: { ...process.env, HEARTH_PASSPHRASE: PASSPHRASE }, encoding: 'utf8' },
  );
  expect(stderr).toContain('WORKSPACE_IN_USE');
  expect(status).toBe(1);
});
