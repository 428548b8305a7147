import type { Delimiters, ParsedSegment } from './parse.ts';

/** Something wrong in a file, with the segment to look at. */
export interface Problem837 {
  /** Position in the file, counted from 1; 0 when the file as a whole is meant. */
  readonly position: number;
  readonly segment: string;
  /** What was broken, stable over versions: `NM109`, `NM1.missing`, `CLM`. */
  readonly rule: string;
  readonly message: string;
}

/** What the validator counted on its way. */
export interface Counts837 {
  segments: number;
  transactions: number;
  subscribers: number;
  claims: number;
  lines: number;
  units: number;
}

/** A walk over the segments of a file that collects problems instead of stopping at the first. */
export interface Walk {
  readonly segments: readonly ParsedSegment[];
  readonly delimiters: Delimiters;
  readonly problems: Problem837[];
  readonly counts: Counts837;
  /** Index of the next segment. */
  at: number;
  /** What must be unique in the file: kind and value. */
  readonly seen: Set<string>;
}

/** The next segment, or undefined at the end. */
export function peek(walk: Walk): ParsedSegment | undefined {
  return walk.segments[walk.at];
}

/** Element 01, 02, … of a segment; empty when it is not there. */
export function element(segment: ParsedSegment | undefined, number: number): string {
  return segment?.elements[number] ?? '';
}

/** Notes a problem at a segment, or at the end of the file when there is none. */
export function problem(
  walk: Walk,
  segment: ParsedSegment | undefined,
  message: string,
  rule = /^[A-Z0-9]{2,3}\d\d(?=[: ])/.exec(message)?.[0] ?? segment?.id ?? 'file',
): void {
  const fallback = walk.segments.at(-1);
  walk.problems.push({
    position: segment?.position ?? fallback?.position ?? 0,
    segment: segment?.id ?? '',
    rule,
    message,
  });
}

/** Whether the next segment has this id and, where given, this first element. */
export function isNext(walk: Walk, id: string, qualifier?: string): boolean {
  const next = peek(walk);
  return next?.id === id && (qualifier === undefined || element(next, 1) === qualifier);
}

/** Takes the next segment when it matches, else returns undefined and leaves it. */
export function optional(walk: Walk, id: string, qualifier?: string): ParsedSegment | undefined {
  if (!isNext(walk, id, qualifier)) return undefined;
  walk.at += 1;
  return walk.segments[walk.at - 1];
}

/** Takes the next segment, or notes that it is missing where it is due. */
export function required(walk: Walk, id: string, qualifier?: string): ParsedSegment | undefined {
  const found = optional(walk, id, qualifier);
  if (!found) {
    const next = peek(walk);
    const wanted = qualifier ? `${id}*${qualifier}` : id;
    problem(
      walk,
      next,
      `${wanted} is missing here${next ? `; ${next.id} stands in its place` : ''}.`,
      `${id}.missing`,
    );
  }
  return found;
}

/** Skips what nobody expects until one of these segments, noting each. */
export function skipTo(walk: Walk, ids: readonly string[]): void {
  for (let next = peek(walk); next && !ids.includes(next.id); next = peek(walk)) {
    problem(walk, next, `${next.id} is not expected here.`, `${next.id}.unexpected`);
    walk.at += 1;
  }
}

/** An element must match a pattern. */
export function mustMatch(
  walk: Walk,
  segment: ParsedSegment | undefined,
  number: number,
  pattern: RegExp,
  what: string,
): void {
  if (segment && !pattern.test(element(segment, number))) {
    problem(walk, segment, `${segment.id}${String(number).padStart(2, '0')}: ${what}`);
  }
}

/** A value may stand only once in the file. */
export function mustBeUnique(
  walk: Walk,
  segment: ParsedSegment | undefined,
  kind: string,
  value: string,
): void {
  const key = `${kind}\n${value}`;
  if (segment && walk.seen.has(key)) problem(walk, segment, `${kind} ${value} stands twice in the file.`);
  walk.seen.add(key);
}
