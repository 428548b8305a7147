import { AppError } from '#shared/errors.ts';
import { changedRuleId, countChanges, diagnosisRuleId } from '#shared/programs/changes.ts';
import { unitsRuleId } from '#shared/programs/units.ts';
import type { CallContext } from '../context.ts';
import { reopenLines } from '../encounters/reopen-lines.ts';
import { getPlan } from '../plans/plans.ts';
import { requireDraft, toDraft } from './draft.ts';
import { replaceConfirmation, updateChanges } from './store.ts';
import { loadTables } from './tables.ts';

/**
 * Puts a plan's draft in force for its own service dates, signed off row by row with what says so.
 *
 * Lines in files stay as they left. Lines that wait follow, since their code is computed; notes that were not
 * billable and now are become lines. What is in force is final: another draft changes it.
 *
 * @throws AppError `CONFLICT` when the draft changed meanwhile or these changes were never replayed.
 */
export async function goLive(
  context: CallContext,
  input: { readonly planId: string; readonly draftId: string },
): Promise<{ changes: number; reopened: number }> {
  const plan = await getPlan(context, input.planId);
  const draft = await requireDraft(context, plan.id);
  if (draft.id !== input.draftId) throw new AppError('CONFLICT', 'The draft is another one by now.');
  if (!toDraft(draft).replayed)
    throw new AppError('CONFLICT', 'Replay a period first, and look at what would differ.');
  const at = context.now();
  const signOff = (ruleId: string, source: string, note: string) =>
    replaceConfirmation(context.db, {
      id: context.newId(),
      plan_id: plan.id,
      rule_id: ruleId,
      source,
      note,
      created_at: at,
      created_by: context.user.id,
    });
  const { rows, units, places, diagnoses } = draft.changes;
  for (const row of rows) if (row.code !== null) await signOff(changedRuleId(row), row.source, row.note);
  for (const unit of units) await signOff(unitsRuleId(unit), unit.source, unit.note);
  for (const one of diagnoses) await signOff(diagnosisRuleId(one), one.source, one.note);
  await updateChanges(context.db, draft.id, {
    state: 'live',
    live_at: at,
    live_by: context.user.id,
    updated_at: at,
  });
  const table = (await loadTables(context)).of(plan);
  const from = [...rows, ...units].map((change) => change.from).sort()[0];
  const reopened = from === undefined ? 0 : await reopenLines(context, { planId: plan.id, from, table });
  const changes = countChanges(draft.changes);
  const first = [...rows, ...units, ...places, ...diagnoses].map((change) => change.from).sort()[0] ?? null;
  context.about({ entityId: plan.id, detail: { draft: draft.id, changes, from: first, reopened } });
  return { changes, reopened };
}
