import { dateInWords } from '../dates.ts';
import { normalizeCin, normalizePhone, normalizeZip } from '../members/normalize.ts';
import { readDate } from './dates.ts';
import type { FieldKey } from './fields.ts';
import { rosterField } from './fields.ts';
import { languageName } from './languages.ts';

/** What a cell holds: a value in Hearth's own writing, with a remark if it was guessed, or what is wrong with it. */
export type CellRead = { readonly value: string; readonly remark?: string } | { readonly sentence: string };

const YES = new Set(['y', 'yes', '1', 'true', 't', 'x']);
const NO = new Set(['n', 'no', '0', 'false', 'f']);

/** Words plans write where they know nothing; such a cell counts as empty. */
const NOTHING = new Set(['', 'n/a', 'na', 'null', 'none', 'unknown', 'unk', '-', '--', '.', '#n/a']);

/** Tells whether a cell says nothing, for a field of this kind. */
export function isBlankCell(field: FieldKey, text: string): boolean {
  const { kind } = rosterField(field);
  const plain = text.trim().toLowerCase();
  // Somebody may be called Na, and "unknown" answers the question for the sex.
  if (kind === 'name' || kind === 'full_name' || kind === 'sex') return plain === '';
  return NOTHING.has(plain);
}

/** Reads a cell that is not blank for a field. */
export function readCell(field: FieldKey, text: string, today: string, date1904 = false): CellRead {
  const { kind, label } = rosterField(field);
  const plain = text.trim().replaceAll(/\s+/g, ' ');
  switch (kind) {
    case 'cin':
      return normalizeCin(plain);
    case 'phone':
      return normalizePhone(plain);
    case 'zip':
      return readZip(plain);
    case 'birthday':
      return readBirthday(plain, today, date1904);
    case 'date': {
      const read = readDate(plain, today, false, date1904);
      if (!read) return { sentence: `${label} ${shorten(plain)} is not a date.` };
      return withRemark(read.date, read.remark);
    }
    case 'yes_no':
      return readYesNo(label, plain);
    case 'sex':
      return readSex(plain);
    case 'name':
    case 'full_name':
      return { value: nameCase(plain) };
    case 'language':
      return { value: languageName(plain) };
    case 'tier':
      return { value: plain.replace(/^(?:acuity\s+)?(?:tier|level)\s*[:#-]?\s*/i, '') || plain };
    case 'text':
      return { value: plain };
  }
}

/** Four digits are a ZIP that lost its zero, or a mistyped one: nobody can tell, so it is said and not guessed. */
function readZip(text: string): CellRead {
  if (/^\d{3,4}(?:\.0)?$/.test(text)) {
    const digits = text.replace('.0', '');
    return {
      sentence: `ZIP ${digits} has ${digits.length} digits, needs 5. A spreadsheet may have dropped a zero.`,
    };
  }
  return normalizeZip(text);
}

function readBirthday(text: string, today: string, date1904: boolean): CellRead {
  const read = readDate(text, today, true, date1904);
  if (!read) return { sentence: `Birthday ${shorten(text)} is not a date.` };
  if (read.date > today) return { sentence: `Birthday ${dateInWords(read.date, today)} is in the future.` };
  if (read.date < '1900-01-01') return { sentence: `Birthday ${shorten(text)} is before 1900.` };
  return withRemark(read.date, read.remark);
}

function withRemark(value: string, remark: string | null): CellRead {
  return remark === null ? { value } : { value, remark };
}

function readYesNo(label: string, text: string): CellRead {
  const plain = text.toLowerCase();
  if (YES.has(plain)) return { value: 'yes' };
  if (NO.has(plain)) return { value: 'no' };
  return { sentence: `${label} says ${shorten(text)}, not yes or no.` };
}

function readSex(text: string): CellRead {
  const plain = text.toLowerCase();
  if (/^(f|female|woman|2)$/.test(plain)) return { value: 'F' };
  if (/^(m|male|man|1)$/.test(plain)) return { value: 'M' };
  if (/^(x|nb|non-?binary|other|another|o)$/.test(plain)) return { value: 'X' };
  if (/^(u|unk|unknown|n\/a|declined.*)$/.test(plain)) return { value: 'U' };
  return { sentence: `Sex says ${shorten(text)}, which Hearth does not know.` };
}

/** Names all in capitals, as claim systems write them, become readable; every other spelling stays. */
export function nameCase(name: string): string {
  if (name !== name.toUpperCase() || [...name].length < 3) return name;
  return name.toLowerCase().replaceAll(/(^|[\s'’-])(\p{L})/gu, (_all, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}

/** The three names in "Last, First Middle" or "First Middle Last". */
export function splitFullName(name: string): { first: string; middle: string; last: string } {
  const [last = '', given] = name.split(/\s*,\s*/, 2);
  if (given !== undefined) {
    const [first = '', ...middle] = given.split(' ');
    return { first, middle: middle.join(' '), last };
  }
  const words = name.split(' ');
  return {
    first: words[0] ?? '',
    middle: words.slice(1, -1).join(' '),
    last: words.length > 1 ? (words.at(-1) ?? '') : '',
  };
}

/** A cell's text for a sentence, cut where nobody would read on. */
export function shorten(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return [...plain].length > 40 ? `${[...plain].slice(0, 39).join('')}…` : plain;
}
