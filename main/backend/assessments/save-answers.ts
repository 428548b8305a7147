import type { AnswerStore } from '#shared/assessments/answer-store.ts';
import type { AnswerChange } from '#shared/assessments/answers.ts';
import { applyChanges } from '#shared/assessments/answers.ts';
import { compileForm } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { SafetyRule } from '#shared/assessments/form.ts';
import { safetyRaisedBy } from '#shared/assessments/score.ts';
import type { CallContext } from '../context.ts';
import { loadDraft } from './load.ts';
import { setTask } from './set-task.ts';
import type { AssessmentRow } from './store.ts';
import { updateAnswers } from './store.ts';

/** Saves of one person closer together than this are one sitting, and leave one audit row. */
const SITTING_MILLISECONDS = 15 * 60_000;

/**
 * Saves changes in the order they were made, and sets the task of each safety rule they set off: once per
 * assessment, at the moment it is answered.
 */
export async function saveAnswers(
  context: CallContext,
  input: { readonly id: string; readonly changes: readonly AnswerChange[]; readonly focus: string | null },
): Promise<{ savedAt: string; raised: string[] }> {
  const row = await loadDraft(context, input.id);
  const compiled = compileForm(row.form.questionnaire);
  const at = context.now();
  const stamp = { at, by: context.user.id, started: row.startedAt };
  const changed = applyChanges(compiled, row.saved.store, input.changes, stamp);
  const rules = safetyRaisedBy(row.form, evaluate(compiled, changed, stamp)).filter(
    (rule) => !changed.raised[rule.id],
  );
  const store = await raise(context, row, changed, rules);
  await updateAnswers(context.db, row.id, {
    saved: { ...row.saved, store, savedBy: context.user.id },
    focus: input.focus,
    at,
  });
  if (input.changes.length > 0 && startsSitting(row, context.user.id, at)) {
    await context.record('assessment.save', {
      memberId: row.memberId,
      entityId: row.id,
      detail: { form: row.form.id },
    });
  }
  return { savedAt: at, raised: rules.map((rule) => rule.id) };
}

async function raise(
  context: CallContext,
  row: AssessmentRow,
  store: AnswerStore,
  rules: readonly SafetyRule[],
): Promise<AnswerStore> {
  const raised = { ...store.raised };
  for (const rule of rules) {
    raised[rule.id] = { at: context.now(), by: context.user.id };
    await setTask(context, row, rule.task, { urgent: true });
    await context.record('assessment.safety', {
      memberId: row.memberId,
      entityId: row.id,
      detail: { rule: rule.id },
    });
  }
  return { ...store, raised };
}

function startsSitting(row: AssessmentRow, userId: string, at: string): boolean {
  return row.saved.savedBy !== userId || Date.parse(at) - Date.parse(row.updatedAt) > SITTING_MILLISECONDS;
}
