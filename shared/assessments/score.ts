import type { FormNode } from './compile.ts';
import type { AnswerTest, Band, Form, SafetyRule, ScoreRule } from './form.ts';
import { compareAnswers } from './values.ts';
import type { OpenItem, View } from './view.ts';

/** Raised when the arithmetic below changes; stored with every score, so that old ones are never recomputed silently. */
export const SCORE_ALGORITHM = 1;

/** A score as it stands. A band only when every item is answered: a blank is never counted as zero. */
export interface Score {
  readonly ruleId: string;
  readonly title: string;
  readonly ruleVersion: string;
  readonly algorithm: number;
  /** Sum of what is answered. */
  readonly total: number;
  readonly answered: number;
  readonly of: number;
  readonly complete: boolean;
  readonly items: readonly ItemScore[];
  /** What the total can still become: from nothing more to the most on every blank. */
  readonly least: number;
  readonly most: number;
  readonly band: Band | null;
  /** Bands the total can still end in. */
  readonly possible: readonly Band[];
  readonly positive: boolean | null;
}

/** One item's part; null while it is blank or its answer carries no score. */
export interface ItemScore {
  readonly linkId: string;
  readonly weight: number | null;
}

/**
 * The score of an open item: an answer's own weight wherever its form gives one, else none.
 *
 * Looked up by system and code, never by position or display.
 *
 * @see https://hl7.org/fhir/uv/sdc/en/expressions.html, `weight()`
 */
export function weightOf(item: OpenItem): number | null {
  let sum: number | null = null;
  for (const answer of item.answers) {
    const option = item.node.options.find((each) => compareAnswers(each.answer, answer) === 'equal');
    if (option?.weight === null || option?.weight === undefined) return null;
    sum = (sum ?? 0) + option.weight;
  }
  return sum;
}

/** The form's results: of each group the first rule that applies and whose items are all open. */
export function scoresOf(form: Form, view: View): readonly Score[] {
  const groups = new Map<string, ScoreRule>();
  for (const rule of form.scores) {
    const group = rule.group ?? '';
    if (groups.has(group) || (rule.when && !holds(rule.when, view))) continue;
    if (rule.items.every((linkId) => view.open.has(linkId))) groups.set(group, rule);
  }
  return [...groups.values()].map((rule) => applyRule(rule, view));
}

/** The form's first result, which lists show; null when none applies. */
export function scoreOf(form: Form, view: View): Score | null {
  return scoresOf(form, view)[0] ?? null;
}

/** Whether an open question has this answer. */
export function holds(test: AnswerTest, view: View): boolean {
  const answers = view.open.get(test.linkId)?.answers ?? [];
  return answers.some((answer) => compareAnswers(answer, test.is) === 'equal');
}

/** Scores one rule against the view; closed items count as blank, never as zero. */
export function applyRule(rule: ScoreRule, view: View): Score {
  const items: ItemScore[] = rule.items.map((linkId) => {
    const item = view.open.get(linkId);
    return { linkId, weight: item ? weightOf(item) : null };
  });
  const total = sum(items.map((item) => item.weight ?? 0));
  const blank = items.filter((item) => item.weight === null);
  const complete = blank.length === 0;
  const least = total + sum(blank.map((item) => extreme(view.open.get(item.linkId)?.node, Math.min)));
  const most = total + sum(blank.map((item) => extreme(view.open.get(item.linkId)?.node, Math.max)));
  return {
    ruleId: rule.id,
    title: rule.title,
    ruleVersion: rule.version,
    algorithm: SCORE_ALGORITHM,
    total,
    answered: items.length - blank.length,
    of: items.length,
    complete,
    items,
    least,
    most,
    band: complete ? bandOf(rule, total) : null,
    possible: rule.bands.filter((band) => band.to >= least && band.from <= most),
    positive: complete && rule.positiveFrom !== null ? total >= rule.positiveFrom : null,
  };
}

/** The band a complete total falls in. */
export function bandOf(rule: ScoreRule, total: number): Band | null {
  return rule.bands.find((band) => total >= band.from && total <= band.to) ?? null;
}

/** Safety rules that an answer of this view sets off now. */
export function safetyRaisedBy(form: Form, view: View): readonly SafetyRule[] {
  return form.safety.filter((rule) => {
    if (rule.is) return holds({ linkId: rule.linkId, is: rule.is }, view);
    const item = view.open.get(rule.linkId);
    const weight = item ? weightOf(item) : null;
    return weight !== null && weight > (rule.above ?? 0);
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function extreme(node: FormNode | undefined, pick: (...values: number[]) => number): number {
  const weights = (node?.options ?? []).map((option) => option.weight).filter((weight) => weight !== null);
  return weights.length > 0 ? pick(...weights) : 0;
}
