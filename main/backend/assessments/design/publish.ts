import { EMPTY_STORE } from '#shared/assessments/answer-store.ts';
import { compileForm } from '#shared/assessments/compile.ts';
import { checkForm } from '#shared/assessments/design/check-form.ts';
import { diffForms } from '#shared/assessments/design/diff-forms.ts';
import { nextVersion } from '#shared/assessments/design/new-form.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Form } from '#shared/assessments/form.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../../context.ts';
import { loadDraftForm } from './drafts.ts';
import { findVersion, insertVersion, newestVersionOf, updateDraftState } from './store.ts';

/**
 * Makes the draft a version that never changes again.
 *
 * Assessments begun before keep the version frozen into them; new ones begin with this one.
 *
 * @throws AppError `VALIDATION` with the first problem, its item as the field; `CONFLICT` when somebody else changed
 * the draft since it was last read.
 */
export async function publishDraft(
  context: CallContext,
  input: { readonly formId: string; readonly revision: number; readonly note: string },
): Promise<{ version: number }> {
  const row = await loadDraftForm(context, input.formId);
  if (row.revision !== input.revision) {
    throw new AppError('CONFLICT', 'Somebody else changed this draft. Open it again before it is published.');
  }
  const version = (await newestVersionOf(context.db, row.form.id)) + 1;
  const draft = nextVersion(row.form, version);
  const form: Form = {
    ...draft,
    questionnaire: { ...draft.questionnaire, title: draft.title, status: 'active' },
  };
  refuseProblems(form);
  const stamp = { at: context.now(), by: context.user.id };
  await insertVersion(context.db, { id: context.newId(), form, number: version, note: input.note, ...stamp });
  await updateDraftState(context.db, form.id, 'published', stamp);
  context.about({ entityId: form.id, detail: { version } });
  return { version };
}

function refuseProblems(form: Form): void {
  const errors = checkForm(form).filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first) {
    const more = errors.length > 1 ? ` ${errors.length - 1} more to mend.` : '';
    throw new AppError('VALIDATION', `${first.message}${more}`, { field: first.linkId ?? undefined });
  }
  const view = evaluate(compileForm(form.questionnaire), EMPTY_STORE, { started: '2000-01-01T00:00:00Z' });
  const [stuck] = view.unsettled;
  if (stuck !== undefined) {
    throw new AppError('VALIDATION', `The rules of ${stuck} chase each other without end.`, { field: stuck });
  }
}

/**
 * Two versions of one form, item by item.
 *
 * @throws AppError `NOT_FOUND` when one of them is not there.
 */
export async function compareVersions(
  context: CallContext,
  input: { readonly formId: string; readonly before: number; readonly after: number },
) {
  const [before, after] = [
    await findVersion(context.db, input.formId, input.before),
    await findVersion(context.db, input.formId, input.after),
  ];
  if (!before || !after) throw new AppError('NOT_FOUND', 'This form has no such version.');
  return {
    changes: diffForms(before, after).map((change) => ({
      ...change,
      lines: change.lines.map((line) => ({ ...line })),
    })),
  };
}
