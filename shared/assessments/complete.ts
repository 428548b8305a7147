import type { AnswerStore } from './answer-store.ts';
import { lastAnswers, recordOf } from './answer-store.ts';
import type { FormNode } from './compile.ts';
import { nodeWords } from './compile.ts';
import type { Form, SuggestionRule, TaskText } from './form.ts';
import type { Answer, Coding, QuestionnaireResponse } from './questionnaire.ts';
import type { ResponseHead } from './response.ts';
import { completedResponse } from './response.ts';
import type { Score } from './score.ts';
import { holds, scoresOf } from './score.ts';
import { answerWords, compareAnswers } from './values.ts';
import type { View } from './view.ts';

/** A question that was answered and then closed: not part of the record, but not forgotten either. */
export interface SkipEntry {
  readonly linkId: string;
  readonly question: string;
  readonly answers: readonly Answer[];
  /** "only if items 1 and 2 add up to 3 or more" */
  readonly because: string;
  readonly at: string;
  readonly by: string;
}

/** What an assessment becomes when it is signed. */
export interface CompletedAssessment {
  readonly response: QuestionnaireResponse;
  /** The first of `scores`, as lists show it. */
  readonly score: Score | null;
  readonly scores?: readonly Score[];
  readonly suggestions?: readonly SuggestedProblem[];
  /** Set once a second person has stood up for it, where the form asks for that. */
  readonly cosigned?: { readonly at: string; readonly by: { readonly id: string; readonly name: string } };
  readonly skipped: readonly SkipEntry[];
  readonly tasks: readonly (TaskText & { readonly ruleId: string })[];
}

/**
 * Open questions that must still be answered, in document order; hidden ones included.
 *
 * A required question counts only when what it stands in is there: the children of an optional group nobody started,
 * or of a question nobody answered, may stay blank. A required group wants one answer beneath it.
 */
export function unanswered(view: View): readonly FormNode[] {
  const missing: FormNode[] = [];
  const visit = (nodes: readonly FormNode[]) => {
    for (const node of nodes) {
      const item = view.open.get(node.linkId);
      if (!item || node.kind === 'display') continue;
      if (node.kind === 'question') {
        if (node.required && item.answers.length === 0) missing.push(node);
        if (item.answers.length > 0) visit(node.children);
      } else if (node.required || hasAnswerBeneath(node, view)) {
        const before = missing.length;
        visit(node.children);
        if (node.required && missing.length === before && !hasAnswerBeneath(node, view)) missing.push(node);
      }
    }
  };
  visit(view.form.nodes.filter((node) => node.parent === null));
  return missing;
}

/** Required items whose rules never settle: they block signing until the form is mended. */
export function blockingUnsettled(view: View): readonly FormNode[] {
  return view.unsettled
    .map((linkId) => view.form.byLinkId.get(linkId))
    .filter((node) => node !== undefined)
    .filter((node) => node.required);
}

/** The questions people see and answer, and how many have an answer. */
export function progress(view: View, within?: FormNode): Progress {
  let of = 0;
  let answered = 0;
  let skipped = 0;
  for (const node of view.form.nodes) {
    if (node.kind !== 'question' || node.hidden || (within && !isWithin(node, within))) continue;
    const item = view.open.get(node.linkId);
    if (!item) skipped += 1;
    else {
      of += 1;
      if (item.answers.length > 0) answered += 1;
    }
  }
  return { answered, of, skipped };
}

export interface Progress {
  readonly answered: number;
  /** Open questions. */
  readonly of: number;
  /** Closed questions. */
  readonly skipped: number;
}

/** Makes the record of truth of a form with nothing missing: response, score, skip history, tasks. */
export function complete(
  form: Form,
  store: AnswerStore,
  view: View,
  head: Omit<ResponseHead, 'status'> & { readonly status?: 'completed' | 'amended' },
): CompletedAssessment {
  const scores = scoresOf(form, view);
  return {
    response: completedResponse(view, { status: 'completed', ...head }),
    score: scores[0] ?? null,
    scores,
    skipped: skipHistory(store, view),
    tasks: followUpsOf(form, scores, view),
    suggestions: suggestionsOf(form, scores, view),
  };
}

/** The tasks that signing would set, for the page to announce and for signing to set. */
export function followUpsOf(
  form: Form,
  scores: readonly Score[],
  view: View,
): readonly (TaskText & { readonly ruleId: string })[] {
  return form.followUps.flatMap((rule) => {
    const score = scores.find((each) => each.complete && each.ruleId === rule.scoreId);
    const applies = rule.on ? holds(rule.on, view) : score && score.total >= (rule.from ?? 0);
    if (!applies) return [];
    const fill = (text: string) =>
      text.replaceAll('{score}', String(score?.total ?? '')).replaceAll('{band}', score?.band?.label ?? '');
    const { title, detail, why, dueInDays } = rule.task;
    return [{ ruleId: rule.id, title: fill(title), detail: fill(detail), why: fill(why), dueInDays }];
  });
}

/** A problem an answer points to, with the answer itself. */
export interface SuggestedProblem {
  readonly ruleId: string;
  readonly problem: string;
  readonly code: Coding | null;
  /** The code is to be confirmed with the plan before it is sent. */
  readonly unconfirmed?: boolean;
  /** "“Where did you sleep last night?”: Outside" or "PHQ-9 of 14, moderate" */
  readonly because: string;
}

/** Problems and codes that the answers point to; nothing is ever taken over without a person. */
export function suggestionsOf(form: Form, scores: readonly Score[], view: View): readonly SuggestedProblem[] {
  return (form.suggestions ?? []).flatMap((rule) => {
    const because = reasonOf(rule, scores, view);
    if (because === null) return [];
    const { id: ruleId, problem, code, unconfirmed } = rule;
    return [{ ruleId, problem, code, because, ...(unconfirmed && { unconfirmed }) }];
  });
}

function reasonOf({ on }: SuggestionRule, scores: readonly Score[], view: View): string | null {
  if ('positive' in on) {
    const score = scores.find((each) => each.ruleId === on.positive && each.positive === true);
    return score ? `${score.title} of ${score.total}, ${score.band?.label ?? 'positive'}` : null;
  }
  const test = on.any.find((each) => holds(each, view));
  const node = test && view.form.byLinkId.get(test.linkId);
  const given = node && view.open.get(node.linkId)?.answers;
  const answer = given?.find((each) => test && compareAnswers(each, test.is) === 'equal');
  return node && answer ? `“${nodeWords(node)}”: ${answerWords(answer)}` : null;
}

function skipHistory(store: AnswerStore, view: View): SkipEntry[] {
  const entries: SkipEntry[] = [];
  for (const { node, because, kept } of view.skipped.values()) {
    const record = recordOf(store, node.linkId);
    const last = record?.entries.at(-1);
    if (kept.length === 0 || !last) continue;
    entries.push({
      linkId: node.linkId,
      question: [node.item.prefix, nodeWords(node)].filter(Boolean).join('. '),
      answers: lastAnswers(record),
      because: record?.hidden?.because ?? because,
      at: record?.hidden?.at ?? last.at,
      by: record?.hidden?.by ?? last.by,
    });
  }
  return entries;
}

function hasAnswerBeneath(node: FormNode, view: View): boolean {
  return node.children.some(
    (child) => (view.open.get(child.linkId)?.answers.length ?? 0) > 0 || hasAnswerBeneath(child, view),
  );
}

function isWithin(node: FormNode, group: FormNode): boolean {
  for (let above: FormNode | null = node; above; above = above.parent) if (above === group) return true;
  return false;
}
