import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { closeTasksFor } from '../tasks/add-task.ts';
import { loadAssessment } from './load.ts';
import { findAssessmentsOf, findOpenDraft, insertAssessment, insertCosign } from './store.ts';

/**
 * Opens a new version of a signed assessment under the same form version, with all its answers and a reason.
 *
 * The signed one stays what it is; the new one takes its place when it is signed.
 *
 * @throws AppError `CONFLICT` when it is not signed, was amended already, or a copy of the form is open.
 */
export async function amendAssessment(
  context: CallContext,
  input: { readonly id: string; readonly reason: string },
): Promise<{ id: string }> {
  const row = await loadAssessment(context, input.id);
  if (row.state !== 'signed') throw new AppError('CONFLICT', 'Only a signed assessment is amended.');
  const others = await findAssessmentsOf(context.db, row.memberId, context.now());
  if (others.some((each) => each.state === 'signed' && each.saved.amends?.id === row.id)) {
    throw new AppError('CONFLICT', 'A newer version took its place. Amend that one.');
  }
  if (await findOpenDraft(context.db, row.memberId, row.form.id)) {
    throw new AppError('CONFLICT', `Another ${row.form.title} is open. Sign or discard that one first.`);
  }
  const id = context.newId();
  await insertAssessment(context.db, {
    id,
    memberId: row.memberId,
    form: row.form,
    saved: { store: row.saved.store, savedBy: null, amends: { id: row.id, reason: input.reason } },
    at: context.now(),
    by: context.user.id,
  });
  context.about({ memberId: row.memberId, entityId: id, detail: { form: row.form.id, amends: row.id } });
  return { id };
}

/**
 * Stands up for an assessment somebody else signed.
 *
 * @throws AppError `CONFLICT` when it needs none, has one, or the person signed it themselves.
 */
export async function cosignAssessment(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ id: string }> {
  const row = await loadAssessment(context, input.id);
  if (row.state !== 'signed' || !row.completed || !row.form.cosign) {
    throw new AppError('CONFLICT', 'This assessment waits for no co-signature.');
  }
  if (row.completed.cosigned) throw new AppError('CONFLICT', 'It is co-signed already.');
  if (row.signedBy?.id === context.user.id) {
    throw new AppError('CONFLICT', 'You signed this yourself. Somebody else co-signs.');
  }
  await insertCosign(context.db, {
    id: context.newId(),
    assessmentId: row.id,
    at: context.now(),
    by: context.user.id,
  });
  await closeTasksFor(context, { sourceKind: COSIGN_SOURCE, sourceId: row.id });
  return { id: row.id };
}

/** What a task says that waits for a co-signature. */
export const COSIGN_SOURCE = 'assessment_cosign';
