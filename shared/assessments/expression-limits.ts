/// <reference path="./fhirpath-parts.d.ts" />
import type { UserInvocationTable } from 'fhirpath';
import aggregate from 'fhirpath/src/aggregate.js';
import combining from 'fhirpath/src/combining.js';
import existence from 'fhirpath/src/existence.js';
import filtering from 'fhirpath/src/filtering.js';
import strings from 'fhirpath/src/strings.js';
import types from 'fhirpath/src/types.js';

// SECURITY: an expression comes from a file. FHIRPath has loops inside loops, doubling and regular expressions, and
// the library runs them in one go; these stand in for its own functions, look at the clock, and count.

/** One expression may take this long; a form as a whole has its own limit. */
const MOST_MILLISECONDS = 500;
/** More values than this at once is no form's intention. */
const MOST_VALUES = 50_000;
const LONGEST_TEXT = 200_000;
const LONGEST_MATCHED = 5_000;

let late = Number.POSITIVE_INFINITY;
let ticks = 0;

let begun = '2000-01-01T00:00:00Z';

/** Begins the time of one expression; `started` is what `now()` and `today()` say. */
export function startClock(started: string): void {
  begun = started;
  late = Date.now() + MOST_MILLISECONDS;
  ticks = 0;
}

function tick(): void {
  ticks += 1;
  if (ticks % 64 === 0 && Date.now() > late) throw new Error('The expression takes too long.');
}

type Work = (this: unknown, ...args: unknown[]) => unknown;
type Arity = UserInvocationTable[string]['arity'];

/** A function of the library whose inner expressions are counted and whose result is bounded. */
function limited(work: Work | undefined, arity: Arity) {
  return {
    internalStructures: true,
    arity,
    fn(this: unknown, ...args: unknown[]): unknown {
      tick();
      const counted = args.map((arg) =>
        typeof arg === 'function'
          ? (value: unknown) => {
              tick();
              return (arg as Work)(value);
            }
          : arg,
      );
      return bounded(work?.apply(this, counted));
    },
  };
}

/** A text function: neither what goes in nor what comes out may be endless. */
function limitedText(work: Work | undefined, arity: Arity, isPattern: boolean) {
  return {
    internalStructures: true,
    arity,
    nullable: true,
    fn(this: unknown, input: unknown, ...args: unknown[]): unknown {
      tick();
      const [pattern] = args;
      if (isPattern && typeof pattern === 'string') checkPattern(pattern, input);
      return bounded(work?.call(this, input, ...args));
    },
  };
}

function bounded(result: unknown): unknown {
  if (Array.isArray(result) && result.length > MOST_VALUES) throw new Error('The expression gives too much.');
  const [first] = Array.isArray(result) ? (result as unknown[]) : [result];
  if (typeof first === 'string' && first.length > LONGEST_TEXT)
    throw new Error('The expression gives too much.');
  return result;
}

/** A repeated part inside a repeated part, or a repeated choice: matching these can take for ever. */
const ENDLESS = /\((?:[^()\\]|\\.)*(?:[+*]|\{\d+,\d*\}|\|)(?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,)/;

function checkPattern(pattern: string, input: unknown): void {
  const [text] = Array.isArray(input) ? (input as unknown[]) : [input];
  const length = String(text ?? '').length;
  // Short texts are quick whatever the pattern; long ones only with a plain one.
  if (length > LONGEST_MATCHED || (ENDLESS.test(pattern) && length > 20)) {
    throw new Error('The pattern takes too long for a text of this length.');
  }
}

function clock(make: (context: unknown) => object): UserInvocationTable[string] {
  return {
    internalStructures: true,
    arity: { 0: [] },
    fn(this: unknown) {
      return [make(this)];
    },
  };
}

const EXPRESSION: Arity = { 1: ['Expr'] };

/** Takes the place of the library's functions of the same names. */
export const LIMITED_FUNCTIONS: UserInvocationTable = {
  // The same answers must give the same form later: these stand still at the instant the form was begun.
  now: clock((context) => new types.FP_DateTime(context, begun)),
  today: clock((context) => new types.FP_Date(context, begun.slice(0, 10))),
  timeOfDay: clock((context) => new types.FP_Time(context, begun.slice(11, 19))),
  where: limited(filtering.whereMacro, EXPRESSION),
  select: limited(filtering.selectMacro, EXPRESSION),
  repeat: limited(filtering.repeatMacro, EXPRESSION),
  all: limited(existence.allMacro, EXPRESSION),
  exists: limited(existence.existsMacro, { 0: [], 1: ['Expr'] }),
  aggregate: limited(aggregate.aggregateMacro, { 1: ['Expr'], 2: ['Expr', 'AnyAtRoot'] }),
  combine: limited(combining.combineFn, { 1: ['AnyAtRoot'] }),
  matches: limitedText(strings.matches, { 1: ['String'], 2: ['String', 'String'] }, true),
  matchesFull: limitedText(strings.matchesFull, { 1: ['String'], 2: ['String', 'String'] }, true),
  replaceMatches: limitedText(strings.replaceMatches, { 2: ['String', 'String'] }, true),
  replace: limitedText(strings.replace, { 2: ['String', 'String'] }, false),
};
