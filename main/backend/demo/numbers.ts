import { isNpi } from '#shared/fields.ts';
import { AREA_CODES } from './words.ts';

/**
 * Completes nine digits to an NPI with its check digit.
 *
 * Demo NPIs start with `10000`; none of them is looked up anywhere.
 */
export function npiFrom(nineDigits: string): string {
  for (let digit = 0; digit <= 9; digit += 1) {
    const candidate = `${nineDigits}${digit}`;
    if (isNpi(candidate)) return candidate;
  }
  throw new Error(`Not nine digits: ${nineDigits}`);
}

const CIN_LETTERS = 'ABCDEFGHJKLMN';
/** Generated CINs start here; the hand-written people of the story lie below. */
const FIRST_GENERATED_CIN = 90_010_000;

/** The CIN of the n-th generated member: `9`, seven digits and a letter, different for every n below 80,000. */
export function cinFor(index: number): string {
  const letter = CIN_LETTERS.charAt((index * 5) % CIN_LETTERS.length);
  return `${FIRST_GENERATED_CIN + index * 11}${letter}`;
}

/**
 * The n-th fictional telephone number as ten digits, or null once all of them are used up.
 *
 * Only 555-0100 to 555-0199 are kept free for fiction, one hundred in each area code; a second use of a number
 * would look like a duplicate person.
 */
export function phoneFor(index: number): string | null {
  const area = AREA_CODES[Math.floor(index / 100)];
  if (area === undefined) return null;
  return `${area}55501${String((index * 37) % 100).padStart(2, '0')}`;
}

/** Ten digits as people write them, `(510) 555-0142`. */
export function readablePhone(digits: string): string {
  return `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
}
