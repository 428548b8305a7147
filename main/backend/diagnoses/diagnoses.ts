import { searchWords } from '#shared/members/search.ts';
import { formatDiagnosis, searchDiagnoses } from '#shared/programs/diagnoses.ts';
import type { CallContext } from '../context.ts';
import { findDiagnoses } from '../db/search.ts';
import { type CodeCheck, openCodeBook } from './code-book.ts';
import { findCodesFrom, findListOn, type StoredList } from './store.ts';

/** A code as a picker shows it; `priority` marks the social needs the state asks for first. */
export interface CodeHit {
  readonly code: string;
  readonly label: string;
  readonly priority: boolean;
}

/** Words of the search are ranked among this many; more only come with more letters. */
const LOOKED_AT = 400;

/**
 * Codes for a picker: the starter set first, then the official list of today, if one was taken in.
 *
 * A code, or its beginning, is looked up as a code; words must each begin a word of the description, and when
 * nothing fits, words with one letter mistyped count too.
 */
export async function searchCodes(
  context: CallContext,
  input: { readonly text: string; readonly limit: number },
): Promise<{ codes: CodeHit[]; codeYear: number | null }> {
  const today = context.today();
  const starter = searchDiagnoses(input.text, today, input.limit);
  const list = await findListOn(context.db, today);
  const official = list ? await searchList(context, list, input) : [];
  const known = new Set(starter.map(({ code }) => code));
  const codes = [
    ...starter.map(({ code, label, priority }) => ({ code, label, priority })),
    ...official.filter(({ code }) => !known.has(code)).map((hit) => ({ ...hit, priority: false })),
  ];
  return { codes: codes.slice(0, input.limit), codeYear: list?.codeYear ?? null };
}

async function searchList(
  context: CallContext,
  list: StoredList,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<{ code: string; label: string }[]> {
  const typed = text.trim();
  if (/^[a-z]\d[0-9a-z]?(\.?[0-9a-z]{0,4})$/i.test(typed)) {
    return findCodesFrom(context.db, list.number, formatDiagnosis(typed), limit);
  }
  const words = searchWords(typed);
  if (Math.max(0, ...words.map((word) => word.length)) < 2) return [];
  const found = await findDiagnoses(context.db, list.number, words, LOOKED_AT);
  // The shorter description is the plainer disease: "Asthma" before "asthma with status asthmaticus, severe".
  return found
    .sort((one, other) => one.label.length - other.label.length || one.code.localeCompare(other.code))
    .slice(0, limit);
}

/** Checks a code against the official list of a day; without one, against the starter set. */
export async function checkCode(context: CallContext, code: string, on: string): Promise<CodeCheck> {
  return (await openCodeBook(context, [{ code, on }])).check(code, on);
}
