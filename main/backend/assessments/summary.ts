import { compileForm } from '#shared/assessments/compile.ts';
import { progress } from '#shared/assessments/complete.ts';
import type { AssessmentSummary, ScoreSummary, Trend } from '#shared/assessments/contract.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Score } from '#shared/assessments/score.ts';
import { scoreOf } from '#shared/assessments/score.ts';
import type { AssessmentRow } from './store.ts';

/** A row of the list: signed ones say what they said when signed, drafts are worked out anew. */
export function summarize(row: AssessmentRow): AssessmentSummary {
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
    signedBy: row.signedBy,
  };
}

/** One line for each instrument that was ever completed, oldest point first. */
export function trendsOf(rows: readonly AssessmentRow[]): Trend[] {
  const trends = new Map<string, Trend>();
  const signed = rows.filter((row) => row.state === 'signed' && row.signedAt !== null);
  for (const row of signed.toSorted((left, right) =>
    (left.signedAt ?? '').localeCompare(right.signedAt ?? ''),
  )) {
    const score = row.completed?.score;
    const rule = row.form.scores.find((each) => each.id === score?.ruleId);
    if (!score?.complete || !rule) continue;
    const { title, min, max, positiveFrom } = rule;
    const trend = trends.get(rule.id) ?? { ruleId: rule.id, title, min, max, positiveFrom, points: [] };
    trend.points.push({
      assessmentId: row.id,
      at: row.signedAt ?? row.updatedAt,
      total: score.total,
      band: score.band?.label ?? null,
    });
    trends.set(rule.id, trend);
  }
  return [...trends.values()];
}

function summarizeScore(score: Score): ScoreSummary {
  const { ruleId, title, total, answered, of, complete, positive } = score;
  return { ruleId, title, total, answered, of, complete, band: score.band?.label ?? null, positive };
}
