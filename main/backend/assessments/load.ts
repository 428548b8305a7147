import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import type { AssessmentRow } from './store.ts';
import { findAssessment } from './store.ts';

/**
 * One assessment; tells the audit row whom it is about.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function loadAssessment(context: CallContext, id: string): Promise<AssessmentRow> {
  const row = await findAssessment(context.db, id);
  if (!row) throw new AppError('NOT_FOUND', 'This assessment is not on file.');
  context.about({ memberId: row.memberId, entityId: row.id, detail: { form: row.form.id } });
  return row;
}

/**
 * One assessment that can still be answered.
 *
 * @throws AppError `CONFLICT` when it is signed or put away.
 */
export async function loadDraft(context: CallContext, id: string): Promise<AssessmentRow> {
  const row = await loadAssessment(context, id);
  if (row.state === 'signed') {
    throw new AppError('CONFLICT', 'This assessment is signed. Its answers can no longer change.');
  }
  if (row.state === 'discarded')
    throw new AppError('CONFLICT', 'This assessment was discarded. Bring it back first.');
  return row;
}
