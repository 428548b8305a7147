import { compileForm } from '#shared/assessments/compile.ts';
import { progress } from '#shared/assessments/complete.ts';
import type { AssessmentSummary, ScoreSummary, Trend } from '#shared/assessments/contract.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Score } from '#shared/assessments/score.ts';
import { scoreOf } from '#shared/assessments/score.ts';
import type { AssessmentRow } from './store.ts';

/** A row of the list: signed ones say what they said when signed, drafts are worked out anew. */
export function summarize(row: AssessmentRow, amendedBy: string | null = null): AssessmentSummary {
  const compiled = compileForm(row.form.questionnaire);
  const view = evaluate(compiled, row.saved.store, { started: row.startedAt });
  const { answered, of } = progress(view);
  const score = row.completed ? row.completed.score : scoreOf(row.form, view);
  return {
    id: row.id,
    memberId: row.memberId,
    formId: row.form.id,
    formVersion: row.form.questionnaire.version,
    title: row.form.title,
    state: row.state,
    answered,
    of,
    score: score && summarizeScore(score),
    startedAt: row.startedAt,
    startedBy: row.startedBy,
    updatedAt: row.updatedAt,
    signedAt: row.signedAt,
    signedBy: row.signedBy && { id: row.signedBy.id, name: row.signedBy.name },
    amends: row.saved.amends ?? null,
    amendedBy,
    cosign: cosignState(row),
  };
}

/** Whether a second person still has to stand up for it; a clinical lead who signs needs none. */
export function cosignState(
  row: Pick<AssessmentRow, 'form' | 'state' | 'completed'> & {
    readonly signedBy: { readonly id: string; readonly role?: string | undefined } | null;
  },
): AssessmentSummary['cosign'] {
  if (!row.form.cosign || row.state !== 'signed' || row.signedBy?.role === 'clinical_lead')
    return 'not-needed';
  return row.completed?.cosigned ? 'done' : 'waiting';
}

/** For each signed version that another took the place of, that other one's id. */
export function amendments(rows: readonly AssessmentRow[]): ReadonlyMap<string, string> {
  const signed = rows.filter((row) => row.state === 'signed');
  return new Map(signed.flatMap((row) => (row.saved.amends ? [[row.saved.amends.id, row.id]] : [])));
}

/** One line for each instrument that was ever completed, oldest point first; amended versions count once. */
export function trendsOf(rows: readonly AssessmentRow[]): Trend[] {
  const trends = new Map<string, Trend>();
  const amended = amendments(rows);
  const signed = rows.filter(
    (row) => row.state === 'signed' && row.signedAt !== null && !amended.has(row.id),
  );
  for (const row of signed.toSorted((left, right) =>
    (left.signedAt ?? '').localeCompare(right.signedAt ?? ''),
  )) {
    const { completed } = row;
    const scores = completed?.scores ?? (completed?.score ? [completed.score] : []);
    for (const score of scores) {
      const rule = row.form.scores.find((each) => each.id === score.ruleId);
      if (!score.complete || !rule) continue;
      const { title, min, max, positiveFrom } = rule;
      const ruleId = rule.trend ?? rule.id;
      const trend = trends.get(ruleId) ?? { ruleId, title, min, max, positiveFrom, points: [] };
      trend.points.push({
        assessmentId: row.id,
        at: row.signedAt ?? row.updatedAt,
        total: score.total,
        band: score.band?.label ?? null,
      });
      trends.set(ruleId, trend);
    }
  }
  return [...trends.values()];
}

function summarizeScore(score: Score): ScoreSummary {
  const { ruleId, title, total, answered, of, complete, positive } = score;
  return { ruleId, title, total, answered, of, complete, band: score.band?.label ?? null, positive };
}
