import type { Model } from 'fhirpath';
import fhirpath from 'fhirpath';
import r4Model from 'fhirpath/fhir-context/r4/index.js';
import { LIMITED_FUNCTIONS, startClock } from './expression-limits.ts';
import type { Quantity, Questionnaire, QuestionnaireResponse, ResponseItem } from './questionnaire.ts';

// The only file that knows the FHIRPath library, so that it can be swapped. The library interprets its own syntax
// tree: it needs no eval and no network, so it runs in the page under the app's content security policy.

/** What an expression can see. */
export interface ExpressionScope {
  readonly questionnaire: Questionnaire;
  /** The response as answered so far, enabled items only. */
  readonly resource: QuestionnaireResponse;
  /** The response item the expression stands on; a bare `linkId` while it has no answer. */
  readonly focus: ResponseItem | QuestionnaireResponse;
  /** Named values of `variable` extensions from the root down. */
  readonly variables: Readonly<Record<string, readonly unknown[]>>;
  /** When the assessment was started, ISO with its zone; `now()` and `today()` stand still there, as does `%started`. */
  readonly started: string;
}

export type ExpressionResult =
  | {
      readonly values: readonly unknown[];
      /** The library's own nodes, which still know their FHIR types; variables are handed on as these. */
      readonly nodes: readonly unknown[];
    }
  | { readonly problem: string };

/**
 * How one answer stands to another.
 *
 * `different` = certainly not equal and without order (two codes, a text and a code); `unknown` = cannot be decided
 * (a day against its year, milligrams against centimeters), which makes every condition false.
 */
export type Order = 'equal' | 'less' | 'greater' | 'different' | 'unknown';

type Compiled = (resource: unknown, variables: Record<string, unknown>) => unknown;

const r4 = r4Model as unknown as Model;

const compiled = new Map<string, Compiled>();

// SECURITY: trace() in a form must not print answers anywhere.
const OPTIONS = { async: false, traceFn: () => {} } as const;
/** Longer than any form needs; reading one takes time too. */
const LONGEST_EXPRESSION = 20_000;

/**
 * Checks an expression without running it.
 *
 * @returns a sentence that says what is wrong, or null.
 */
export function checkExpression(expression: string): string | null {
  try {
    if (expression.length > LONGEST_EXPRESSION) return `is longer than ${LONGEST_EXPRESSION} characters`;
    fhirpath.parse(expression);
    return null;
  } catch {
    return 'is not FHIRPath that can be read';
  }
}

/** Runs an expression; a failing one gives its problem instead of throwing. */
export function evaluateExpression(expression: string, scope: ExpressionScope): ExpressionResult {
  try {
    const run = compiled.get(expression) ?? compile(expression);
    startClock(scope.started);
    const focus = typed(scope.focus);
    const values = run(focus, {
      ...scope.variables,
      resource: scope.resource,
      context: focus,
      questionnaire: scope.questionnaire,
      started: scope.started,
    });
    return Array.isArray(values) ? { values: values.map(plain), nodes: values } : { values: [], nodes: [] };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** An item alone does not say what it is, and `answer.value` would find nothing; a node of the library does. */
function typed(focus: ResponseItem | QuestionnaireResponse): unknown {
  if ('resourceType' in focus) return focus;
  asItem ??= fhirpath.compile(
    { base: 'QuestionnaireResponse.item', expression: '$this' },
    r4,
    OPTIONS,
  ) as unknown as Compiled;
  const nodes = asItem(focus, {});
  return Array.isArray(nodes) ? nodes[0] : focus;
}

let asItem: Compiled | undefined;

/** Compares two quantities, converting units by UCUM; units that do not convert leave it unknown. */
export function compareQuantities(left: Quantity | undefined, right: Quantity | undefined): Order {
  if (!left || !right) return 'unknown';
  const unit = left.code ?? left.unit ?? '1';
  const other = right.code ?? right.unit ?? '1';
  if (unit === other && left.system === right.system) {
    if (left.value === right.value) return 'equal';
    return left.value < right.value ? 'less' : 'greater';
  }
  const ask = (operator: string) => {
    const run = evaluateText(
      `${decimal(left.value)} '${quoted(unit)}' ${operator} ${decimal(right.value)} '${quoted(other)}'`,
    );
    return run === true;
  };
  if (ask('=')) return 'equal';
  if (ask('<')) return 'less';
  return ask('>') ? 'greater' : 'unknown';
}

function compile(expression: string): Compiled {
  if (expression.length > LONGEST_EXPRESSION) throw new Error('The expression is too long.');
  const run = fhirpath.compile(expression, r4, {
    ...OPTIONS,
    userInvocationTable: LIMITED_FUNCTIONS,
  }) as unknown as Compiled;
  compiled.set(expression, run);
  return run;
}

function evaluateText(expression: string): unknown {
  try {
    const values = fhirpath.evaluate({}, expression, {}, r4, OPTIONS) as unknown;
    return Array.isArray(values) ? values[0] : undefined;
  } catch {
    return undefined;
  }
}

/** The library keeps exact decimals and dates in its own types; everything outside sees numbers and strings. */
function plain(value: unknown): unknown {
  return typeof value === 'object' &&
    value !== null &&
    'toJSON' in value &&
    typeof value.toJSON === 'function'
    ? (value.toJSON() as unknown)
    : value;
}

/** FHIRPath has no exponent form. */
function decimal(value: number): string {
  return value.toString().includes('e') ? value.toFixed(12) : value.toString();
}

function quoted(unit: string): string {
  return unit.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
