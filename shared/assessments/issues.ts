import type { FormNode } from './compile.ts';
import { nodeWords } from './compile.ts';
import { unanswered } from './complete.ts';
import type { Answer, Extension } from './questionnaire.ts';
import { EXTENSION, findExtension } from './questionnaire.ts';
import { answerWords, compareAnswers } from './values.ts';
import type { View } from './view.ts';

/** Something that keeps an assessment from being completed, or that a person should know. */
export interface Issue {
  readonly linkId: string;
  readonly code:
    | 'required'
    | 'too-small'
    | 'too-large'
    | 'too-short'
    | 'too-long'
    | 'too-precise'
    | 'too-few'
    | 'too-many'
    | 'unsettled'
    | 'undecided';
  /** `error` blocks completion. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/**
 * Everything that is wrong with the answers of open items; closed ones are never looked at.
 *
 * An answer that cannot be compared with its limit (a year against a day) is not held against anybody.
 */
export function issuesOf(view: View): readonly Issue[] {
  const issues: Issue[] = unanswered(view).map((node) => ({
    linkId: node.linkId,
    code: 'required',
    severity: 'error',
    message: `“${nodeWords(node)}” needs an answer.`,
  }));
  for (const { node, answers } of view.open.values()) {
    for (const answer of answers) issues.push(...limitsOf(node, answer));
    if (node.kind === 'question' && answers.length > 0) issues.push(...countOf(node, answers.length));
  }
  issues.push(...groupCounts(view));
  for (const linkId of view.unsettled) {
    const required = view.form.byLinkId.get(linkId)?.required === true;
    issues.push({
      linkId,
      code: 'unsettled',
      severity: required ? 'error' : 'warning',
      message: 'The rules of this item chase each other without end; they were stopped.',
    });
  }
  for (const { linkId, message } of view.problems)
    issues.push({ linkId, code: 'undecided', severity: 'warning', message });
  return issues;
}

/** What is wrong with one question's answers now; the page says it under the field. */
export function limitProblem(node: FormNode, answers: readonly Answer[]): string | null {
  return answers.flatMap((answer) => limitsOf(node, answer))[0]?.message ?? null;
}

function limitsOf(node: FormNode, answer: Answer): Issue[] {
  const { item, linkId } = node;
  const issues: Issue[] = [];
  const add = (code: Issue['code'], message: string) =>
    issues.push({ linkId, code, severity: 'error', message });
  const least = valueAt(findExtension(item, EXTENSION.minValue), answer);
  if (least && compareAnswers(answer, least) === 'less')
    add('too-small', `The least is ${answerWords(least)}.`);
  const most = valueAt(findExtension(item, EXTENSION.maxValue), answer);
  if (most && compareAnswers(answer, most) === 'greater')
    add('too-large', `The most is ${answerWords(most)}.`);
  const text = answer.valueString ?? answer.valueUri;
  const shortest = findExtension(item, EXTENSION.minLength)?.valueInteger;
  if (text !== undefined && shortest !== undefined && text.trim().length < shortest) {
    add('too-short', `This needs ${shortest} characters at least.`);
  }
  if (text !== undefined && item.maxLength !== undefined && text.length > item.maxLength) {
    add('too-long', `This has ${text.length} characters, the most is ${item.maxLength}.`);
  }
  const places = findExtension(item, EXTENSION.maxDecimalPlaces)?.valueInteger;
  const number = answer.valueDecimal ?? answer.valueQuantity?.value;
  if (places !== undefined && number !== undefined && decimalsOf(number) > places) {
    add('too-precise', `The most is ${places} digits after the point.`);
  }
  return issues;
}

/** A limit in the type of the answer: forms give whole-number limits to decimals and quantities. */
function valueAt(limit: Extension | undefined, answer: Answer): Answer | null {
  if (!limit) return null;
  const { valueInteger, valueDecimal, valueDate, valueDateTime, valueTime, valueQuantity } = limit;
  const number = valueInteger ?? valueDecimal;
  if (number !== undefined) {
    return answer.valueQuantity
      ? { valueQuantity: { ...answer.valueQuantity, value: number } }
      : { valueDecimal: number };
  }
  if (valueQuantity) {
    return answer.valueQuantity ? { valueQuantity } : { valueDecimal: valueQuantity.value };
  }
  if (valueDate !== undefined) return { valueDate };
  if (valueDateTime !== undefined) return { valueDateTime };
  return valueTime === undefined ? null : { valueTime };
}

function decimalsOf(value: number): number {
  const [digits = '', exponent] = value.toString().split('e-');
  return (digits.split('.')[1]?.length ?? 0) + Number(exponent ?? 0);
}

function countOf(node: FormNode, count: number): Issue[] {
  const least = findExtension(node.item, EXTENSION.minOccurs)?.valueInteger ?? 0;
  const most = findExtension(node.item, EXTENSION.maxOccurs)?.valueInteger ?? Number.POSITIVE_INFINITY;
  return occursIssues(node.linkId, nodeWords(node), count, least, most);
}

function groupCounts(view: View): Issue[] {
  const counts = new Map<string, { node: FormNode; answered: number }>();
  for (const { node } of view.open.values()) {
    if (!node.repeat) continue;
    const known = counts.get(node.repeat.key) ?? { node, answered: 0 };
    if (hasAnswer(node, view)) known.answered += 1;
    counts.set(node.repeat.key, known);
  }
  return [...counts.values()]
    .filter(({ node, answered }) => node.required && answered > 0 && node.repeat)
    .flatMap(({ node, answered }) =>
      occursIssues(
        node.linkId,
        nodeWords(node),
        answered,
        findExtension(node.item, EXTENSION.minOccurs)?.valueInteger ?? 0,
        node.repeat?.most ?? Number.POSITIVE_INFINITY,
      ),
    );
}

function hasAnswer(node: FormNode, view: View): boolean {
  return (
    (view.open.get(node.linkId)?.answers.length ?? 0) > 0 ||
    node.children.some((child) => hasAnswer(child, view))
  );
}

function occursIssues(linkId: string, name: string, count: number, least: number, most: number): Issue[] {
  const issue = (code: Issue['code'], message: string): Issue[] => [
    { linkId, code, severity: 'error', message },
  ];
  if (count < least) return issue('too-few', `“${name}” is given ${count} times; it needs ${least}.`);
  if (count > most) return issue('too-many', `“${name}” is given ${count} times; the most is ${most}.`);
  return [];
}
