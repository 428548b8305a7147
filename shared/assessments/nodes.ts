import { AppError } from '../errors.ts';
import type {
  Answer,
  EnableWhen,
  Expression,
  Questionnaire,
  QuestionnaireItem,
  ValueKey,
} from './questionnaire.ts';
import { EXTENSION, findExtension, valueKeyOf } from './questionnaire.ts';

/** One item of a form, in one occurrence, with everything the engine asks about it worked out once. */
export interface FormNode {
  readonly item: QuestionnaireItem;
  /**
   * Names this occurrence: the item's own linkId, with an index for every repeating thing it stands in: `drug[1]`.
   * The form's linkId is `item.linkId`.
   */
  readonly linkId: string;
  /** The indexes of `linkId`, outermost first. */
  readonly path: readonly number[];
  readonly kind: 'group' | 'question' | 'display';
  readonly parent: FormNode | null;
  readonly children: readonly FormNode[];
  /** Position in document order. */
  readonly index: number;
  readonly options: readonly FormOption[];
  /** Not shown, but enabled, checked and stored. Covers everything beneath. */
  readonly hidden: boolean;
  /** A group's covers everything beneath, a question's only itself; hidden items are read-only too. */
  readonly readOnly: boolean;
  readonly required: boolean;
  readonly disabledDisplay: 'hidden' | 'protected';
  /** Each `question` names the nearest occurrence. */
  readonly conditions: readonly NodeCondition[];
  readonly any: boolean;
  readonly enableExpression: Expression | null;
  readonly calculated: Expression | null;
  readonly whyOpened: Expression | null;
  readonly variables: readonly Expression[];
  /** Values it starts with when it first opens. */
  readonly initial: readonly Answer[];
  readonly initialExpression: Expression | null;
  /** A question whose children hang under each of its answers. */
  readonly splits: boolean;
  /** For an occurrence of a repeating group: the key its count is kept under, and how often it may stand. */
  readonly repeat: { readonly key: string; readonly least: number; readonly most: number } | null;
}

/** A condition of one occurrence. */
export interface NodeCondition extends EnableWhen {
  /** Only this answer of the question counts: the one the item hangs under. */
  readonly answerIndex?: number;
}

/** One choice with its score. */
export interface FormOption {
  readonly answer: Answer;
  readonly key: ValueKey;
  readonly weight: number | null;
  /** Stands alone: choosing it clears the others. */
  readonly exclusive: boolean;
}

/** A questionnaire that passed its checks and is ready to run. */
export interface CompiledForm {
  readonly questionnaire: Questionnaire;
  /** Document order. */
  readonly nodes: readonly FormNode[];
  readonly byLinkId: ReadonlyMap<string, FormNode>;
  /** Every item after its parent and after all items its conditions name. */
  readonly order: readonly FormNode[];
  readonly rootVariables: readonly Expression[];
  readonly hasExpressions: boolean;
  /** How many items have a rule or a value that is an expression. */
  readonly expressions: number;
  /** Whether anything in it can stand several times. */
  readonly repeats: boolean;
  /** LinkIds of questions whose children hang under each answer. */
  readonly splitting: ReadonlySet<string>;
}

/** How often something stands: of a repeating group by its key, of a splitting question by its answers; 0 = unknown. */
export type CountOf = (key: string, kind: 'group' | 'question') => number;

/** A repeating thing an item stands in. */
interface Place {
  readonly linkId: string;
  readonly index: number;
  readonly splits: boolean;
}

/**
 * Builds every occurrence of every item, in document order and in the order they can be worked out.
 *
 * @throws AppError `TOO_LARGE` when what repeats inside what repeats makes more items than anybody could answer.
 */
