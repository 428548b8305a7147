import type { Measure } from './measures.ts';

/** Numbers about fewer people than this are marked: somebody might be recognized in them. */
const SMALL_NUMBER = 11;

/** Whether a number is about so few people that somebody might be recognized in it. */
export function isSmall(measure: Measure, figure: { readonly counted: number }): boolean {
  return measure.unit !== 'days' && figure.counted > 0 && figure.counted < SMALL_NUMBER;
}
