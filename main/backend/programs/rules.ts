import type { PlanRules, Rule } from '#shared/programs/contract.ts';
import type { PackRow } from '#shared/programs/pack.ts';
import { PACKS } from '#shared/programs/packs.ts';
import { unitsRuleId, unitsWords } from '#shared/programs/units.ts';
import type { CallContext } from '../context.ts';
import { getPlan, listPlans, type StoredPlan } from '../plans/plans.ts';
import { type Confirmations, loadConfirmations, ruleState } from './confirmations.ts';

/** The rule tables with their state, for one plan or for all. */
export async function showRules(
  context: CallContext,
  input: { readonly planId?: string | undefined },
): Promise<{ plans: PlanRules[] }> {
  const ids = input.planId ? [input.planId] : (await listPlans(context)).map((plan) => plan.id);
  const confirmations = await loadConfirmations(context);
  const plans: PlanRules[] = [];
  for (const id of ids) plans.push(rulesOf(await getPlan(context, id), confirmations));
  return { plans };
}

function rulesOf(plan: StoredPlan, confirmations: Confirmations): PlanRules {
  const { units } = plan.profile;
  const unitsId = unitsRuleId(units);
  const unitsConfirmation = confirmations.of(plan.id, unitsId);
  const packs = PACKS.map((pack) => ({
    program: pack.program,
    title: pack.title,
    effectiveFrom: pack.effectiveFrom,
    effectiveTo: pack.effectiveTo,
    rows: pack.rows.map((row) => toRule(row, plan, confirmations)),
    notCoded: [...pack.notCoded],
  }));
  const unitState = ruleState('confirm_with_plan', unitsConfirmation);
  const states = [...packs.flatMap((pack) => pack.rows.map((row) => row.state)), unitState];
  return {
    planId: plan.id,
    planName: plan.shortName,
    packs,
    units: {
      id: unitsId,
      words: unitsWords(units),
      minutesPerUnit: units.minutesPerUnit,
      rounding: units.rounding,
      minimum: units.minimum,
      dailyCap: units.dailyCap,
      state: unitState,
      confirmation: unitsConfirmation,
    },
    waiting: states.filter((state) => state === 'confirm_with_plan').length,
  };
}

function toRule(row: PackRow, plan: StoredPlan, confirmations: Confirmations): Rule {
  const confirmation = confirmations.of(plan.id, row.id);
  return {
    id: row.id,
    program: row.program,
    phase: row.when.phase,
    memberPresent: row.when.memberPresent,
    modes: row.when.modes === null ? null : [...row.when.modes],
    clinical: row.when.clinical,
    code: row.code,
    modifiers: [...row.modifiers],
    unitsWords: row.unitsFrom === 'attempt' ? '1 each' : `${plan.profile.units.minutesPerUnit} min`,
    effectiveFrom: row.effectiveFrom,
    effectiveTo: row.effectiveTo,
    source: row.source,
    evidence: row.confirmed,
    state: ruleState(row.confirmed, confirmation),
    confirmation,
  };
}