export function buildForm(questionnaire: Questionnaire, countOf: CountOf): CompiledForm {
  const containers = findContainers(questionnaire);
  const nodes: FormNode[] = [];
  const groups = repeatingGroups(questionnaire);
  /** Whether a repeating thing stands once: then there is no doubt which of its occurrences is meant. */
  const single = (linkId: string, places: readonly { readonly index: number }[]) => {
    const key = keyOf(linkId, places);
    const least = groups.get(linkId);
    return least === undefined ? countOf(key, 'question') <= 1 : Math.max(least, countOf(key, 'group')) <= 1;
  };
  const build = (item: QuestionnaireItem, parent: FormNode | null, places: readonly Place[]): FormNode[] => {
    const own = (path: readonly Place[], repeat: FormNode['repeat']) => {
      const children: FormNode[] = [];
      const splits = isSplitting(item);
      const occurrence = nearestIn(path, containers, single);
      const node = toNode(item, parent, children, path, nodes.length, occurrence, repeat, splits);
      nodes.push(node);
      if (nodes.length > MOST_NODES) {
        const most = MOST_NODES.toLocaleString('en-US');
        throw new AppError(
          'TOO_LARGE',
          `With everything that repeats, the form has more than ${most} items.`,
        );
      }
      const times = splits ? Math.max(1, countOf(node.linkId, 'question') || node.initial.length) : 1;
      for (let index = 0; index < times; index += 1) {
        const below = splits ? [...path, { linkId: item.linkId, index, splits: true }] : path;
        for (const child of item.item ?? []) children.push(...build(child, node, below));
      }
      return node;
    };
    if (item.type !== 'group' || !item.repeats) return [own(places, null)];
    const key = keyOf(item.linkId, places);
    const least = Math.max(1, integerAt(item, EXTENSION.minOccurs) ?? 1);
    const most = integerAt(item, EXTENSION.maxOccurs) ?? MOST_OCCURRENCES;
    const times = Math.min(MOST_OCCURRENCES, Math.max(least, countOf(key, 'group')));
    return Array.from({ length: times }, (_, index) =>
      own([...places, { linkId: item.linkId, index, splits: false }], { key, least, most }),
    );
  };
  for (const item of questionnaire.item) build(item, null, []);
  const byLinkId = new Map(nodes.map((node) => [node.linkId, node]));
  return {
    questionnaire,
    nodes,
    byLinkId,
    order: orderNodes(nodes, byLinkId),
    rootVariables: expressionsAt(questionnaire, EXTENSION.variable),
    hasExpressions: nodes.some(
      (node) => node.enableExpression ?? node.calculated ?? node.whyOpened ?? node.initialExpression,
    ),
    expressions: nodes.filter((node) => node.enableExpression ?? node.calculated ?? node.initialExpression)
      .length,
    repeats: [...containers.values()].some((above) => above.length > 0),
    splitting: new Set(nodes.filter((node) => node.splits).map((node) => node.item.linkId)),
  };
}

/** More than this of one group is a mistake of a file, not a form. */
const MOST_OCCURRENCES = 200;

/** Items and occurrences together; a form of 20,000 items still runs. */
const MOST_NODES = 50_000;

/** How often each repeating group stands at least. */
function repeatingGroups(questionnaire: Questionnaire): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  const visit = (item: QuestionnaireItem) => {
    if (item.type === 'group' && item.repeats) {
      groups.set(item.linkId, Math.max(1, integerAt(item, EXTENSION.minOccurs) ?? 1));
    }
    for (const child of item.item ?? []) visit(child);
  };
  for (const item of questionnaire.item) visit(item);
  return groups;
}

/** A question that takes several answers, each with questions of its own beneath it. */
export function isSplitting(item: QuestionnaireItem): boolean {
  return item.repeats === true && item.type !== 'group' && (item.item?.length ?? 0) > 0;
}

/** `drug[1]` for the item `drug` in the second occurrence of what it stands in. */
export function keyOf(linkId: string, places: readonly { readonly index: number }[]): string {
  return linkId + places.map((place) => `[${place.index}]`).join('');
}

/** For each linkId, the repeating things it stands in, outermost first; a repeating group stands in itself. */
export function findContainers(questionnaire: Questionnaire): ReadonlyMap<string, readonly string[]> {
  const containers = new Map<string, readonly string[]>();
  const visit = (item: QuestionnaireItem, above: readonly string[]) => {
    const own = item.type === 'group' && item.repeats ? [...above, item.linkId] : above;
    containers.set(item.linkId, own);
    const below = isSplitting(item) ? [...own, item.linkId] : own;
    for (const child of item.item ?? []) visit(child, below);
  };
  for (const item of questionnaire.item) visit(item, []);
  return containers;
}

function toNode(
  item: QuestionnaireItem,
  parent: FormNode | null,
  children: readonly FormNode[],
  places: readonly Place[],
  index: number,
  occurrenceOf: (condition: EnableWhen) => NodeCondition,
  repeat: FormNode['repeat'],
  splits: boolean,
): FormNode {
  const kind = item.type === 'group' || item.type === 'display' ? item.type : 'question';
  const hidden = (parent?.hidden ?? false) || findExtension(item, EXTENSION.hidden)?.valueBoolean === true;
  return {
    item,
    linkId: keyOf(item.linkId, places),
    path: places.map((place) => place.index),
    kind,
    parent,
    children,
    index,
    options: (item.answerOption ?? []).map(toOption),
    hidden,
    readOnly: hidden || item.readOnly === true || (parent?.kind === 'group' && parent.readOnly),
    required: item.required === true,
    disabledDisplay: disabledDisplayOf(item),
    conditions: (item.enableWhen ?? []).map(occurrenceOf),
    any: item.enableBehavior === 'any',
    enableExpression: expressionAt(item, EXTENSION.enableWhenExpression),
    calculated: expressionAt(item, EXTENSION.calculatedExpression),
    whyOpened: expressionAt(item, EXTENSION.whyOpened),
    variables: expressionsAt(item, EXTENSION.variable),
    initial: item.initial ?? selectedOptions(item),
    initialExpression: expressionAt(item, EXTENSION.initialExpression),
    splits,
    repeat,
  };
}

