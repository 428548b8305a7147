import { AppError } from '../errors.ts';
import { checkQuestionnaire } from './check.ts';
import type {
  Answer,
  EnableWhen,
  Expression,
  Questionnaire,
  QuestionnaireItem,
  ValueKey,
} from './questionnaire.ts';
import { EXTENSION, findExtension, valueKeyOf } from './questionnaire.ts';

/** One item of a form with everything the engine asks about it worked out once. */
export interface FormNode {
  readonly item: QuestionnaireItem;
  readonly linkId: string;
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
  readonly conditions: readonly EnableWhen[];
  readonly any: boolean;
  readonly enableExpression: Expression | null;
  readonly calculated: Expression | null;
  readonly whyOpened: Expression | null;
  readonly variables: readonly Expression[];
  /** Values it starts with when it first opens. */
  readonly initial: readonly Answer[];
}

/** One choice with its score. */
export interface FormOption {
  readonly answer: Answer;
  readonly key: ValueKey;
  readonly weight: number | null;
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
}

const cache = new WeakMap<Questionnaire, CompiledForm>();

/**
 * Makes a questionnaire ready to run.
 *
 * @throws AppError `VALIDATION` with the first problem when the form breaks a rule or needs what the engine cannot
 * do yet (repeating groups): such a form is refused, never run half.
 */
export function compileForm(questionnaire: Questionnaire): CompiledForm {
  const known = cache.get(questionnaire);
  if (known) return known;
  const problem = checkQuestionnaire(questionnaire).find((each) => each.severity === 'error');
  if (problem) {
    throw new AppError('VALIDATION', `${questionnaire.title} cannot be used: ${problem.message}`, {
      field: problem.linkId ?? undefined,
    });
  }
  const nodes: FormNode[] = [];
  for (const item of questionnaire.item) addNode(item, null, nodes);
  const byLinkId = new Map(nodes.map((node) => [node.linkId, node]));
  const rootVariables = expressionsAt(questionnaire, EXTENSION.variable);
  const form: CompiledForm = {
    questionnaire,
    nodes,
    byLinkId,
    order: orderNodes(nodes, byLinkId),
    rootVariables,
    hasExpressions: nodes.some((node) => node.enableExpression ?? node.calculated ?? node.whyOpened),
  };
  cache.set(questionnaire, form);
  return form;
}

/** The node of a linkId that is known to exist. */
export function nodeOf(form: CompiledForm, linkId: string): FormNode {
  const node = form.byLinkId.get(linkId);
  if (!node) throw new AppError('VALIDATION', 'This form has no such question.', { field: linkId });
  return node;
}

/** What a person calls a question: its number and short text. */
export function nodeWords(node: FormNode): string {
  return findExtension(node.item, EXTENSION.shortText)?.valueString ?? node.item.text ?? node.linkId;
}

function addNode(item: QuestionnaireItem, parent: FormNode | null, nodes: FormNode[]): FormNode {
  const kind = item.type === 'group' || item.type === 'display' ? item.type : 'question';
  const hidden = (parent?.hidden ?? false) || findExtension(item, EXTENSION.hidden)?.valueBoolean === true;
  const children: FormNode[] = [];
  const options = (item.answerOption ?? []).map(toOption);
  const node: FormNode = {
    item,
    linkId: item.linkId,
    kind,
    parent,
    children,
    index: nodes.length,
    options,
    hidden,
    readOnly: hidden || item.readOnly === true || (parent?.kind === 'group' && parent.readOnly),
    required: item.required === true,
    disabledDisplay: disabledDisplayOf(item),
    conditions: item.enableWhen ?? [],
    any: item.enableBehavior === 'any',
    enableExpression: expressionAt(item, EXTENSION.enableWhenExpression),
    calculated: expressionAt(item, EXTENSION.calculatedExpression),
    whyOpened: expressionAt(item, EXTENSION.whyOpened),
    variables: expressionsAt(item, EXTENSION.variable),
    initial: item.initial ?? selectedOptions(item),
  };
  nodes.push(node);
  for (const child of item.item ?? []) children.push(addNode(child, node, nodes));
  return node;
}

function toOption(option: NonNullable<QuestionnaireItem['answerOption']>[number]): FormOption {
  const { extension, initialSelected, ...answer } = option;
  const weight =
    findExtension(option, EXTENSION.itemWeight) ?? findExtension(option, EXTENSION.ordinalValue) ?? null;
  return { answer, key: valueKeyOf(answer) ?? 'valueCoding', weight: weight?.valueDecimal ?? null };
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

function expressionAt(item: QuestionnaireItem, url: string): Expression | null {
  return findExtension(item, url)?.valueExpression ?? null;
}

function expressionsAt(holder: Questionnaire | QuestionnaireItem, url: string): Expression[] {
  return (holder.extension ?? [])
    .filter((extension) => extension.url === url)
    .map((extension) => extension.valueExpression)
    .filter((expression) => expression !== undefined);
}

/** Depth-first over what each item waits for; the checks have already refused circles. */
function orderNodes(nodes: readonly FormNode[], byLinkId: ReadonlyMap<string, FormNode>): FormNode[] {
  const done = new Set<FormNode>();
  const ordered: FormNode[] = [];
  const visit = (node: FormNode) => {
    if (done.has(node)) return;
    done.add(node);
    if (node.parent) visit(node.parent);
    for (const condition of node.conditions) {
      const source = byLinkId.get(condition.question);
      if (source) visit(source);
    }
    ordered.push(node);
  };
  for (const node of nodes) visit(node);
  return ordered;
}
