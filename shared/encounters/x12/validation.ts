import type { ParsedSegment } from './parse.ts';

/** Something wrong in a file, with the segment to look at. */
export interface Problem837 {
  /** Position in the file, counted from 1; 0 when the file as a whole is meant. */
  readonly position: number;
  readonly segment: string;
  /** What was broken, stable over versions: `NM109`, `NM1*85.missing`, `SE01`. */
  readonly rule: string;
  /** A `warning` is legal X12 that plans are known to refuse; our own files have neither. */
  readonly severity: 'error' | 'warning';
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

/** More problems than anybody reads; the rest is only counted. */
const MOST = 2000;

/** Collects problems in the order they are found. */
export class Findings837 {
  readonly problems: Problem837[] = [];
  #more = 0;

  add(
    segment: ParsedSegment | null,
    rule: string,
    message: string,
    severity: Problem837['severity'] = 'error',
  ): void {
    if (this.problems.length >= MOST) {
      this.#more += 1;
      return;
    }
    this.problems.push({
      position: segment?.position ?? 0,
      segment: segment?.id.slice(0, 10) ?? '',
      rule,
      severity,
      message,
    });
  }

  /** Everything found, with a last word when it was too much to list. */
  list(): readonly Problem837[] {
    if (this.#more === 0) return this.problems;
    const message = `${this.#more} more findings are not listed.`;
    return [
      ...this.problems,
      { position: 0, segment: '', rule: 'more', severity: 'error' as const, message },
    ];
  }
}
