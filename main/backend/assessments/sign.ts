import { compileForm } from '#shared/assessments/compile.ts';
import { blockingUnsettled, complete, unanswered } from '#shared/assessments/complete.ts';
import type { AssessmentSummary } from '#shared/assessments/contract.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import { issuesOf } from '#shared/assessments/issues.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import { loadDraft } from './load.ts';
import { askForCosign, setTask } from './set-task.ts';
import { updateSigned } from './store.ts';
import { cosignState, summarize } from './summary.ts';

/**
 * Signs an assessment: what is open becomes the record, what was answered and then closed goes to the skip history,
 * the score is kept with the rules it was made by, and its tasks are set.
 *
 * The backend works the form out anew; what the page believed does not count.
 *
 * @throws AppError `VALIDATION` naming the first blank question.
 */
export async function signAssessment(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ assessment: AssessmentSummary; tasks: string[] }> {
  const row = await loadDraft(context, input.id);
  const compiled = compileForm(row.form.questionnaire);
  const view = evaluate(compiled, row.saved.store, { started: row.startedAt });
  const missing = unanswered(view);
  const [first] = missing;
  if (first) {
    const left = missing.length === 1 ? '1 answer left' : `${missing.length} answers left`;
    throw new AppError('VALIDATION', `${left}.`, { field: first.linkId });
  }
  const wrong = issuesOf(view).find(({ severity, code }) => severity === 'error' && code !== 'unsettled');
  if (wrong) throw new AppError('VALIDATION', wrong.message, { field: wrong.linkId });
  const [stuck] = blockingUnsettled(view);
  if (stuck) {
    throw new AppError('CONFLICT', 'The rules of this form chase each other, so it cannot be signed.', {
      field: stuck.linkId,
    });
  }
  const at = context.now();
  const completed = complete(row.form, row.saved.store, view, {
    id: row.id,
    status: row.saved.amends ? 'amended' : 'completed',
    authored: at,
    author: { reference: `Practitioner/${context.user.id}`, display: context.user.name },
    subject: { reference: `Patient/${row.memberId}` },
  });
  await updateSigned(context.db, row.id, { completed, at, by: context.user.id });
  const tasks: string[] = [];
  if (cosignState({ ...row, state: 'signed', completed, signedBy: context.user }) === 'waiting') {
    tasks.push(await askForCosign(context, row));
  }
  for (const task of completed.tasks) {
    await setTask(context, row, task, { urgent: false });
    tasks.push(task.title);
  }
  const { score } = completed;
  await refreshClocks(context, [row.memberId]);
  context.about({
    memberId: row.memberId,
    entityId: row.id,
    detail: { form: row.form.id, version: row.form.questionnaire.version, score: score?.ruleId ?? null },
  });
  const { user } = context;
  const signed = { ...row, completed, state: 'signed' as const, signedAt: at, updatedAt: at };
  return { assessment: summarize({ ...signed, signedBy: user }), tasks };
}
