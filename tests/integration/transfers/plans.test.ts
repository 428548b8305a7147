import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

const SFTP = {
  host: 'sftp.sunpoppy.example',
  port: 22,
  user: 'larkmeadow',
  inboundFolder: '/inbound',
  testFolder: null,
};
const ONE = `SHA256:${'a'.repeat(43)}`;
const TWO = `SHA256:${'b'.repeat(43)}`;

describe('plans', () => {
  let w: TestWorkspace;
  let id: string;
  beforeAll(async () => {
    w = await openTestWorkspace();
    id = await addPlan(w.api);
  });
  afterAll(() => w.close());

  const save = async (changes: Partial<typeof SFTP> = {}) => {
    const plan = await w.api.plans.get({ id });
    const sftp = { ...SFTP, ...changes };
    return w.api.plans.save({
      id,
      name: plan.name,
      shortName: plan.shortName,
      profile: { ...plan.profile, sftp },
    });
  };

  it('fills the profile with the documented defaults', async () => {
    const { profile } = await w.api.plans.get({ id });
    expect(profile).toMatchObject({
      sftp: null,
      edi: { usage: 'T' },
      units: { minutesPerUnit: 15, rounding: 'half_up' },
    });
    expect(await w.api.plans.list()).toEqual([
      { id, name: 'Sunpoppy Health Plan', shortName: 'Sunpoppy', usage: 'T', host: null },
    ]);
  });

  it('never gives out a password or a private key', async () => {
    await save();
    await w.api.plans.setPassword({ id, password: 'marker-password-77' });
    const withPassword = await w.api.plans.get({ id });
    expect(withPassword.login).toEqual({ kind: 'password' });
    expect(JSON.stringify(withPassword)).not.toContain('marker-password');
    const { publicKey } = await w.api.plans.createKey({ id });
    expect(publicKey).toMatch(
      /^ssh-ed25519 [A-Za-z0-9+/=]+ Larkmeadow-Community-Care-to-Sunpoppy-\d{4}-\d\d-\d\d$/,
    );
    const withKey = await w.api.plans.get({ id });
    expect(withKey.login).toEqual({ kind: 'key', publicKey });
    expect(JSON.stringify(withKey)).not.toContain('PRIVATE KEY');
  });

  it('pins a host key once, and never replaces it by confirming another', async () => {
    await w.api.plans.confirmHostKey({ id, fingerprint: ONE });
    await w.api.plans.confirmHostKey({ id, fingerprint: ONE });
    await expect(w.api.plans.confirmHostKey({ id, fingerprint: TWO })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect((await w.api.plans.get({ id })).hostKey).toMatchObject({
      fingerprint: ONE,
      confirmedBy: 'Lena Vantree',
    });
    await expect(w.api.plans.forgetHostKey({ id, reason: ' ' })).rejects.toMatchObject({
      code: 'VALIDATION',
    });
    await w.api.plans.forgetHostKey({ id, reason: 'Dana at Sunpoppy, by phone' });
    expect((await w.api.plans.get({ id })).hostKey).toBe(null);
  });

  it('drops the pin when the plan moves to another server, and keeps it otherwise', async () => {
    await w.api.plans.confirmHostKey({ id, fingerprint: ONE });
    await save({ inboundFolder: '/837P' });
    expect((await w.api.plans.get({ id })).hostKey?.fingerprint).toBe(ONE);
    await save({ port: 2222 });
    expect((await w.api.plans.get({ id })).hostKey).toBe(null);
  });

  it('names the field that is wrong', async () => {
    await expect(save({ host: 'sftp sunpoppy' })).rejects.toMatchObject({
      code: 'VALIDATION',
      data: { field: 'profile.sftp.host' },
    });
    await expect(save({ inboundFolder: '/a/../../etc' })).rejects.toMatchObject({
      code: 'VALIDATION',
      data: { field: 'profile.sftp.inboundFolder' },
    });
    await expect(
      w.api.plans.save({
        name: 'Other',
        shortName: 'sunpoppy',
        profile: (await w.api.plans.get({ id })).profile,
      }),
    ).rejects.toMatchObject({ code: 'CONFLICT', data: { field: 'shortName' } });
  });

  it('lets only administrators change a plan, and care staff not see its profile', async () => {
    const billing = w.asRole('billing_lead');
    await expect(billing.plans.setPassword({ id, password: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(billing.plans.forgetHostKey({ id, reason: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(w.asRole('care_coordinator').plans.get({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await w.asRole('care_coordinator').plans.list()).toHaveLength(1);
  });
});
