import type { SuggestedProblem } from '#shared/assessments/complete.ts';
import type { CallContext } from '../context.ts';
import { findAssessmentsOf } from './store.ts';

/** The latest signed result of an instrument, as other capabilities may ask for it. */
export interface AssessmentResult {
  /** The assessment's id. */
  readonly id: string;
  /** The instrument that was scored: "PHQ-9", or "PHQ-2" when its gate stayed closed. */
  readonly formTitle: string;
  readonly score: number | null;
  /** "moderate"; null when nothing could be scored. */
  readonly band: string | null;
  readonly positive: boolean;
  /** Problems its answers point to, each with the answer. */
  readonly suggestions: readonly SuggestedProblem[];
  /** UTC ISO instant. */
  readonly signedAt: string;
}

/** A member's latest signed result of each form, newest first. */
export async function latestResults(context: CallContext, memberId: string): Promise<AssessmentResult[]> {
  const rows = await findAssessmentsOf(context.db, memberId, context.now());
  const results = new Map<string, AssessmentResult>();
  const signed = rows.filter((row) => row.state === 'signed' && row.signedAt !== null);
  for (const row of signed.toSorted((left, right) =>
    (right.signedAt ?? '').localeCompare(left.signedAt ?? ''),
  )) {
    if (results.has(row.form.id)) continue;
    const scores = row.completed?.scores ?? [];
    // Of several instruments in one form the positive one speaks.
    const score = scores.find((each) => each.positive) ?? row.completed?.score ?? null;
    results.set(row.form.id, {
      id: row.id,
      formTitle: score?.title ?? row.form.title,
      score: score?.total ?? null,
      band: score?.band?.label ?? null,
      positive: score?.positive ?? false,
      suggestions: row.completed?.suggestions ?? [],
      signedAt: row.signedAt ?? row.updatedAt,
    });
  }
  return [...results.values()];
}