/**
 * Points a condition at the occurrence that shares the most with the item.
 *
 * What stands apart in another repeating thing is meant only while that stands once; else it finds nothing.
 */
function nearestIn(
  places: readonly Place[],
  containers: ReadonlyMap<string, readonly string[]>,
  single: (linkId: string, places: readonly { readonly index: number }[]) => boolean,
): (condition: EnableWhen) => NodeCondition {
  return (condition) => {
    const above = containers.get(condition.question);
    if (!above) return condition;
    const found: { readonly index: number }[] = [];
    let shared = true;
    for (const [depth, linkId] of above.entries()) {
      const here = places[depth];
      shared &&= here?.linkId === linkId;
      if (!shared && !single(linkId, found)) {
        return { ...condition, question: `${condition.question}[?]` };
      }
      found.push({ index: shared && here ? here.index : 0 });
    }
    const question = keyOf(condition.question, found);
    const under = places[above.length];
    return shared && under?.splits && under.linkId === condition.question
      ? { ...condition, question, answerIndex: under.index }
      : { ...condition, question };
  };
}

/** Where the score of an answer may stand, the first found counts; the last two are older names. */
const WEIGHTS = [
  EXTENSION.itemWeight,
  EXTENSION.ordinalValue,
  'http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue',
  'http://hl7.org/fhir/StructureDefinition/iso21090-CO-value',
] as const;

function toOption(option: NonNullable<QuestionnaireItem['answerOption']>[number]): FormOption {
  const { extension, initialSelected, ...answer } = option;
  const weight = WEIGHTS.flatMap(
    (url) => findExtension(option, url) ?? findExtension(option.valueCoding ?? {}, url) ?? [],
  )[0];
  return {
    answer,
    key: valueKeyOf(answer) ?? 'valueCoding',
    weight: weight?.valueDecimal ?? weight?.valueInteger ?? null,
    exclusive: findExtension(option, EXTENSION.optionExclusive)?.valueBoolean === true,
  };
}

function selectedOptions(item: QuestionnaireItem): Answer[] {
  return (item.answerOption ?? [])
    .filter((option) => option.initialSelected)
    .map((option) => toOption(option).answer);
}

function disabledDisplayOf(item: QuestionnaireItem): 'hidden' | 'protected' {
  const value = item.disabledDisplay ?? findExtension(item, EXTENSION.disabledDisplay)?.valueCode;
  return value === 'protected' ? 'protected' : 'hidden';
}

function integerAt(item: QuestionnaireItem, url: string): number | undefined {
  return findExtension(item, url)?.valueInteger;
}

function expressionAt(item: QuestionnaireItem, url: string): Expression | null {
  return findExtension(item, url)?.valueExpression ?? null;
}

function expressionsAt(holder: Questionnaire | QuestionnaireItem, url: string): Expression[] {
  return (holder.extension ?? [])
    .filter((extension) => extension.url === url)
    .map((extension) => extension.valueExpression)
    .filter((expression) => expression !== undefined);
}

/** What each item waits for comes before it; a circle that nobody refused is cut where it closes. */
function orderNodes(nodes: readonly FormNode[], byLinkId: ReadonlyMap<string, FormNode>): FormNode[] {
  const begun = new Set<FormNode>();
  const done = new Set<FormNode>();
  const ordered: FormNode[] = [];
  const needs = (node: FormNode) => [
    ...(node.parent ? [node.parent] : []),
    ...node.conditions.flatMap((condition) => byLinkId.get(condition.question) ?? []),
  ];
  // A list of its own instead of calls: a chain of thousands of items must not exhaust the call stack.
  for (const start of nodes) {
    const waiting = [start];
    for (let node = waiting.at(-1); node; node = waiting.at(-1)) {
      const next = begun.has(node) ? undefined : needs(node).filter((each) => !begun.has(each));
      begun.add(node);
      if (next && next.length > 0) waiting.push(...next.reverse());
      else {
        waiting.pop();
        if (!done.has(node)) ordered.push(node);
        done.add(node);
      }
    }
  }
  return ordered;
}
