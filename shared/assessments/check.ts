import { checkConditions } from './check-conditions.ts';
import { checkExpression } from './expressions.ts';
import { findContainers } from './nodes.ts';
import type { FormProblem, Report } from './problems.ts';
import type { Expression, Extension, Questionnaire, QuestionnaireItem } from './questionnaire.ts';
import {
  EXTENSION,
  findExtension,
  KNOWN_EXTENSIONS,
  REFUSED_EXTENSIONS,
  VALUE_KEY,
  valueKeyOf,
} from './questionnaire.ts';

/**
 * Checks a questionnaire the way it must be before it is published.
 *
 * Errors: duplicate or missing linkIds, conditions that point nowhere, compare the wrong type, stand without
 * `enableBehavior`, go in a circle or point at one of several equally near occurrences, expressions that cannot be
 * read, and what the engine does not run. Unknown extensions are listed, kept, and do nothing.
 *
 * @see the invariants que-1 … que-13 of https://hl7.org/fhir/R4/questionnaire.html
 */
export function checkQuestionnaire(questionnaire: Questionnaire): FormProblem[] {
  const problems: FormProblem[] = [];
  const items: QuestionnaireItem[] = [];
  const parents = new Map<QuestionnaireItem, QuestionnaireItem | null>();
  const collect = (item: QuestionnaireItem, parent: QuestionnaireItem | null) => {
    items.push(item);
    parents.set(item, parent);
    for (const child of item.item ?? []) collect(child, item);
  };
  for (const item of questionnaire.item) collect(item, null);

  const reportFor =
    (linkId: string | null): Report =>
    (code, message, severity = 'error') => {
      problems.push({ severity, code, linkId, message });
    };
  const seen = new Set<string>();
  checkHolder(questionnaire, new Set(), reportFor(null), 'The form');
  for (const item of items) {
    const report = reportFor(item.linkId);
    if (!item.linkId) report('missing-link-id', `“${item.text ?? item.type}” has no linkId.`);
    if (seen.has(item.linkId)) report('duplicate-link-id', `LinkId ${item.linkId} is used twice.`);
    seen.add(item.linkId);
    checkItem(item, report);
    checkHolder(item, namesAbove(questionnaire, item, parents), report, `Item ${item.linkId}`);
  }
  problems.push(...checkConditions(items, parents, reportFor, findContainers(questionnaire)));
  return problems;
}

function checkItem(item: QuestionnaireItem, report: Report): void {
  const name = `Item ${item.linkId}`;
  if (!Object.hasOwn(VALUE_KEY, item.type)) {
    report('type-not-supported', `${name} is of type ${item.type}, which Hearth does not run yet.`);
    return;
  }
  const asks = VALUE_KEY[item.type] !== null;
  if (item.type === 'display' && item.item?.length)
    report('que-1', `${name} only shows text, so nothing can hang under it.`);
  if (item.type === 'group' && !item.item?.length) report('que-1', `Group ${item.linkId} is empty.`);
  if (item.type === 'display' && item.required)
    report('que-6', `${name} only shows text, so it cannot be required.`);
  if (!asks && item.initial?.length)
    report('que-8', `${name} asks nothing, so it cannot start with a value.`);
  if (/\[\d+\]$/.test(item.linkId)) {
    report('link-id-index', `${name}: a linkId must not end like an index, [0].`);
  }
  const least = findExtension(item, EXTENSION.minOccurs)?.valueInteger;
  const most = findExtension(item, EXTENSION.maxOccurs)?.valueInteger;
  if (most !== undefined && !item.repeats) {
    report('max-occurs', `${name} says how often at most, but does not repeat.`, 'warning');
  }
  if (least !== undefined && !(item.repeats && item.required)) {
    report('min-occurs', `${name} says how often at least, but is not required and repeating.`, 'warning');
  }
  if (least !== undefined && most !== undefined && least > most) {
    report('occurs', `${name} must stand at least ${least} and at most ${most} times.`);
  }
  if (item.initial?.length && findExtension(item, EXTENSION.initialExpression)) {
    report('initial-twice', `${name} has both a first value and an expression for one. Only one may decide.`);
  }
  if (item.answerValueSet) {
    report('value-set', `${name} takes its answers from a value set. List the answers in the form instead.`);
  }
  if (item.type === 'choice' && !item.answerOption?.length)
    report('no-options', `${name} has no answers to choose from.`);
  if (item.initial && item.initial.length > 1 && !item.repeats) {
    report('que-13', `${name} starts with several values but takes only one.`);
  }
  if (item.initial?.length && item.answerOption?.length) {
    report('que-11', `${name} has answers to choose from, so its first value is set with initialSelected.`);
  }
  const selected = (item.answerOption ?? []).filter((option) => option.initialSelected);
  if (selected.length > 1 && !item.repeats)
    report('que-13', `${name} starts with several answers but takes only one.`);
  checkOptions(item, report);
}

