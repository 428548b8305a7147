import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseOf, enrolledMember, heldGroups } from '../../fixtures/encounter-lines.ts';
import { addPlan } from '../../fixtures/people.ts';
import { confirmUnits, signNote, TODAY, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let time: ReturnType<typeof testClock>;
let planId: string;

beforeEach(async () => {
  time = testClock();
  w = await openTestWorkspace({ clock: time.clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
});
afterEach(() => w.close());

const enrolled = (person: Parameters<typeof enrolledMember>[2] = {}, plan = planId) =>
  enrolledMember(w, plan, person);
const groups = () => heldGroups(w);
const db = () => databaseOf(w);

describe('lines to send', () => {
  it('are held with a reason and the field to fix, or ready', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    expect(await groups()).toEqual([]);
    await signNote(w.api, member.id, { serviceOn: '2026-11-13', diagnoses: [] });
    await signNote(w.api, member.id, { serviceOn: TODAY });
    expect(await groups()).toEqual([
      ['no_diagnosis', 1, 'Add one.', 'diagnoses'],
      ['outside_authorization', 1, 'Authorization ended Nov 15, service today', 'authorization'],
    ]);
    const { counts, rows } = await w.api.encounters.list({});
    expect(counts).toMatchObject({ toSend: 3, held: 2, ready: 1 });
    expect(rows[0]).toMatchObject({ state: 'ready', code: 'G9012', modifiers: ['U2'], units: 2 });
    expect(rows[0]?.hint).toBe('35 min, 2 units, E11.9, home, L. Vantree');
  });

  it.each([
    ['member_facts', { address: null }, 'Street is missing.', 'street'],
    ['member_facts', { zip: '946' }, 'ZIP is missing.', 'zip'],
    ['member_facts', { last_name: '陳' }, 'Name in Latin letters is missing.', 'lastName'],
    ['cin_format', { cin: '1234' }, 'CIN 1234 should be 8 digits and a letter', 'cin'],
    [
      'outside_enrollment',
      { ended_on: '2026-11-01' },
      'Service ended Nov 1, line is of Nov 12',
      'enrolledOn',
    ],
    ['outside_enrollment', { enrolled_on: '2026-11-13' }, 'Enrolled Nov 13, service Nov 12', 'enrolledOn'],
  ])(
    'are held by %s when the chart says %j, and released when it is put right',
    async (reason, change, hint, field) => {
      const member = await enrolled();
      await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
      const before = await db()
        .selectFrom('member')
        .selectAll()
        .where('id', '=', member.id)
        .executeTakeFirstOrThrow();
      await db().updateTable('member').set(change).where('id', '=', member.id).execute();
      expect(await groups()).toEqual([[reason, 1, hint, field]]);
      await db().updateTable('member').set(before).where('id', '=', member.id).execute();
      expect(await groups()).toEqual([]);
    },
  );

  it('wait for the plan’s word, and go when an administrator confirms the rule', async () => {
    const member = await enrolled();
    const nurse = await w.api.users.add({
      name: 'Imani Quillfeather',
      role: 'clinical_lead',
      clinical: true,
    });
    await signNote(w.api, member.id, { serviceOn: '2026-11-12', mode: 'phone', staffId: nurse.id });
    const ruleId = 'ecm.service.remote.clinical';
    expect(await groups()).toEqual([
      ['rule_not_confirmed', 1, '“Clinical, phone or video” waits for sign-off', ruleId],
    ]);
    const waiting = await w.api.encounters.waitingForRule({ planId, ruleId });
    expect(waiting.total).toBe(1);
    await w.api.programs.confirmRule({ planId, ruleId, source: 'Manual' });
    expect(await groups()).toEqual([]);
    await w.api.programs.unconfirmRule({ planId, ruleId });
    expect((await groups())[0]?.[0]).toBe('rule_not_confirmed');
  });

  it('follow the plan’s unit settings until they are built', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12', minutes: 50 });
    const plan = await w.api.plans.get({ id: planId });
    await w.api.plans.save({
      id: planId,
      name: plan.name,
      shortName: plan.shortName,
      profile: { ...plan.profile, units: { ...plan.profile.units, minutesPerUnit: 30 } },
    });
    expect((await groups())[0]?.slice(0, 3)).toEqual([
      'rule_not_confirmed',
      1,
      'Minutes in one unit wait for sign-off',
    ]);
    await confirmUnits(w.api, planId);
    expect((await w.api.encounters.list({})).rows[0]?.units).toBe(2);
  });

  it('need the worker’s NPI where the plan always names the worker', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const plan = await w.api.plans.get({ id: planId });
    await w.api.plans.save({
      id: planId,
      name: plan.name,
      shortName: plan.shortName,
      profile: { ...plan.profile, edi: { ...plan.profile.edi, rendering: 'always' } },
    });
    expect(await groups()).toEqual([['staff_npi', 1, 'Lena Vantree has no NPI in Users', 'npi']]);
  });

  it('notice overlaps and doubles, which a start time or keeping back settles', async () => {
    const [one, two] = [await enrolled(), await enrolled()];
    await signNote(w.api, one.id, { serviceOn: '2026-11-10', startTime: '10:05' });
    await signNote(w.api, two.id, { serviceOn: '2026-11-10', startTime: '10:25', minutes: 25 });
    expect((await groups())[0]?.slice(0, 2)).toEqual(['times_overlap', 2]);
    const list = await w.api.encounters.list({});
    const row = list.groups[0]?.rows.find((line) => line.startTime === '10:25');
    const fixed = await w.api.encounters.correctTime({ id: row?.id ?? '', startTime: '10:40' });
    expect(fixed.row.state).toBe('ready');
    expect(await groups()).toEqual([]);

    await signNote(w.api, one.id, { serviceOn: '2026-11-10', startTime: '10:05' });
    const twice = await w.api.encounters.list({});
    expect(twice.groups[0]).toMatchObject({ reason: 'same_line_twice', count: 2 });
    const [first] = twice.groups[0]?.rows ?? [];
    await w.api.encounters.keepBack({ ids: [first?.id ?? ''], reason: 'Written twice' });
    expect(await groups()).toEqual([]);
    const { rows } = await w.api.encounters.forMember({ memberId: one.id });
    expect(rows.map((line) => [line.state, line.hint]).sort()).toEqual([
      ['not_billable', 'Kept back: Written twice'],
      ['ready', '35 min, 2 units, E11.9, home, L. Vantree'],
    ]);
  });

  it('take a diagnosis from the housing record or the problem list, into the chart too', async () => {
    const housed = await enrolled();
    const unhoused = await enrolled({ homeless: true });
    await w.api.members.addCondition({ memberId: housed.id, code: 'I50.9' });
    await signNote(w.api, housed.id, { serviceOn: '2026-11-12', diagnoses: [] });
    await signNote(w.api, unhoused.id, { serviceOn: '2026-11-12', diagnoses: [] });
    const { groups: held } = await w.api.encounters.list({});
    const rows = held[0]?.rows ?? [];
    expect(rows.map((row) => row.hint).sort()).toEqual([
      'Add one. Housing record suggests Z59.00',
      'Add one. Problem list has I50.9',
    ]);
    const items = rows.map((row) => ({ encounterId: row.id, code: row.suggestion?.code ?? '' }));
    await w.api.encounters.addDiagnosis({ items });
    expect(await groups()).toEqual([]);
    const chart = await w.api.members.chart({ id: unhoused.id });
    expect(chart.conditions.map((condition) => condition.code)).toContain('Z59.00');
    const [row] = rows;
    await expect(
      w.api.encounters.addDiagnosis({ items: [{ encounterId: row?.id ?? '', code: 'Z59.0' }] }),
    ).rejects.toMatchObject({ code: 'VALIDATION', data: { field: 'code' } });
  });

  it('are found by name, CIN and code', async () => {
    const member = await enrolled({ firstName: 'Zoë', lastName: 'Núñez' });
    await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const found = async (text: string) => (await w.api.encounters.list({ text })).rows.length;
    expect(await found('nunez zoe')).toBe(1);
    expect(await found('g9012 u2')).toBe(1);
    expect(await found('nobody')).toBe(0);
  });

  it('are for billing only', async () => {
    for (const role of ['care_coordinator', 'auditor', 'clinical_lead'] as const) {
      await expect(w.asRole(role).encounters.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(w.asRole(role).encounters.build({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
