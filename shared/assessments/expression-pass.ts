import type { CompiledForm, FormNode } from './compile.ts';
import type { ExpressionScope } from './expressions.ts';
import { evaluateExpression } from './expressions.ts';
import type {
  Answer,
  Coding,
  Expression,
  Quantity,
  QuestionnaireResponse,
  ResponseItem,
} from './questionnaire.ts';
import { VALUE_KEY } from './questionnaire.ts';
import { buildResponse } from './response.ts';
import type { OpenAnswers, RunProblem } from './view.ts';

/** What all expressions of a form came to in one round. */
export interface ExpressionValues {
  readonly enabled: ReadonlyMap<string, boolean>;
  readonly calculated: ReadonlyMap<string, readonly Answer[]>;
  /** First values of items that open without one. */
  readonly initial: ReadonlyMap<string, readonly Answer[]>;
  /** Sentences of `why-opened` expressions. */
  readonly because: ReadonlyMap<string, string>;
  readonly problems: readonly RunProblem[];
}

export const NO_VALUES: ExpressionValues = {
  enabled: new Map(),
  calculated: new Map(),
  initial: new Map(),
  because: new Map(),
  problems: [],
};

/** Runs every expression whose item could be open, against the answers as they stand in this round. */
export function evaluateAll(
  form: CompiledForm,
  open: OpenAnswers,
  started: string,
  late = Number.POSITIVE_INFINITY,
): ExpressionValues {
  const enabled = new Map<string, boolean>();
  const calculated = new Map<string, readonly Answer[]>();
  const initial = new Map<string, readonly Answer[]>();
  const because = new Map<string, string>();
  const problems: RunProblem[] = [];
  const round = new Round(form, open, started);
  const run = (node: FormNode, expression: Expression, without: string | null): readonly unknown[] => {
    if (Date.now() > late) {
      problems.push({
        linkId: node.linkId,
        message: 'The rules of this form take too long; this one was left out.',
      });
      return [];
    }
    const result = evaluateExpression(expression.expression, round.scopeOf(node, without));
    if ('values' in result) return result.values;
    problems.push({ linkId: node.linkId, message: 'A rule of this item could not be worked out.' });
    return [];
  };
  for (const node of form.nodes) {
    const couldBeOpen = !node.parent || open.has(node.parent.linkId);
    if (!couldBeOpen) continue;
    if (node.enableExpression) enabled.set(node.linkId, run(node, node.enableExpression, null)[0] === true);
    if (!open.has(node.linkId)) continue;
    if (node.whyOpened) {
      const [sentence] = run(node, node.whyOpened, null);
      if (typeof sentence === 'string') because.set(node.linkId, sentence);
    }
    const fill = (expression: Expression, into: Map<string, readonly Answer[]>) => {
      // A total must not count itself, so it sees the response without its own answer.
      const values = run(node, expression, node.linkId);
      const answers = values.map((value) => toAnswer(node, value));
      if (answers.includes(null)) {
        problems.push({ linkId: node.linkId, message: 'What was calculated does not fit this item.' });
      }
      const fitting = answers.filter((answer) => answer !== null);
      into.set(node.linkId, node.item.repeats ? fitting : fitting.slice(0, 1));
    };
    if (node.calculated) fill(node.calculated, calculated);
    else if (node.initialExpression) fill(node.initialExpression, initial);
  }
  return { enabled, calculated, initial, because, problems };
}

/** Names the items whose values differ between two rounds; none means the form has settled. */
export function changedItems(before: ExpressionValues, after: ExpressionValues): readonly string[] {
  const changed = new Set<string>();
  for (const linkId of new Set([...before.enabled.keys(), ...after.enabled.keys()])) {
    if ((before.enabled.get(linkId) ?? false) !== (after.enabled.get(linkId) ?? false)) changed.add(linkId);
  }
  for (const kind of ['calculated', 'initial'] as const) {
    for (const linkId of new Set([...before[kind].keys(), ...after[kind].keys()])) {
      const left = JSON.stringify(before[kind].get(linkId) ?? []);
      if (left !== JSON.stringify(after[kind].get(linkId) ?? [])) changed.add(linkId);
    }
  }
  return [...changed];
}

/** A response of a round, and which of its items each occurrence became. */
interface Built {
  readonly response: QuestionnaireResponse;
  readonly items: ReadonlyMap<FormNode, ResponseItem>;
}

