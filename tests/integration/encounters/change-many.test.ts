import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
beforeEach(async () => {
  w = await openTestWorkspace({ clock: testClock().clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
});
afterEach(() => w.close());

async function memberOf(lastName: string, authorizationEnd = '2099-12-31'): Promise<string> {
  const { id } = await addPerson(w.api, planId, { ...ADDRESS, lastName, sex: 'F' });
  await w.api.members.enroll({
    id,
    program: 'ECM',
    on: '2026-10-01',
    authorizationNumber: 'AUTH-1',
    authorizationEnd,
  });
  return id;
}

/** Every open line: who, what holds it, code and place. */
async function lines() {
  const list = await w.api.encounters.list({});
  const held = list.groups.flatMap((group) =>
    group.rows.map((row) => ({ ...row, held: group.reason as string })),
  );
  return [...held, ...list.rows.map((row) => ({ ...row, held: '' }))];
}
const ids = async () => (await lines()).map(({ id }) => id);

describe('many lines at once', () => {
  it('get a place of service, with a preview, and one undo takes it back', async () => {
    for (const lastName of ['Guavatree', 'Thistledown']) await signNote(w.api, await memberOf(lastName));
    await signNote(w.api, await memberOf('Riverhearth'), { mode: 'phone' });
    const all = await ids();
    const change = { kind: 'place', code: '04' } as const;
    const preview = await w.api.encounters.previewChange({ ids: all, change });
    expect([preview.fits, preview.ready, preview.rows.length]).toEqual([2, 2, 3]);
    expect(preview.rows.find((row) => row.fits)).toMatchObject({
      old: 'Home (12)',
      new: 'Homeless shelter (04)',
      oldCode: 'G9012 U2, 2 units',
      newCode: 'G9012 U2, 2 units',
      words: 'Ready',
    });
    expect(preview.rows.find((row) => !row.fits)?.words).toBe(
      'Homeless shelter does not go with this kind of contact.',
    );
    expect((await lines()).map(({ place }) => place.code).sort()).toEqual(['02', '12', '12']);
    const { fixId, changed, left } = await w.api.encounters.changeMany({ ids: all, change });
    expect([changed, left]).toEqual([2, 1]);
    expect((await lines()).map(({ place }) => place.code).sort()).toEqual(['02', '04', '04']);
    expect(await w.api.encounters.undoMany({ fixId })).toEqual({ changed: 2 });
    expect((await lines()).map(({ place }) => place.code).sort()).toEqual(['02', '12', '12']);
    await expect(w.api.encounters.undoMany({ fixId })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('get another worker, and their code follows', async () => {
    const nurse = await w.api.users.add({
      name: 'Imani Quillfeather',
      role: 'clinical_lead',
      clinical: true,
    });
    for (const lastName of ['Guavatree', 'Thistledown']) await signNote(w.api, await memberOf(lastName));
    const change = { kind: 'staff', staffId: nurse.id } as const;
    const { rows } = await w.api.encounters.previewChange({ ids: await ids(), change });
    expect(rows.map(({ oldCode, newCode, new: next }) => [oldCode, newCode, next])).toEqual(
      Array(2).fill(['G9012 U2, 2 units', 'G9008 U1, 2 units', 'Imani Quillfeather']),
    );
    expect(rows[0]?.words).toBe('Still held: The rule is not confirmed with the plan.');
    const { fixId } = await w.api.encounters.changeMany({ ids: await ids(), change });
    expect((await lines()).map((row) => [row.code, row.staff.name, row.held])).toEqual(
      Array(2).fill(['G9008', 'Imani Quillfeather', 'rule_not_confirmed']),
    );
    await w.api.encounters.undoMany({ fixId });
    expect((await lines()).map((row) => [row.code, row.held])).toEqual(Array(2).fill(['G9012', '']));
  });

  it('get a diagnosis', async () => {
    for (const lastName of ['Guavatree', 'Thistledown'])
      await signNote(w.api, await memberOf(lastName), { diagnoses: [] });
    expect((await lines()).map(({ held }) => held)).toEqual(['no_diagnosis', 'no_diagnosis']);
    const { fixId } = await w.api.encounters.changeMany({
      ids: await ids(),
      change: { kind: 'diagnosis', code: 'e119' },
    });
    expect((await lines()).map(({ held, diagnoses }) => [held, diagnoses[0]?.code])).toEqual([
      ['', 'E11.9'],
      ['', 'E11.9'],
    ]);
    await w.api.encounters.undoMany({ fixId });
    expect((await lines()).map(({ held }) => held)).toEqual(['no_diagnosis', 'no_diagnosis']);
    await expect(
      w.api.encounters.changeMany({ ids: await ids(), change: { kind: 'diagnosis', code: 'Z59.0' } }),
    ).rejects.toMatchObject({ code: 'VALIDATION' });
  });

  it('get the authorization the plan gave, on the chart too', async () => {
    for (const lastName of ['Guavatree', 'Thistledown'])
      await signNote(w.api, await memberOf(lastName, '2026-11-01'));
    expect((await lines()).map(({ held }) => held)).toEqual(Array(2).fill('outside_authorization'));
    const change = { kind: 'authorization', number: 'NEW-7', from: '2026-11-02', to: '2027-04-30' } as const;
    expect(await w.api.encounters.previewChange({ ids: await ids(), change })).toMatchObject({
      fits: 2,
      ready: 2,
    });
    const { fixId } = await w.api.encounters.changeMany({ ids: await ids(), change });
    const now = await lines();
    expect(now.map(({ held }) => held)).toEqual(['', '']);
    const { member } = await w.api.members.chart({ id: now[0]?.memberId ?? '' });
    expect(member.authorization).toMatchObject({ number: 'NEW-7', start: '2026-11-02', end: '2027-04-30' });
    // A service of an earlier day keeps the authorization it had.
    await signNote(w.api, member.id, { serviceOn: '2026-10-20' });
    expect((await lines()).map(({ held }) => held)).toEqual(['', '', '']);
    await w.api.encounters.undoMany({ fixId });
    expect((await lines()).map(({ held, serviceOn }) => `${serviceOn} ${held}`).sort()).toEqual([
      '2026-10-20 ',
      '2026-11-18 outside_authorization',
      '2026-11-18 outside_authorization',
    ]);
  });

  it('become one line where the plan takes one a day', async () => {
    const plan = await w.api.plans.get({ id: planId });
    const { name, shortName, profile } = plan;
    await w.api.plans.save({
      id: planId,
      name,
      shortName,
      profile: { ...profile, edi: { ...profile.edi, sameDay: 'one_line' } },
    });
    const id = await memberOf('Guavatree');
    await signNote(w.api, id, { startTime: '09:00', minutes: 20 });
    await signNote(w.api, id, { startTime: '14:00', minutes: 25 });
    expect((await lines()).map(({ held }) => held)).toEqual(Array(2).fill('same_code_same_day'));
    const change = { kind: 'bundle' } as const;
    const preview = await w.api.encounters.previewChange({ ids: await ids(), change });
    expect(preview.rows.map((row) => [row.new, row.newCode]).sort()).toEqual([
      ['45 min', 'G9012 U2, 3 units'],
      ['in the line of 09:00', 'not billed'],
    ]);
    const { fixId } = await w.api.encounters.changeMany({ ids: await ids(), change });
    expect((await lines()).map((row) => [row.held, row.minutes, row.units])).toEqual([['', 45, 3]]);
    await w.api.encounters.undoMany({ fixId });
    expect((await lines()).map(({ minutes }) => minutes).sort()).toEqual([20, 25]);
  });

  it('are kept back with one reason, and come back; what was built since is not touched', async () => {
    const id = await memberOf('Guavatree');
    await signNote(w.api, id, { startTime: '09:00' });
    const change = { kind: 'keep_back', reason: 'Paid by a grant' } as const;
    const back = await w.api.encounters.changeMany({ ids: await ids(), change });
    expect(await lines()).toEqual([]);
    await w.api.encounters.undoMany({ fixId: back.fixId });
    expect(await lines()).toHaveLength(1);
    const placed = await w.api.encounters.changeMany({
      ids: await ids(),
      change: { kind: 'place', code: '04' },
    });
    await w.api.encounters.build({});
    await expect(w.api.encounters.undoMany({ fixId: placed.fixId })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'One of these lines was built since. Nothing was taken back.',
    });
  });
});
