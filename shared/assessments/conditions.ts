import type { CompiledForm, FormNode, NodeCondition } from './compile.ts';
import { nodeWords } from './compile.ts';
import type { Answer, EnableWhen } from './questionnaire.ts';
import { answerOfCondition, answerWords, compareAnswers } from './values.ts';

/** What a set of conditions comes to. */
export interface ConditionsResult {
  readonly holds: boolean;
  /** Conditions that no comparison could decide (units that do not convert, a day against its year). */
  readonly undecided: readonly EnableWhen[];
}

/**
 * Evaluates an item's `enableWhen` against the answers of open questions; a closed one counts as unanswered.
 *
 * @see R5 wording, followed for R4 forms too: https://hl7.org/fhir/valueset-questionnaire-enable-operator.html
 */
export function evaluateConditions(
  node: FormNode,
  answersOf: (linkId: string) => readonly Answer[],
): ConditionsResult {
  if (node.conditions.length === 0) return { holds: true, undecided: [] };
  const undecided: EnableWhen[] = [];
  const check = (condition: NodeCondition) => {
    const { result } = conditionResult(condition, answersOf);
    if (result === 'undecided') undecided.push(condition);
    return result === true;
  };
  // Every condition is looked at, so that what could not be decided is always told.
  const results = node.conditions.map(check);
  return { holds: node.any ? results.includes(true) : !results.includes(false), undecided };
}

/** One condition by itself: what it comes to, and the answers it looked at. */
export function conditionResult(
  condition: NodeCondition,
  answersOf: (linkId: string) => readonly Answer[],
): { readonly result: boolean | 'undecided'; readonly answers: readonly Answer[] } {
  const all = answersOf(condition.question);
  const { answerIndex } = condition;
  const answers = answerIndex === undefined ? all : all.slice(answerIndex, answerIndex + 1);
  const result = condition.question.endsWith('[?]') ? 'undecided' : evaluateCondition(condition, answers);
  return { result, answers };
}

/** `=` and the orders ask for any answer, `!=` for none; so `!=` holds while there is no answer. */
function evaluateCondition(condition: EnableWhen, answers: readonly Answer[]): boolean | 'undecided' {
  if (condition.operator === 'exists') return answers.length > 0 === condition.answerBoolean;
  const expected = answerOfCondition(condition);
  if (!expected) return false;
  const orders = answers.map((answer) => compareAnswers(answer, expected));
  if (condition.operator === '!=') {
    if (orders.includes('equal')) return false;
    return orders.includes('unknown') ? 'undecided' : true;
  }
  const wanted = ACCEPTED[condition.operator];
  if (orders.some((order) => wanted.has(order))) return true;
  return orders.includes('unknown') ? 'undecided' : false;
}

const ACCEPTED: Readonly<Record<'=' | '>' | '<' | '>=' | '<=', ReadonlySet<string>>> = {
  '=': new Set(['equal']),
  '>': new Set(['greater']),
  '<': new Set(['less']),
  '>=': new Set(['greater', 'equal']),
  '<=': new Set(['less', 'equal']),
};

/**
 * Says in words when an item is asked: `“Do you smoke?” is “Yes”`.
 *
 * Null when it is always asked. An expression speaks through its description.
 */
export function conditionWords(form: CompiledForm, node: FormNode): string | null {
  const known = words.get(node);
  if (known !== undefined) return known;
  const said = putInWords(form, node);
  words.set(node, said);
  return said;
}

/** Conditions never change, so their words are made once. */
const words = new WeakMap<FormNode, string | null>();

function putInWords(form: CompiledForm, node: FormNode): string | null {
  if (node.enableExpression) return node.enableExpression.description ?? 'its rule says so';
  if (node.conditions.length === 0) return null;
  return node.conditions
    .map((condition) => oneConditionWords(form, condition))
    .join(node.any ? ' or ' : ' and ');
}

const OPERATOR_WORDS: Readonly<Record<Exclude<EnableWhen['operator'], 'exists'>, string>> = {
  '=': 'is',
  '!=': 'is not',
  '>': 'is more than',
  '<': 'is less than',
  '>=': 'is at least',
  '<=': 'is at most',
};

/** One condition in words: `“Do you smoke?” is “Yes”`. */
export function oneConditionWords(form: CompiledForm, condition: EnableWhen): string {
  const source = form.byLinkId.get(condition.question);
  const question = `“${source ? nodeWords(source) : condition.question}”`;
  if (condition.operator === 'exists') {
    return `${question} is ${condition.answerBoolean ? 'answered' : 'not answered'}`;
  }
  const expected = answerOfCondition(condition);
  const coded = source?.options.find(
    (option) => expected && compareAnswers(option.answer, expected) === 'equal',
  );
  return `${question} ${OPERATOR_WORDS[condition.operator]} “${answerWords(coded?.answer ?? expected ?? {})}”`;
}
