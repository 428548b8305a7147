import { z } from 'zod';

/** A row id: UUIDv7 text. */
export const idSchema = z.uuid();
/** A date without time, `YYYY-MM-DD`. */
export const dateSchema = z.iso.date();
/** An instant, UTC ISO 8601 with `Z`. */
export const instantSchema = z.iso.datetime();
/** Text a person types into a one-line field; trimmed, at most 200 characters. */
export const lineSchema = z.string().trim().max(200);
/** Long text, at most 20,000 characters. */
export const textSchema = z.string().max(20_000);

/**
 * Checks a National Provider Identifier: ten digits, the last a Luhn check digit over `80840` + the first nine.
 *
 * @see CMS, "Requirements for National Provider Identifier and NPI check digit".
 */
export function isNpi(value: string): boolean {
  if (!/^\d{10}$/.test(value)) return false;
  const digits = `80840${value}`;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Checks a Medi-Cal Client Index Number as plans send it: eight digits and a letter. */
export function isCin(value: string): boolean {
  return /^\d{8}[A-Z]$/.test(value);
}

/** An NPI with a sentence for each way it can be wrong. */
export const npiSchema = z
  .string()
  .trim()
  .refine((value) => /^\d{10}$/.test(value), { error: 'An NPI has 10 digits.', abort: true })
  .refine(isNpi, { error: 'This NPI fails its check digit. Look for a mistyped digit.' });

/** A taxpayer identification number: nine digits, hyphens allowed when typed and dropped here. */
export const tinSchema = z
  .string()
  .trim()
  .transform((value) => value.replaceAll('-', ''))
  .refine((value) => /^\d{9}$/.test(value), { error: 'A TIN has 9 digits.' });
