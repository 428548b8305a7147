import type { AssessmentSummary, Trend } from '#shared/assessments/contract.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { DISCARDED_DAYS } from './discard.ts';
import { loadForm } from './library.ts';
import { loadAssessment, loadAssessmentsOf } from './load.ts';
import { amendments, cosignState, summarize, trendsOf } from './summary.ts';

/** A member's assessments, newest first, and their scores over time. */
export async function listAssessments(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<{ assessments: AssessmentSummary[]; trends: Trend[] }> {
  context.about({ memberId: input.memberId });
  const since = new Date(Date.parse(context.now()) - DISCARDED_DAYS * 86_400_000).toISOString();
  const rows = await loadAssessmentsOf(context, input.memberId, since);
  const amended = amendments(rows);
  return { assessments: rows.map((row) => summarize(row, amended.get(row.id))), trends: trendsOf(rows) };
}

/** One assessment with its frozen form and every answer. */
export async function getAssessment(context: CallContext, input: { readonly id: string }) {
  const row = await loadAssessment(context, input.id);
  const member = await getMember(context, row.memberId);
  return {
    id: row.id,
    memberId: row.memberId,
    memberName: member.name,
    state: row.state,
    form: row.form,
    store: row.saved.store,
    focus: row.focus,
    startedAt: row.startedAt,
    updatedAt: row.updatedAt,
    signedAt: row.signedAt,
    signedBy: row.signedBy && { id: row.signedBy.id, name: row.signedBy.name },
    completed: row.completed,
    amends: row.saved.amends ?? null,
    cosign: cosignState(row),
    hasNewerForm:
      row.state === 'draft' && (await isNewer(context, row.form.id, row.form.questionnaire.version)),
  };
}

async function isNewer(context: CallContext, formId: string, version: string): Promise<boolean> {
  try {
    return (await loadForm(context, formId)).questionnaire.version !== version;
  } catch {
    // The library no longer offers this form; the frozen one still runs.
    return false;
  }
}
