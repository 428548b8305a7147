import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
beforeEach(async () => {
  w = await openTestWorkspace({ clock: testClock().clock });
});
afterEach(() => w.close());

type Change = Parameters<TestWorkspace['api']['programs']['changeRow']>[0]['change'];

const VISIT: Change = {
  replaces: 'ecm.service.in-person.non-clinical',
  program: 'ECM',
  when: { phase: 'service', memberPresent: true, modes: ['in_person'], clinical: false },
  code: 'G9012',
  modifiers: ['U2', 'U9'],
  unitsFrom: 'minutes',
  from: '2026-11-10',
  to: null,
  source: 'Sunpoppy manual, Nov 2026, p. 41',
  note: '',
};

async function memberOf(planId: string, lastName: string): Promise<string> {
  const { id } = await addPerson(w.api, planId, { ...ADDRESS, lastName, sex: 'F' });
  await w.api.members.enroll({ id, program: 'ECM', on: '2026-10-01', authorizationEnd: '2099-12-31' });
  return id;
}

const rulesOf = async (planId: string) => {
  const [plan] = (await w.api.programs.rules({ planId })).plans;
  if (!plan) throw new Error('The plan has no rules');
  return plan;
};

async function replay(planId: string, from = '2026-11-01', to = '2026-11-30') {
  const events = [];
  for await (const event of await w.api.programs.replay({ planId, from, to })) events.push(event);
  const last = events.at(-1);
  if (!last?.totals) throw new Error('The replay has no totals');
  return { ...last, totals: last.totals };
}

const codesOf = async () => {
  const list = await w.api.encounters.list({});
  return [...list.rows, ...list.groups.flatMap((group) => group.rows)]
    .map((row) => `${row.serviceOn} ${[row.code, ...row.modifiers].join(' ')}`)
    .sort();
};

