import type { ServiceMode } from './pack.ts';
import { type PlaceOfService, placesFor } from './places.ts';

/** Words that name a place of service, the more telling first; the first that fits the day and mode counts. */
const WORDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(e\.?r\.?|emergency (room|department)|ed)\b/i, ['23']],
  [/\b(hospital|inpatient|icu|ward)\b/i, ['21']],
  [/\b(skilled nursing|nursing (home|facility)|snf|convalescent)\b/i, ['31']],
  [/\b(shelter|navigation center|safe haven)\b/i, ['04']],
  [/\b(motel|hotel|hostel)\b/i, ['16']],
  [
    /\b(street|encampment|tent|sidewalk|underpass|bridge|park|parking lot|corner|vehicle|car|van|rv|bus stop)\b/i,
    ['27', '99'],
  ],
  [/\b(mobile (unit|clinic|van)|outreach van)\b/i, ['15']],
  [/\b(group home|board and care|sober living)\b/i, ['14']],
  [/\b(residential treatment|detox|recovery center)\b/i, ['55']],
  [/\b(fqhc|federally qualified|community health center)\b/i, ['50']],
  [/\b(school|classroom|campus)\b/i, ['03']],
  [/\bmental health (center|clinic)\b/i, ['53']],
  [/\b(public health|health department)\b/i, ['71']],
  [/\b(clinic|urgent care)\b/i, ['49', '11']],
  [/\b(office|our agency|drop-in)\b/i, ['11']],
  [/\b(library|court|jail|church|food bank|caf(e|\u00e9)|store|market|dmv)\b/i, ['99']],
  [/\b(home|apartment|house|unit|room at|porch|kitchen)\b/i, ['12']],
];

/**
 * The place of service that the words of a place name, or null when they name none.
 *
 * Only a place that goes with the mode and the day is given, so "street" is 27 from 2023-10-01 on and 99 before.
 *
 * @see CMS place of service code set.
 */
export function placeOfWords(words: string, mode: ServiceMode, on: string): PlaceOfService | null {
  const choices = placesFor(mode, on);
  // A name that is a place's own label says itself, whatever else its words may mean.
  const own = choices.find(({ label }) => label.toLowerCase() === words.trim().toLowerCase());
  if (own) return own;
  for (const [pattern, codes] of WORDS) {
    if (!pattern.test(words)) continue;
    const found = codes
      .map((code) => choices.find((one) => one.code === code))
      .find((one) => one !== undefined);
    if (found) return found;
  }
  return null;
}

/**
 * The code that goes with a place while its words are typed: what they name; else the code that was chosen. A general
 * guess ("at home") does not outlive words that say something else, since nobody chose it.
 */
export function codeWhileTyping(
  words: string,
  before: { readonly code: string; readonly label: string } | null,
  mode: ServiceMode,
  on: string,
): string {
  const named = placeOfWords(words, mode, on);
  if (named) return named.code;
  const choices = placesFor(mode, on);
  const fallback = choices.find(({ code }) => code === '99') ?? choices[0];
  if (!before) return fallback?.code ?? '99';
  const guessed = placeOfWords(before.label, mode, on)?.code === before.code;
  const partOfIt = before.label.toLowerCase().startsWith(words.trim().toLowerCase());
  return guessed && !partOfIt && words.trim() !== '' ? (fallback?.code ?? '99') : before.code;
}