/** Builds responses and variables once a round, and only when an expression asks. */
class Round {
  readonly form: CompiledForm;
  readonly open: OpenAnswers;
  readonly started: string;
  readonly responses = new Map<string | null, Built>();
  readonly variables = new Map<string, Readonly<Record<string, readonly unknown[]>>>();

  constructor(form: CompiledForm, open: OpenAnswers, started: string) {
    this.form = form;
    this.open = open;
    this.started = started;
  }

  scopeOf(node: FormNode, without: string | null): ExpressionScope {
    // An item without an answer of its own leaves the response as it is.
    const left = without !== null && (this.open.get(without)?.answers.length ?? 0) > 0 ? without : null;
    const { response: resource, items } = this.responseWithout(left);
    return {
      questionnaire: this.form.questionnaire,
      resource,
      focus: items.get(node) ?? { linkId: node.item.linkId },
      variables: this.variablesOf(node, left),
      started: this.started,
    };
  }

  responseWithout(linkId: string | null): Built {
    const known = this.responses.get(linkId);
    if (known) return known;
    const items = new Map<FormNode, ResponseItem>();
    const answersOf = (node: FormNode) =>
      node.linkId === linkId ? [] : (this.open.get(node.linkId)?.answers ?? []);
    const response = buildResponse(this.form, {
      isOpen: (node) => this.open.has(node.linkId),
      answersOf,
      built: (node, item) => items.set(node, item),
    });
    const built = { response, items };
    this.responses.set(linkId, built);
    return built;
  }

  /** From the root down; an inner definition covers an outer one. */
  variablesOf(node: FormNode | null, without: string | null): Readonly<Record<string, readonly unknown[]>> {
    const key = `${without ?? ''} ${node?.linkId ?? ''}`;
    const known = this.variables.get(key);
    if (known) return known;
    const outer: Readonly<Record<string, readonly unknown[]>> = node
      ? this.variablesOf(node.parent, without)
      : {};
    const own = node ? node.variables : this.form.rootVariables;
    const values: Record<string, readonly unknown[]> = { ...outer };
    const { response: resource, items } = this.responseWithout(without);
    for (const variable of own) {
      const result = evaluateExpression(variable.expression, {
        questionnaire: this.form.questionnaire,
        resource,
        focus: node ? (items.get(node) ?? { linkId: node.item.linkId }) : resource,
        variables: values,
        started: this.started,
      });
      values[variable.name ?? ''] = 'nodes' in result ? result.nodes : [];
    }
    this.variables.set(key, values);
    return values;
  }
}

/** Turns what an expression gave into an answer of the item's type; null when it does not fit. */
function toAnswer(node: FormNode, value: unknown): Answer | null {
  const key = VALUE_KEY[node.item.type];
  switch (key) {
    case 'valueBoolean':
      return typeof value === 'boolean' ? { valueBoolean: value } : null;
    case 'valueInteger':
      return typeof value === 'number' && Number.isSafeInteger(value) ? { valueInteger: value } : null;
    case 'valueDecimal':
      return typeof value === 'number' && Number.isFinite(value) ? { valueDecimal: value } : null;
    case 'valueCoding':
      return typeof value === 'object' && value !== null && 'code' in value
        ? { valueCoding: value as Coding }
        : null;
    case 'valueQuantity':
      return quantityOf(value);
    case 'valueAttachment':
    case 'valueReference':
    case null:
    case undefined:
      return null;
    default:
      return typeof value === 'string' ? { [key]: value } : null;
  }
}

/** A number, a FHIR quantity, or a FHIRPath one (`1.5 'kg'`). */
function quantityOf(value: unknown): Answer | null {
  if (typeof value === 'number') return { valueQuantity: { value } };
  if (typeof value === 'string') {
    const [, number, unit] = /^([+-]?\d+(?:\.\d+)?) '([^']+)'$/.exec(value) ?? [];
    if (number !== undefined && unit !== undefined) {
      return {
        valueQuantity: { value: Number(number), unit, code: unit, system: 'http://unitsofmeasure.org' },
      };
    }
  }
  if (typeof value !== 'object' || value === null || !('value' in value)) return null;
  return typeof value.value === 'number' ? { valueQuantity: value as Quantity } : null;
}