describe('changed rules', () => {
  it('are a draft, are replayed note by note, go live on their day, and leave what was sent alone', async () => {
    const planId = await addPlan(w.api);
    const other = await addPlan(w.api, 'Bluelark Health Plan');
    await confirmUnits(w.api, planId);
    const sent = await memberOf(planId, 'Guavatree');
    await signNote(w.api, sent, { serviceOn: '2026-11-12', minutes: 30 });
    await w.api.encounters.build({});
    const waiting = await memberOf(planId, 'Thistledown');
    await signNote(w.api, waiting, { serviceOn: '2026-11-05', startTime: '09:00' });
    await signNote(w.api, waiting, { serviceOn: '2026-11-16', startTime: '09:00' });

    const { draft } = await w.api.programs.changeRow({ planId, change: VISIT });
    expect(draft).toMatchObject({ replayed: false, by: 'Lena Vantree' });
    expect(await codesOf()).toEqual(['2026-11-05 G9012 U2', '2026-11-16 G9012 U2']);
    await expect(w.api.programs.goLive({ planId, draftId: draft.id })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Replay a period first, and look at what would differ.',
    });

    const { totals, differences, done, total } = await replay(planId);
    expect([done, total]).toEqual([3, 3]);
    expect(totals).toMatchObject({ notes: 3, same: 0, different: 3, changes: 1 });
    expect(differences.map((one) => [one.serviceOn, one.effect, one.old.code, one.new.code])).toEqual([
      ['2026-11-05', 'earlier_day', 'G9012 U2', 'G9012 U2 U9'],
      ['2026-11-12', 'left_already', 'G9012 U2', 'G9012 U2 U9'],
      ['2026-11-16', 'changes', 'G9012 U2', 'G9012 U2 U9'],
    ]);
    expect(await codesOf()).toEqual(['2026-11-05 G9012 U2', '2026-11-16 G9012 U2']);

    await w.api.programs.goLive({ planId, draftId: draft.id });
    expect(await codesOf()).toEqual(['2026-11-05 G9012 U2', '2026-11-16 G9012 U2 U9']);
    const built = await w.api.encounters.list({ state: 'built' });
    expect(built.rows.map((row) => row.modifiers)).toEqual([['U2']]);
    const plan = await rulesOf(planId);
    const own = plan.packs[0]?.rows.filter((row) => row.id.startsWith(VISIT.replaces ?? '')) ?? [];
    expect(own.map((row) => [row.changed, row.effectiveFrom, row.effectiveTo, row.state])).toEqual([
      [false, '2022-01-01', '2026-11-09', 'sourced'],
      [true, '2026-11-10', null, 'confirmed'],
    ]);
    expect(own[1]?.confirmation).toMatchObject({ by: 'Lena Vantree', source: VISIT.source });
    expect(plan).toMatchObject({ draft: null, history: [{ by: 'Lena Vantree', words: '1 change' }] });
    expect((await rulesOf(other)).packs[0]?.rows.some((row) => row.changed)).toBe(false);
    const audit = await w.api.audit.list({ limit: 50 });
    expect(audit.map((row) => row.action)).toContain('rule.go-live');
  });

  it('must be replayed again after another change, and refuse one that gives a service two codes', async () => {
    const planId = await addPlan(w.api);
    const { draft } = await w.api.programs.changeRow({ planId, change: VISIT });
    await replay(planId);
    expect((await rulesOf(planId)).draft?.replayed).toBe(true);
    await w.api.programs.changeUnits({
      planId,
      change: {
        minutesPerUnit: 30,
        rounding: 'up',
        minimum: 1,
        dailyCap: null,
        from: '2027-01-01',
        to: null,
        source: 'Manual',
        note: '',
      },
    });
    expect((await rulesOf(planId)).draft?.replayed).toBe(false);
    await expect(w.api.programs.goLive({ planId, draftId: draft.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(
      w.api.programs.changeRow({ planId, change: { ...VISIT, replaces: null } }),
    ).rejects.toMatchObject({ code: 'VALIDATION', data: { field: 'from' } });
  });

  it('are put away and brought back, and are gone with their last change', async () => {
    const planId = await addPlan(w.api);
    const { changeId } = await w.api.programs.changeRow({ planId, change: VISIT });
    const { id } = await w.api.programs.discardDraft({ planId });
    expect((await rulesOf(planId)).draft).toBeNull();
    await w.api.programs.restoreDraft({ id });
    expect((await rulesOf(planId)).draft?.changes.rows).toHaveLength(1);
    expect((await w.api.programs.dropChange({ planId, changeId })).draft).toBeNull();
    expect((await rulesOf(planId)).draft).toBeNull();
  });

  it('say which diagnoses the plan takes: replayed, signed off, and held again when the sign-off is taken back', async () => {
    const planId = await addPlan(w.api);
    await confirmUnits(w.api, planId);
    const id = await memberOf(planId, 'Guavatree');
    const unhoused = { code: 'Z59.00', label: 'Homelessness, unspecified' };
    await signNote(w.api, id, { serviceOn: '2026-11-05', diagnoses: [unhoused] });
    await signNote(w.api, id, { serviceOn: '2026-11-16', diagnoses: [unhoused] });
    const held = async () =>
      (await w.api.encounters.list({})).groups
        .flatMap((group) => group.rows)
        .map((row) => `${row.serviceOn} ${row.hint}`);
    expect(await held()).toEqual([]);
    const change = {
      code: 'z5900',
      taken: false,
      instead: 'Z59.01',
      from: '2026-11-10',
      to: null,
      source: 'Plan letter, Nov 2',
      note: '',
    };
    const { draft } = await w.api.programs.changeDiagnosis({ planId, change });
    expect(draft.changes.diagnoses).toMatchObject([{ code: 'Z59.00', instead: 'Z59.01' }]);
    await expect(w.api.programs.changeDiagnosis({ planId, change })).rejects.toMatchObject({
      code: 'VALIDATION',
      data: { field: 'from' },
    });
    expect(await held()).toEqual([]);
    const { totals, differences } = await replay(planId);
    expect(totals).toMatchObject({ notes: 2, different: 2, changes: 1, byKind: { diagnosis: 2 } });
    expect(differences.map((one) => [one.serviceOn, one.kind, one.effect])).toEqual([
      ['2026-11-05', 'diagnosis', 'earlier_day'],
      ['2026-11-16', 'diagnosis', 'changes'],
    ]);
    await w.api.programs.goLive({ planId, draftId: draft.id });
    expect(await held()).toEqual(['2026-11-16 The plan does not take Z59.00 on that day. Use Z59.01.']);
    const [rule] = (await rulesOf(planId)).diagnoses;
    expect(rule).toMatchObject({ code: 'Z59.00', state: 'confirmed', confirmation: { by: 'Lena Vantree' } });
    await w.api.programs.unconfirmRule({ planId, ruleId: rule?.id ?? '' });
    const [group] = (await w.api.encounters.list({})).groups;
    expect(group?.rows.map((row) => row.alsoHeldBy)).toEqual([['rule_not_confirmed']]);
    expect((await rulesOf(planId)).diagnoses[0]?.state).toBe('confirm_with_plan');
  });

  it('make lines of notes that had no code before, not of those that were struck', async () => {
    const planId = await addPlan(w.api);
    await confirmUnits(w.api, planId);
    const id = await memberOf(planId, 'Guavatree');
    await signNote(w.api, id, { mode: 'without_member', serviceOn: '2026-11-16' });
    const struck = await signNote(w.api, id, { mode: 'without_member', serviceOn: '2026-11-17' });
    await w.api.notes.strike({ id: struck.note.id, reason: 'Wrong member' });
    const { draft } = await w.api.programs.changeRow({
      planId,
      change: {
        ...VISIT,
        replaces: null,
        when: { phase: 'service', memberPresent: false, modes: null, clinical: null },
        modifiers: ['UC'],
      },
    });
    expect((await replay(planId)).totals.byKind.now_billable).toBeGreaterThan(0);
    expect(await codesOf()).toEqual([]);
    expect(await w.api.programs.goLive({ planId, draftId: draft.id })).toEqual({ changes: 1, reopened: 1 });
    expect(await codesOf()).toEqual(['2026-11-16 G9012 UC']);
  });

  it('are for administrators', async () => {
    const planId = await addPlan(w.api);
    for (const role of ['billing_lead', 'care_coordinator', 'auditor'] as const) {
      await expect(w.asRole(role).programs.changeRow({ planId, change: VISIT })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });
});
