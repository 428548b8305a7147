import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { instantIn } from '../procedure.ts';
import type { AssessmentRow } from './store.ts';
import { findAssessment, findAssessmentsOf } from './store.ts';

/**
 * One assessment; tells the audit row whom it is about.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function loadAssessment(context: CallContext, id: string): Promise<AssessmentRow> {
  const row = await findAssessment(context.db, id);
  if (!row) throw new AppError('NOT_FOUND', 'This assessment is not on file.');
  context.about({ memberId: row.memberId, entityId: row.id, detail: { form: row.form.id } });
  return inAgencyTime(context, row);
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

/** A member's assessments, newest first; discarded ones only when put away after `discardedSince`. */
export async function loadAssessmentsOf(
  context: CallContext,
  memberId: string,
  discardedSince: string,
): Promise<AssessmentRow[]> {
  const rows = await findAssessmentsOf(context.db, memberId, discardedSince);
  return rows.map((row) => inAgencyTime(context, row));
}

/** What `today()` says in a form is the agency's day on which it was begun, also late in the evening. */
function inAgencyTime(context: CallContext, row: AssessmentRow): AssessmentRow {
  return { ...row, startedAt: instantIn(context.workspace.timeZone, row.startedAt) };
}
