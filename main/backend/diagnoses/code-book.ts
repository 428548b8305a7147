import { bareDiagnosis, checkDiagnosis } from '#shared/programs/diagnoses.ts';
import type { CallContext } from '../context.ts';
import { findCodes, findFiner, findLists, type StoredList } from './store.ts';

/** Whether a code may be recorded for a day, with its official words; what to use instead when it may not. */
export type CodeCheck =
  | { readonly state: 'good'; readonly label: string | null }
  | { readonly state: 'wrong'; readonly sentence: string; readonly instead: readonly string[] };

/** A code on a day of service. */
export interface DatedCode {
  readonly code: string;
  readonly on: string;
}

/** The codes of many lines, each against the official list of its own day. */
export interface CodeBook {
  /** Checks one of the codes the book was opened for; another one only against the starter set. */
  check(code: string, on: string): CodeCheck;
  /** Whether an official list speaks about a day. */
  covers(on: string): boolean;
}

/** Finer codes that a sentence offers at most. */
const OFFERED = 8;

/** Only what looks like a beginning of a code is asked for: anything else the starter set refuses by its shape. */
const isAskable = (code: string) => bareDiagnosis(code).length >= 3 && /^[A-Z]\d/.test(code);

/**
 * Opens the lists that the codes of some lines need: a query or two for each code year, however many lines.
 *
 * Where no official list covers a day, the starter set decides, and a refusal says so.
 *
 * @see CMS, ICD-10-CM: a code year runs from October 1 to September 30, with changes in April.
 */
export async function openCodeBook(context: CallContext, wanted: readonly DatedCode[]): Promise<CodeBook> {
  const lists = await findLists(context.db);
  const listOn = (on: string) =>
    lists.find(({ effectiveFrom, effectiveTo }) => effectiveFrom <= on && on <= effectiveTo);
  const byList = new Map<StoredList, Set<string>>();
  for (const { code, on } of lists.length > 0 ? wanted : []) {
    const list = listOn(on);
    if (!list || !isAskable(code)) continue;
    const codes = byList.get(list) ?? new Set();
    byList.set(list, codes.add(code));
  }
  const pages = new Map<StoredList, ReadonlyMap<string, CodeCheck>>();
  for (const [list, codes] of byList) pages.set(list, await checkIn(context, list, [...codes]));
  return {
    check(code, on) {
      const starter = checkDiagnosis(code, on);
      const label = starter.state === 'good' ? (starter.entry?.label ?? null) : null;
      const list = listOn(on);
      const official = list && pages.get(list)?.get(code);
      if (official)
        return official.state === 'good' ? { state: 'good', label: label ?? official.label } : official;
      if (starter.state === 'good') return { state: 'good', label };
      return list || !isAskable(code)
        ? starter
        : { ...starter, sentence: `${starter.sentence} ${FALL_BACK}` };
    },
    covers: (on) => listOn(on) !== undefined,
  };
}

/** What a refusal by the starter set says beside itself. */
const FALL_BACK = 'By Hearth’s starter set: no official list of that year is in.';

async function checkIn(
  context: CallContext,
  list: StoredList,
  codes: readonly string[],
): Promise<ReadonlyMap<string, CodeCheck>> {
  const rows = new Map((await findCodes(context.db, list.number, codes)).map((row) => [row.code, row]));
  const wrong = codes.filter((code) => rows.get(code)?.billable !== 1);
  const finer = wrong.length > 0 ? await findFiner(context.db, list.number, wrong) : [];
  return new Map(
    codes.map((code): [string, CodeCheck] => {
      const row = rows.get(code);
      if (row?.billable === 1) return [code, { state: 'good', label: row.label }];
      const instead = [...new Set(finer.filter((one) => one.startsWith(code)))].slice(0, OFFERED);
      const sentence = row
        ? `${code} is a heading. Choose a finer code.`
        : `${code} is not in the ${list.codeYear} list of codes.`;
      return [code, { state: 'wrong', sentence, instead }];
    }),
  );
}