function checkOptions(item: QuestionnaireItem, report: Report): void {
  const keys = new Set<string>();
  const identities = new Set<string>();
  for (const option of item.answerOption ?? []) {
    const key = valueKeyOf(option);
    if (key === null) {
      report('option-empty', `Item ${item.linkId} has an answer without a value.`);
      continue;
    }
    keys.add(key);
    const coding = option.valueCoding;
    const identity = coding
      ? `${coding.system ?? ''}|${coding.code ?? coding.display ?? ''}`
      : String(option[key]);
    if (identities.has(identity)) report('option-twice', `Item ${item.linkId} offers the same answer twice.`);
    identities.add(identity);
    const weight = findExtension(option, EXTENSION.itemWeight)?.valueDecimal;
    const ordinal = findExtension(option, EXTENSION.ordinalValue)?.valueDecimal;
    if (weight !== undefined && ordinal !== undefined && weight !== ordinal) {
      report('weights-differ', `Item ${item.linkId} gives one answer two scores, ${weight} and ${ordinal}.`);
    }
  }
  if (keys.size > 1) report('option-types', `Item ${item.linkId} mixes types of answers.`);
}

/** Checks extensions: what we refuse, expressions that do not read, variables named twice. */
function checkHolder(
  holder: Questionnaire | QuestionnaireItem,
  namesAbove: ReadonlySet<string>,
  report: Report,
  name: string,
): void {
  for (const extension of holder.modifierExtension ?? []) {
    report('modifier-extension', `${name} is changed by ${extension.url}, which Hearth does not know.`);
  }
  const own = new Set<string>();
  for (const extension of holder.extension ?? []) {
    const refused = REFUSED_EXTENSIONS.get(extension.url);
    if (refused) report('extension-not-supported', `${name} uses ${refused}, which Hearth does not run yet.`);
    else if (!KNOWN_EXTENSIONS.has(extension.url)) {
      report(
        'extension-unknown',
        `${name} carries ${extension.url}. It is kept, and does nothing here.`,
        'warning',
      );
    }
    if (extension.url === EXTENSION.variable) {
      const variable = extension.valueExpression?.name ?? '';
      if (!variable) report('variable-name', `${name} has a variable without a name.`);
      if (own.has(variable)) report('variable-twice', `${name} defines %${variable} twice.`);
      if (namesAbove.has(variable)) {
        report(
          'variable-shadows',
          `${name} defines %${variable} again; the inner one counts here.`,
          'warning',
        );
      }
      own.add(variable);
    }
    checkExpressionOf(extension, report, name);
  }
}

function checkExpressionOf(extension: Extension, report: Report, name: string): void {
  const expression: Expression | undefined = extension.valueExpression;
  if (!expression) return;
  if (expression.language !== 'text/fhirpath') {
    report(
      'expression-language',
      `${name} has an expression in ${expression.language}. Hearth runs FHIRPath.`,
    );
    return;
  }
  const problem = checkExpression(expression.expression);
  if (problem) report('expression', `The expression of ${name.toLowerCase()} ${problem}.`);
}

function namesAbove(
  questionnaire: Questionnaire,
  item: QuestionnaireItem,
  parents: ReadonlyMap<QuestionnaireItem, QuestionnaireItem | null>,
): Set<string> {
  const names = new Set<string>();
  const add = (holder: Questionnaire | QuestionnaireItem) => {
    for (const extension of holder.extension ?? []) {
      if (extension.url === EXTENSION.variable && extension.valueExpression?.name) {
        names.add(extension.valueExpression.name);
      }
    }
  };
  add(questionnaire);
  for (let above = parents.get(item) ?? null; above; above = parents.get(above) ?? null) add(above);
  return names;
}
