import type { FormNode } from '../compile.ts';
import { nodeWords } from '../compile.ts';
import { followUpsOf, suggestionsOf } from '../complete.ts';
import { conditionResult, oneConditionWords } from '../conditions.ts';
import type { Form } from '../form.ts';
import type { Answer } from '../questionnaire.ts';
import { safetyRaisedBy, scoresOf } from '../score.ts';
import { answerWords } from '../values.ts';
import type { View } from '../view.ts';

/** One condition of a rule, and what it comes to with the answers given. */
export interface TracedCondition {
  /** "“Do you smoke?” is “Yes”" */
  readonly words: string;
  readonly result: 'true' | 'false' | 'undecided';
  /** What it looked at: "the answer is “No”", "there is no answer", "that question is closed, so it has no answer". */
  readonly because: string;
}

/** The rule of one item, in one occurrence. */
export interface TracedRule {
  readonly linkId: string;
  readonly name: string;
  readonly open: boolean;
  /** "all of", "any of", or null for a single condition or an expression. */
  readonly join: 'all' | 'any' | null;
  readonly conditions: readonly TracedCondition[];
  /** Set when what it stands in is closed, which closes it whatever its own rule says. */
  readonly closedAbove: string | null;
}

/** What the answers set off besides opening and closing. */
export interface TracedResult {
  readonly kind: 'score' | 'safety' | 'task' | 'suggestion' | 'calculated';
  readonly name: string;
  readonly words: string;
}

/** Says of every rule whether it fires with these answers, each condition with its reason. */
export function traceRules(view: View): readonly TracedRule[] {
  return view.form.nodes.filter(hasRule).map((node) => {
    const open = view.open.has(node.linkId);
    return {
      linkId: node.linkId,
      name: nodeWords(node),
      open,
      join: node.conditions.length > 1 ? (node.any ? 'any' : 'all') : null,
      conditions: node.enableExpression ? [tracedExpression(node, view, open)] : conditionsOf(node, view),
      closedAbove: closedAbove(node, view),
    };
  });
}

/** Scores, prompts, tasks, suggestions and calculated values as they stand. */
export function traceResults(form: Form, view: View): readonly TracedResult[] {
  const scores = scoresOf(form, view);
  return [
    ...scores.map((score) => ({
      kind: 'score' as const,
      name: score.title,
      words: score.complete
        ? `${score.total}, ${score.band?.label ?? 'no band'}${score.positive ? ', positive' : ''}`
        : `${score.total} from ${score.answered} of ${score.of}, incomplete`,
    })),
    ...safetyRaisedBy(form, view).map(({ title, text }) => ({
      kind: 'safety' as const,
      name: title,
      words: text,
    })),
    ...followUpsOf(form, scores, view).map(({ title, why }) => ({
      kind: 'task' as const,
      name: title,
      words: why,
    })),
    ...suggestionsOf(form, scores, view).map(({ problem, because }) => ({
      kind: 'suggestion' as const,
      name: problem,
      words: because,
    })),
    ...[...view.open.values()]
      .filter(({ node }) => node.calculated)
      .map(({ node, answers, source }) => ({
        kind: 'calculated' as const,
        name: nodeWords(node),
        words: `${answersInWords(answers)}${source === 'entered' ? ', typed over' : ''}`,
      })),
  ];
}

function hasRule(node: FormNode): boolean {
  return node.conditions.length > 0 || node.enableExpression !== null;
}

function conditionsOf(node: FormNode, view: View): TracedCondition[] {
  return node.conditions.map((condition) => {
    const answersOf = (linkId: string) => view.open.get(linkId)?.answers ?? [];
    const { result, answers } = conditionResult(condition, answersOf);
    return {
      words: oneConditionWords(view.form, condition),
      result: result === 'undecided' ? 'undecided' : result ? 'true' : 'false',
      because: reason(condition.question, answers, result, view),
    };
  });
}

function reason(
  question: string,
  answers: readonly Answer[],
  result: boolean | 'undecided',
  view: View,
): string {
  if (question.endsWith('[?]')) return 'several occurrences are equally near';
  if (!view.form.byLinkId.has(question)) return 'that question is not in the form';
  if (!view.open.has(question)) return 'that question is closed, so it has no answer';
  if (answers.length === 0) return 'there is no answer';
  const words = `the answer is ${answersInWords(answers)}`;
  return result === 'undecided' ? `${words}, which cannot be compared` : words;
}

function tracedExpression(node: FormNode, view: View, open: boolean): TracedCondition {
  const failed = view.problems.some((problem) => problem.linkId === node.linkId);
  const { expression = '', description } = node.enableExpression ?? {};
  const above = closedAbove(node, view);
  return {
    words: description ?? expression,
    result: failed ? 'undecided' : open ? 'true' : 'false',
    because: failed
      ? 'the expression could not be worked out'
      : above !== null
        ? 'not looked at'
        : `the expression gives ${open ? 'true' : 'false or nothing'}`,
  };
}

function closedAbove(node: FormNode, view: View): string | null {
  for (let above = node.parent; above; above = above.parent) {
    if (!view.open.has(above.linkId) && view.skipped.get(above.linkId)?.own) return nodeWords(above);
  }
  return null;
}

function answersInWords(answers: readonly Answer[]): string {
  return answers.length === 0
    ? 'nothing yet'
    : answers.map((answer) => `“${answerWords(answer)}”`).join(', ');
}
