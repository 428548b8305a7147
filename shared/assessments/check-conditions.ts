import type { FormProblem, Report } from './problems.ts';
import type { EnableWhen, QuestionnaireItem, ValueKey } from './questionnaire.ts';
import { EXTENSION, findExtension, VALUE_KEY, valueKeyOf } from './questionnaire.ts';
import { answerOfCondition, compareAnswers } from './values.ts';

const ORDERED: ReadonlySet<ValueKey> = new Set([
  'valueInteger',
  'valueDecimal',
  'valueDate',
  'valueDateTime',
  'valueTime',
  'valueQuantity',
]);

/** Checks every `enableWhen` of a form, and that no item waits for itself. */
export function checkConditions(
  items: readonly QuestionnaireItem[],
  parents: ReadonlyMap<QuestionnaireItem, QuestionnaireItem | null>,
  reportFor: (linkId: string) => Report,
  containers: ReadonlyMap<string, readonly string[]>,
): FormProblem[] {
  const byLinkId = new Map(items.map((item) => [item.linkId, item]));
  for (const item of items) {
    const report = reportFor(item.linkId);
    const conditions = item.enableWhen ?? [];
    if (conditions.length > 1 && !item.enableBehavior) {
      report(
        'behavior-missing',
        `Item ${item.linkId} has ${conditions.length} conditions and does not say whether all or any must hold.`,
      );
    }
    if (conditions.length > 0 && findExtension(item, EXTENSION.enableWhenExpression)) {
      report('two-kinds', `Item ${item.linkId} has both conditions and an expression. Only one may decide.`);
    }
    for (const condition of conditions) {
      checkCondition(item, condition, byLinkId, report);
      const apart = (containers.get(condition.question) ?? []).find(
        (container) => !isWithin(item, container, parents),
      );
      if (apart !== undefined) {
        report(
          'equidistant',
          `Item ${item.linkId} waits for ${condition.question}, which repeats in ${apart}: no occurrence is nearer ` +
            'than another. Use an expression.',
        );
      }
    }
  }
  return findCircles(items, parents, byLinkId);
}

function checkCondition(
  item: QuestionnaireItem,
  condition: EnableWhen,
  byLinkId: ReadonlyMap<string, QuestionnaireItem>,
  report: Report,
): void {
  const name = `Item ${item.linkId}`;
  const source = byLinkId.get(condition.question);
  if (!source) {
    report('dangling', `${name} waits for ${condition.question}, which is not in the form.`);
    return;
  }
  const sourceKey = VALUE_KEY[source.type];
  if (sourceKey === null) {
    report('dangling', `${name} waits for ${condition.question}, which asks nothing.`);
    return;
  }
  if (condition.operator === 'exists') {
    if (condition.answerBoolean === undefined) report('que-7', `${name}: “exists” needs true or false.`);
    return;
  }
  const expected = answerOfCondition(condition);
  if (!expected) {
    report('condition-empty', `${name} compares with nothing.`);
    return;
  }
  checkType(name, source, sourceKey, condition, expected, report);
  if (condition.operator === '!=' && !isGuarded(item, condition)) {
    report(
      'not-equal-unguarded',
      `${name}: “not equal” also holds while ${condition.question} has no answer. Add “exists”, or mark it as meant.`,
      'warning',
    );
  }
}

function checkType(
  name: string,
  source: QuestionnaireItem,
  sourceKey: ValueKey,
  condition: EnableWhen,
  expected: object,
  report: Report,
): void {
  const key = valueKeyOf(expected) as ValueKey;
  const optionKey = source.answerOption?.length ? valueKeyOf(source.answerOption[0] as object) : null;
  const allowed = new Set<ValueKey>([optionKey ?? sourceKey]);
  if (source.type === 'open-choice' || source.type === 'url') allowed.add('valueString');
  const numbers = (each: ValueKey) => each === 'valueInteger' || each === 'valueDecimal';
  const fits = allowed.has(key) || (numbers(key) && [...allowed].some(numbers));
  if (!fits) {
    report('type-mismatch', `${name} compares ${source.linkId} with another type of value.`);
    return;
  }
  const ordering = condition.operator !== '=' && condition.operator !== '!=';
  if (ordering && !ORDERED.has(key)) {
    report('no-order', `${name}: answers of ${source.linkId} have no order for “${condition.operator}”.`);
  }
  if (key !== 'valueCoding' || source.type !== 'choice') return;
  const coding = condition.answerCoding;
  const options = source.answerOption ?? [];
  const sameCode = options.filter((option) => option.valueCoding?.code === coding?.code);
  if (
    sameCode.some((option) => (option.valueCoding?.system === undefined) !== (coding?.system === undefined))
  ) {
    report('coding-system', `${name} names a code of ${source.linkId} with a system on one side only.`);
  } else if (!options.some((option) => compareAnswers(option, { valueCoding: coding }) === 'equal')) {
    report('never', `${name} waits for an answer that ${source.linkId} does not offer.`, 'warning');
  }
}

/** A `!=` is guarded by an `exists` on the same question, when both must hold, or by our mark. */
function isGuarded(item: QuestionnaireItem, condition: EnableWhen): boolean {
  if (findExtension(condition, EXTENSION.meant)?.valueBoolean) return true;
  return (
    item.enableBehavior === 'all' &&
    (item.enableWhen ?? []).some(
      (other) =>
        other.operator === 'exists' && other.answerBoolean === true && other.question === condition.question,
    )
  );
}

function isWithin(
  item: QuestionnaireItem,
  container: string,
  parents: ReadonlyMap<QuestionnaireItem, QuestionnaireItem | null>,
): boolean {
  for (let above: QuestionnaireItem | null = item; above; above = parents.get(above) ?? null) {
    if (above.linkId === container) return true;
  }
  return false;
}

/** An item waits for its parent and for what its conditions name; a circle among these never settles. */
function findCircles(
  items: readonly QuestionnaireItem[],
  parents: ReadonlyMap<QuestionnaireItem, QuestionnaireItem | null>,
  byLinkId: ReadonlyMap<string, QuestionnaireItem>,
): FormProblem[] {
  const done = new Set<QuestionnaireItem>();
  const problems: FormProblem[] = [];
  // A list of its own instead of calls: a chain of thousands of items must not exhaust the call stack.
  for (const start of items) {
    const path: { readonly item: QuestionnaireItem; readonly needs: QuestionnaireItem[] }[] = [];
    const onPath = new Set<QuestionnaireItem>();
    const enter = (item: QuestionnaireItem) => {
      const parent = parents.get(item);
      const sources = (item.enableWhen ?? []).flatMap((each) => byLinkId.get(each.question) ?? []);
      path.push({ item, needs: [...(parent ? [parent] : []), ...sources].reverse() });
      onPath.add(item);
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.needs.pop();
      if (!next) {
        done.add(top.item);
        onPath.delete(top.item);
        path.pop();
      } else if (onPath.has(next))
        problems.push(
          circle(
            path.map((each) => each.item),
            next,
          ),
        );
      else if (!done.has(next)) enter(next);
    }
  }
  return problems;
}

function circle(path: readonly QuestionnaireItem[], again: QuestionnaireItem): FormProblem {
  const names = [...path.slice(path.indexOf(again)), again].map((each) => each.linkId);
  return {
    severity: 'error',
    code: 'circle',
    linkId: again.linkId,
    message: `These items wait for each other in a circle: ${names.join(' → ')}.`,
  };
}
