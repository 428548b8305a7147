import { EMPTY_STORE } from '#shared/assessments/answer-store.ts';
import { compileForm } from '#shared/assessments/compile.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { loadForm } from './library.ts';
import { findOpenDraft, insertAssessment } from './store.ts';

/** Starts a form for a member, or finds the copy already begun; the form is frozen into it from here on. */
export async function startAssessment(
  context: CallContext,
  input: { readonly memberId: string; readonly formId: string },
): Promise<{ id: string; resumed: boolean }> {
  const form = await loadForm(context, input.formId);
  compileForm(form.questionnaire);
  await getMember(context, input.memberId);
  const open = await findOpenDraft(context.db, input.memberId, form.id);
  const id = open ?? context.newId();
  context.about({
    memberId: input.memberId,
    entityId: id,
    detail: { form: form.id, resumed: open !== null },
  });
  if (!open) {
    await insertAssessment(context.db, {
      id,
      memberId: input.memberId,
      form,
      saved: { store: EMPTY_STORE, savedBy: null },
      at: context.now(),
      by: context.user.id,
    });
  }
  return { id, resumed: open !== null };
}
