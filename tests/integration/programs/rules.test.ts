import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
beforeEach(async () => {
  w = await openTestWorkspace();
});
afterEach(() => w.close());

describe('rules', () => {
  it('show every row with its source, and wait where no public document speaks', async () => {
    const planId = await addPlan(w.api);
    const { plans } = await w.api.programs.rules({ planId });
    const [plan] = plans;
    const ecm = plan?.packs.find((pack) => pack.program === 'ECM');
    expect(ecm?.rows.find((row) => row.id === 'ecm.service.in-person.non-clinical')).toMatchObject({
      code: 'G9012',
      modifiers: ['U2'],
      state: 'sourced',
      unitsWords: '15 min',
    });
    expect(ecm?.rows.find((row) => row.id === 'ecm.service.in-person.clinical')?.state).toBe(
      'confirm_with_plan',
    );
    expect(
      plan?.packs
        .find((pack) => pack.program === 'HHP')
        ?.rows.every((row) => row.state === 'confirm_with_plan'),
    ).toBe(true);
    expect(plan?.units.state).toBe('confirm_with_plan');
    expect(plan?.waiting).toBe(6 + 7 + 1);
  });

  it('are confirmed by an administrator, for one plan, with a source, and can be taken back', async () => {
    const planId = await addPlan(w.api);
    const other = await addPlan(w.api, 'Bluelark Health Plan');
    const ruleId = 'ecm.service.in-person.clinical';
    const { confirmation } = await w.api.programs.confirmRule({
      planId,
      ruleId,
      source: 'Manual, Jul 2026, p. 41',
    });
    expect(confirmation).toMatchObject({ by: 'Lena Vantree', source: 'Manual, Jul 2026, p. 41' });
    const stateOf = async (plan: string) =>
      (await w.api.programs.rules({ planId: plan })).plans[0]?.packs[0]?.rows.find((row) => row.id === ruleId)
        ?.state;
    expect(await stateOf(planId)).toBe('confirmed');
    expect(await stateOf(other)).toBe('confirm_with_plan');
    await w.api.programs.unconfirmRule({ planId, ruleId });
    expect(await stateOf(planId)).toBe('confirm_with_plan');
    await expect(w.api.programs.unconfirmRule({ planId, ruleId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('forget a confirmation of the units when the settings change', async () => {
    const planId = await addPlan(w.api);
    await w.api.programs.confirmRule({ planId, ruleId: 'units', source: 'Manual' });
    const units = async () => (await w.api.programs.rules({ planId })).plans[0]?.units;
    expect((await units())?.state).toBe('confirmed');
    const plan = await w.api.plans.get({ id: planId });
    await w.api.plans.save({
      id: planId,
      name: plan.name,
      shortName: plan.shortName,
      profile: { ...plan.profile, units: { ...plan.profile.units, minutesPerUnit: 30 } },
    });
    expect(await units()).toMatchObject({
      state: 'confirm_with_plan',
      words: '30 minutes a unit, rounded half up, at least 1',
    });
  });

  it('refuse anybody but an administrator, an empty source and an unknown rule', async () => {
    const planId = await addPlan(w.api);
    const input = { planId, ruleId: 'units', source: 'Manual' };
    for (const role of ['billing_lead', 'care_coordinator', 'auditor'] as const) {
      await expect(w.asRole(role).programs.confirmRule(input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await expect(w.api.programs.confirmRule({ ...input, source: ' ' })).rejects.toMatchObject({
      code: 'VALIDATION',
      data: { field: 'source' },
    });
    await expect(w.api.programs.confirmRule({ ...input, ruleId: 'ecm.nothing' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
