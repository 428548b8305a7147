import { AppError } from '#shared/errors.ts';
import { diagnosisRuleId } from '#shared/programs/changes.ts';
import type { Confirmation } from '#shared/programs/contract.ts';
import { UNITS_RULE, unitsRuleId } from '#shared/programs/units.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { deleteConfirmation, replaceConfirmation } from './store.ts';
import { loadTables } from './tables.ts';

interface RuleOfPlan {
  readonly planId: string;
  readonly ruleId: string;
}

/** Finds the stored id of a rule; "units" means the plan's unit settings as they stand now. */
async function storedRuleId(context: CallContext, { planId, ruleId }: RuleOfPlan): Promise<string> {
  const plan = await getPlan(context, planId);
  const table = (await loadTables(context)).of(plan);
  const current = unitsRuleId(table.unitsOn(context.today()));
  if (ruleId === UNITS_RULE) return current;
  if (table.rows.some((row) => row.id === ruleId)) return ruleId;
  if (table.diagnoses.some((one) => diagnosisRuleId(one) === ruleId)) return ruleId;
  if (ruleId.startsWith(`${UNITS_RULE}:`)) {
    if (table.units.some(({ settings }) => unitsRuleId(settings) === ruleId)) return ruleId;
    throw new AppError('CONFLICT', 'The unit settings have changed since. Look at them again.', {
      field: 'ruleId',
    });
  }
  throw new AppError('NOT_FOUND', 'There is no such rule.', { field: 'ruleId' });
}

/**
 * Signs a rule off for a plan: who, when, and what says so.
 *
 * Lines that waited for it are ready from then on, because what holds a line is computed and never stored.
 */
export async function confirmRule(
  context: CallContext,
  input: RuleOfPlan & { readonly source: string; readonly note: string },
): Promise<{ ruleId: string; confirmation: Confirmation }> {
  const ruleId = await storedRuleId(context, input);
  const at = context.now();
  await replaceConfirmation(context.db, {
    id: context.newId(),
    plan_id: input.planId,
    rule_id: ruleId,
    source: input.source,
    note: input.note,
    created_at: at,
    created_by: context.user.id,
  });
  context.about({ entityId: input.planId, detail: { rule: ruleId } });
  return {
    ruleId,
    confirmation: { by: context.user.name, at, source: input.source, note: input.note },
  };
}

/** Takes a confirmation back; lines that need the rule are held again. */
export async function unconfirmRule(context: CallContext, input: RuleOfPlan): Promise<{ ruleId: string }> {
  const ruleId = await storedRuleId(context, input);
  if (!(await deleteConfirmation(context.db, input.planId, ruleId))) {
    throw new AppError('NOT_FOUND', 'Nobody has confirmed this rule with this plan.', { field: 'ruleId' });
  }
  context.about({ entityId: input.planId, detail: { rule: ruleId } });
  return { ruleId };
}
