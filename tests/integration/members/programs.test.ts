import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRY_FORMS } from '#shared/members/entry-kinds.ts';
import { OVERLAP_RULES, overlapRule } from '#shared/programs/other-programs.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date('2026-11-18T18:00:00.000Z') });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

const wordsOf = async (id: string) =>
  (await w.api.members.programHistory({ id })).events.map(({ on, words }) => `${on} ${words}`);

describe('programs', () => {
  it('are dated steps: assigned, enrolled with tier, ended with the reason of the pack', async () => {
    const member = await addPerson(w.api, planId, { assignedOn: '2026-09-01' });
    await w.api.members.enroll({ id: member.id, program: 'ECM', on: '2026-10-01', tier: '2' });
    await expect(
      w.api.members.endProgram({ id: member.id, reasonId: 'well_managed', on: '2026-11-01' }),
    ).rejects.toMatchObject({ code: 'VALIDATION', data: { field: 'reasonId' } });
    await expect(
      w.api.members.endProgram({ id: member.id, reasonId: 'deceased', on: '2026-09-30' }),
    ).rejects.toMatchObject({ message: 'Enrolled since Oct 1; service cannot end before.' });
    await w.api.members.endProgram({
      id: member.id,
      reasonId: 'lower_level',
      on: '2026-11-01',
      note: 'goals met',
    });
    expect(await wordsOf(member.id)).toEqual([
      '2026-11-01 Ended, ECM, Needs less than ECM: goals met',
      '2026-10-01 Enrolled, ECM, tier 2',
      '2026-09-01 Assigned by the plan',
    ]);
    const { member: after } = await w.api.members.chart({ id: member.id });
    expect(after).toMatchObject({ status: 'ended', endedOn: '2026-11-01' });
    await expect(
      w.api.members.endProgram({ id: member.id, reasonId: 'deceased', on: '2026-11-02' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('remember every lead and every tier with its day, and leave out what changes nothing', async () => {
    const { id: imani } = await w.api.users.add({
      name: 'Imani Duskwood',
      role: 'care_coordinator',
      clinical: false,
    });
    const { id: teo } = await w.api.users.add({
      name: 'Teo Marrow',
      role: 'care_coordinator',
      clinical: false,
    });
    const member = await addPerson(w.api, planId, { assignedOn: '2026-09-01', leadId: imani });
    const lead = (leadId: string | null, on?: string) =>
      w.api.members.setLead({ ids: [member.id], leadId, ...(on ? { on } : {}) });
    expect(await lead(imani)).toEqual({ changed: 0 });
    await w.api.members.enroll({ id: member.id, program: 'ECM', on: '2026-10-01', tier: '2', leadId: teo });
    await expect(lead(imani, '2026-12-01')).rejects.toMatchObject({ data: { field: 'on' } });
    expect(await lead(null, '2026-11-02')).toEqual({ changed: 1 });
    const tier = (value: string | null, on = '2026-11-10', note = '') =>
      w.api.members.changeTier({ id: member.id, tier: value, on, note });
    await expect(tier('2')).rejects.toMatchObject({ data: { field: 'tier' } });
    await expect(tier('1', '2026-08-01')).rejects.toMatchObject({ data: { field: 'on' } });
    expect((await tier('1', '2026-11-10', 'two stays since')).member.tier).toBe('1');
    await tier(null, '2026-11-12');
    expect(await wordsOf(member.id)).toEqual([
      '2026-11-18 Lead care manager Imani Duskwood',
      '2026-11-12 No tier any more, before 1',
      '2026-11-10 Tier 1, before 2: two stays since',
      '2026-11-02 Without a lead, before Teo Marrow',
      '2026-10-01 Lead care manager Teo Marrow, before Imani Duskwood',
      '2026-10-01 Enrolled, ECM, tier 2',
      '2026-09-01 Assigned by the plan',
    ]);
    await w.api.members.endProgram({ id: member.id, reasonId: 'lower_level', on: '2026-11-15' });
    await expect(tier('3', '2026-11-16')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('keep the HHP phase of the first enrollment, gate it by consent, and end in a transfer', async () => {
    const member = await addPerson(w.api, planId);
    await w.api.members.addCondition({ memberId: member.id, code: 'F31.9' });
    await expect(
      w.api.members.enroll({ id: member.id, program: 'HHP', on: '2021-10-01' }),
    ).rejects.toMatchObject({ code: 'VALIDATION', data: { field: 'consent' } });
    const consent = { how: 'verbal', on: '2021-10-01' } as const;
    await w.api.members.enroll({ id: member.id, program: 'HHP', on: '2021-10-01', consent });
    expect((await w.api.members.programHistory({ id: member.id })).phase).toBe('2');
    expect((await w.api.members.chart({ id: member.id })).phase).toBe('2');
    const db = w.backend.host.session?.workspace.db;
    await expect(
      db?.updateTable('member').set({ phase: '1' }).where('id', '=', member.id).execute(),
    ).rejects.toThrow('phase is fixed');
    await w.api.members.transferOut({ id: member.id, to: 'Clearwater Care', on: '2021-11-01' });
    expect((await wordsOf(member.id))[0]).toBe('2021-11-01 Transferred to Clearwater Care');
    await w.api.members.enroll({ id: member.id, program: 'HHP', on: '2021-12-01', consent, phase: '1' });
    expect((await w.api.members.programHistory({ id: member.id })).phase).toBe('2');
  });

  it('screens conditions and acuity with the source of each answer', async () => {
    const member = await addPerson(w.api, planId, { homeless: true });
    const first = await w.api.members.eligibility({ id: member.id });
    expect(first.met).toBe('no');
    expect(first.rows.find(({ id }) => id === 'A4')).toMatchObject({ answer: 'not_known' });
    await w.api.members.addCondition({ memberId: member.id, code: 'I10', source: 'plan’s file' });
    await w.api.members.addCondition({ memberId: member.id, code: 'E11.9', source: 'clinic' });
    expect((await w.api.members.eligibility({ id: member.id })).met).toBe('not_known');
    for (const on of ['2026-02-01', '2026-05-01', '2026-08-01']) {
      await w.api.members.keepEntry({
        memberId: member.id,
        kind: 'utilization',
        content: { type: 'ed', facility: `Bayshore ${on}` },
        from: on,
        to: on,
        source: 'hospital notice',
      });
    }
    const { met, rows } = await w.api.members.eligibility({ id: member.id });
    expect(met).toBe('yes');
    expect(rows.map(({ id, answer }) => `${id} ${answer}`)).toEqual([
      'C1 no',
      'C2 yes',
      'C3 no',
      'C4 no',
      'A1 no',
      'A2 not_known',
      'A3 yes',
      'A4 not_known',
    ]);
    expect(rows.find(({ id }) => id === 'C2')?.facts.map(({ source }) => source)).toEqual([
      'plan’s file',
      'clinic',
    ]);
    expect(rows.find(({ id }) => id === 'A3')?.facts[0]).toMatchObject({
      on: '2026-08-01',
      source: 'hospital notice',
    });
  });

  it('follow authorizations and consent kept in the record', async () => {
    const member = await addPerson(w.api, planId);
    const authorization = (number: string, from: string, to: string) =>
      w.api.members.keepEntry({ memberId: member.id, kind: 'authorization', content: { number }, from, to });
    await authorization('A-1', '2026-01-01', '2026-12-31');
    await authorization('A-2', '2027-01-01', '2027-06-30');
    expect((await w.api.members.chart({ id: member.id })).member.authorization).toEqual({
      number: 'A-1',
      start: '2026-01-01',
      end: '2026-12-31',
    });
  });

  it('explain other programs by day: allowed, choose one, excluded', () => {
    expect(overlapRule('ECM', 'county_tcm', '2024-06-30')?.verdict).toBe('allowed');
    expect(overlapRule('ECM', 'county_tcm', '2024-07-01')?.verdict).toBe('choose_one');
    expect(overlapRule('ECM', 'hospice', '2026-01-01')?.verdict).toBe('excluded');
    expect(overlapRule('HHP', 'smhs_tcm', '2020-01-01')?.verdict).toBe('allowed');
    expect(overlapRule('HHP', 'hospice', '2026-01-01')).toBeUndefined();
    const codes = new Set(ENTRY_FORMS.other_program.fields[0]?.choices?.map(([code]) => code));
    for (const rule of OVERLAP_RULES) expect(codes, rule.id).toContain(rule.other);
    expect(new Set(OVERLAP_RULES.map(({ id }) => id)).size).toBe(OVERLAP_RULES.length);
  });
});
