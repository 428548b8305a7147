import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

let now: Date;
let w: TestWorkspace;
beforeEach(async () => {
  now = new Date('2026-11-18T17:00:00Z');
  w = await openTestWorkspace({ clock: () => now });
});
afterEach(() => w.close());

const WORDS = 'willow lantern pasture';
async function addAccount(
  name: string,
  role: 'outreach_worker' | 'administrator' = 'outreach_worker',
  typedByThem = true,
) {
  const { id } = await w.api.users.add({ name, role, clinical: false });
  await w.api.users.allowUnlock({ userId: id, passphrase: WORDS, typedByThem });
  return id;
}
const keyFile = () => JSON.parse(readFileSync(join(w.folder, 'vault.json'), 'utf8'));
const unlockAs = async (userId: string, passphrase = WORDS) =>
  (await w.restart()).vault.unlock({ userId, passphrase });

describe('an account', () => {
  test('that is switched off does not unlock, and does again once switched on', async () => {
    const teo = await addAccount('Teo Larkspur');
    await w.api.users.disable({ userId: teo });
    expect((await w.api.users.list()).find(({ id }) => id === teo)).toMatchObject({ active: false });
    await expect(unlockAs(teo)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'This account is switched off. Ask an administrator.',
    });
    const api = await w.restart();
    await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    await api.users.enable({ userId: teo });
    expect((await unlockAs(teo)).user.name).toBe('Teo Larkspur');
  });

  test('that is switched off does not come in with the printed code, and the code stays', async () => {
    const teo = await addAccount('Teo Larkspur');
    await w.api.users.disable({ userId: teo });
    const before = keyFile();
    const api = await w.restart();
    await expect(
      api.vault.useRecoveryCode({
        userId: teo,
        code: w.recoveryCode,
        newPassphrase: 'another good one here',
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(keyFile()).toEqual(before);
    await api.vault.useRecoveryCode({
      userId: w.user.id,
      code: w.recoveryCode,
      newPassphrase: 'another good one here',
    });
  });

  test('gets another role, and works under it from the next unlock', async () => {
    const teo = await addAccount('Teo Larkspur');
    await expect(
      w.api.users.changeRole({ userId: teo, role: 'billing_lead', own: 'not the right one' }),
    ).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE', data: { field: 'own', waitSeconds: 1 } });
    await expect(
      w.api.users.changeRole({ userId: teo, role: 'billing_lead', own: PASSPHRASE }),
    ).rejects.toMatchObject({ code: 'WAIT', data: { field: 'own' } });
    now = new Date(now.getTime() + 2000);
    await w.api.users.changeRole({ userId: teo, role: 'billing_lead', own: PASSPHRASE });
    const [row] = await w.api.audit.list({});
    expect(row).toMatchObject({
      action: 'users.change_role',
      detail: JSON.stringify({ from: 'outreach_worker', to: 'billing_lead' }),
    });
    expect((await unlockAs(teo)).user.role).toBe('billing_lead');
    expect(await w.api.encounters.list({})).toBeDefined();
  });

  test('gets a new passphrase; the old one stops working', async () => {
    const teo = await addAccount('Teo Larkspur');
    const reset = { userId: teo, newPassphrase: 'orchard copper bell', own: PASSPHRASE };
    await w.api.users.resetPassphrase(reset);
    await expect(unlockAs(teo)).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' });
    now = new Date(now.getTime() + 2000);
    expect((await unlockAs(teo, 'orchard copper bell')).user.name).toBe('Teo Larkspur');
  });

  test('gives itself a new passphrase with the old one', async () => {
    const teo = await addAccount('Teo Larkspur');
    await unlockAs(teo);
    const change = (current: string, next: string) => w.api.vault.changePassphrase({ current, next });
    await expect(change(WORDS, WORDS)).rejects.toMatchObject({ data: { field: 'next' } });
    await expect(change('not the right one', 'orchard copper bell')).rejects.toMatchObject({
      code: 'WRONG_PASSPHRASE',
      data: { field: 'current' },
    });
    now = new Date(now.getTime() + 2000);
    await change(WORDS, 'orchard copper bell');
    expect((await unlockAs(teo, 'orchard copper bell')).user.name).toBe('Teo Larkspur');
  });

  test('that is removed is gone from the lock screen and stays named in Users', async () => {
    const teo = await addAccount('Teo Larkspur');
    await w.api.users.remove({ userId: teo, own: PASSPHRASE });
    expect(keyFile().slots.some((slot: { userId: string }) => slot.userId === teo)).toBe(false);
    expect((await w.api.vault.status()).users.map(({ name }) => name)).toEqual(['Lena Vantree']);
    expect((await w.api.users.list()).find(({ id }) => id === teo)).toMatchObject({
      name: 'Teo Larkspur',
      active: false,
      canUnlock: false,
      removed: true,
    });
    for (const again of [
      w.api.users.enable({ userId: teo }),
      w.api.users.allowUnlock({ userId: teo, passphrase: WORDS }),
      w.api.users.changeRole({ userId: teo, role: 'auditor', own: PASSPHRASE }),
    ]) {
      await expect(again).rejects.toMatchObject({
        code: 'CONFLICT',
        message: 'Teo Larkspur is no longer on the staff.',
      });
    }
    await expect(unlockAs(teo)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('whose slot somebody put back into the key file still does not get in', async () => {
    const teo = await addAccount('Teo Larkspur');
    const before = readFileSync(join(w.folder, 'vault.json'));
    await w.api.users.remove({ userId: teo, own: PASSPHRASE });
    await w.backend.close();
    writeFileSync(join(w.folder, 'vault.json'), before);
    await expect(unlockAs(teo)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a passphrase that an administrator told somebody', () => {
  const next = 'orchard copper bell tower';

  test('opens nothing but the change to one of their own', async () => {
    const teo = await addAccount('Teo Larkspur', 'outreach_worker', false);
    await unlockAs(teo);
    expect(await w.api.vault.status()).toMatchObject({ state: 'open', mustChangePassphrase: true });
    const calls = [() => w.api.members.list({ view: 'all', limit: 1, offset: 0 }), () => w.api.users.list()];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        code: 'HELD',
        message: expect.stringContaining('passphrase of your own first'),
      });
    }
    await w.api.vault.changePassphrase({ current: WORDS, next });
    expect((await w.api.vault.status()).mustChangePassphrase).toBe(false);
    await w.api.users.list();
    await unlockAs(teo, next);
    await w.api.users.list();
  });

  test('is asked for again after a reset, and not after one’s own printed code', async () => {
    const teo = await addAccount('Teo Larkspur');
    await unlockAs(teo);
    await w.api.users.list();
    await unlockAs(w.user.id, PASSPHRASE);
    await w.api.users.resetPassphrase({ userId: teo, newPassphrase: next, own: PASSPHRASE });
    await unlockAs(teo, next);
    await expect(w.api.users.list()).rejects.toMatchObject({ code: 'HELD' });
    const api = await w.restart();
    await api.vault.useRecoveryCode({
      userId: teo,
      code: w.recoveryCode,
      newPassphrase: 'granite willow lamp',
    });
    expect((await api.vault.status()).mustChangePassphrase).toBe(false);
    await api.users.list();
  });
});

describe('the last administrator', () => {
  test('is neither switched off nor demoted nor removed', async () => {
    const id = w.user.id;
    const sentence = /the only administrator who can unlock/;
    // An administrator without a passphrase, and one who is switched off, cannot help.
    await w.api.users.add({ name: 'Imani Quillfeather', role: 'administrator', clinical: false });
    const off = await addAccount('Odalys Fernhollow', 'administrator');
    await w.api.users.disable({ userId: off });
    for (const refused of [
      w.api.users.disable({ userId: id }),
      w.api.users.remove({ userId: id, own: PASSPHRASE }),
      w.api.users.changeRole({ userId: id, role: 'auditor', own: PASSPHRASE }),
    ]) {
      await expect(refused).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringMatching(sentence),
      });
    }
    expect((await w.api.users.list()).find((one) => one.id === id)).toMatchObject({
      active: true,
      role: 'administrator',
    });
  });

  test('can go once there is another one, who has to do it', async () => {
    const imani = await addAccount('Imani Quillfeather', 'administrator');
    await expect(w.api.users.disable({ userId: w.user.id })).rejects.toMatchObject({
      message: 'Another administrator has to switch off you.',
    });
    const api = await w.restart();
    await api.vault.unlock({ userId: imani, passphrase: WORDS });
    await api.users.remove({ userId: w.user.id, own: WORDS });
    expect((await api.vault.status()).users.map(({ name }) => name)).toEqual(['Imani Quillfeather']);
  });
});

describe('a credential', () => {
  test('holds from its day on; a service before it keeps the one of its day', async () => {
    const { id } = await w.api.users.add({ name: 'Teo Larkspur', role: 'outreach_worker', clinical: false });
    await w.api.users.setCredential({
      userId: id,
      from: '2026-11-10',
      credential: 'RN',
      clinical: true,
      npi: '1234567893',
      taxonomy: '163W00000X',
    });
    await w.api.users.setCredential({ userId: id, from: '2026-12-01', credential: '', clinical: false });
    expect((await w.api.users.list()).find((one) => one.id === id)).toMatchObject({
      credential: 'RN',
      clinical: true,
      npi: '1234567893',
    });
    expect(
      (await w.api.users.credentials({ userId: id })).map(({ from, credential }) => [from, credential]),
    ).toEqual([
      ['2026-12-01', ''],
      ['2026-11-10', 'RN'],
      [null, ''],
    ]);
    const { id: memberId } = await addPerson(w.api, await addPlan(w.api));
    const about = { memberId, mode: 'in_person' as const, minutes: 30, staffId: id };
    const codeOn = (serviceOn: string) => w.api.notes.code({ ...about, serviceOn });
    expect(JSON.stringify(await codeOn('2026-11-09'))).toMatch(/non-clinical/);
    expect(JSON.stringify(await codeOn('2026-11-10'))).not.toMatch(/non-clinical/);
  });

  test('with a mistyped NPI or taxonomy is not recorded', async () => {
    const set = (part: object) =>
      w.api.users.setCredential({
        userId: w.user.id,
        from: '2026-11-10',
        credential: 'RN',
        clinical: true,
        ...part,
      } as never);
    await expect(set({ npi: '1234567890' })).rejects.toMatchObject({ data: { field: 'npi' } });
    await expect(set({ taxonomy: 'nurse' })).rejects.toMatchObject({ data: { field: 'taxonomy' } });
    expect(await w.api.users.credentials({ userId: w.user.id })).toHaveLength(1);
  });

  test('row is never changed or deleted', async () => {
    await w.api.users.setCredential({
      userId: w.user.id,
      from: '2026-11-10',
      credential: 'RN',
      clinical: true,
    });
    const { db } = w.backend.host.session?.workspace ?? {};
    await expect(db?.updateTable('staff_credential').set({ clinical: 0 }).execute()).rejects.toThrow(/final/);
    await expect(db?.deleteFrom('staff_credential').execute()).rejects.toThrow(/final/);
  });
});
