import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { loadAssessment, loadDraft } from './load.ts';
import { findOpenDraft, updateState } from './store.ts';

/** How long a discarded assessment can be brought back. */
export const DISCARDED_DAYS = 30;

/** Puts an unsigned assessment away; nothing in it is lost. */
export async function discardAssessment(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ id: string }> {
  const row = await loadDraft(context, input.id);
  await updateState(context.db, row.id, 'discarded', context.now());
  return { id: row.id };
}

/**
 * Brings a discarded assessment back as a draft.
 *
 * @throws AppError `CONFLICT` when it is not discarded, was put away too long ago, or another copy is open.
 */
export async function restoreAssessment(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ id: string }> {
  const row = await loadAssessment(context, input.id);
  if (row.state !== 'discarded') throw new AppError('CONFLICT', 'This assessment is not discarded.');
  if (Date.parse(context.now()) - Date.parse(row.updatedAt) > DISCARDED_DAYS * 86_400_000) {
    throw new AppError('CONFLICT', `It was discarded more than ${DISCARDED_DAYS} days ago.`);
  }
  if (await findOpenDraft(context.db, row.memberId, row.form.id)) {
    throw new AppError('CONFLICT', `Another ${row.form.title} is open. Sign or discard that one first.`);
  }
  await updateState(context.db, row.id, 'draft', context.now());
  return { id: row.id };
}
