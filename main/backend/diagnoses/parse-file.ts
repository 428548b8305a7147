import { AppError } from '#shared/errors.ts';
import { formatDiagnosis } from '#shared/programs/diagnoses.ts';

/** One line of a code file. */
export interface CodeLine {
  readonly code: string;
  readonly label: string;
  /** False for a heading, which may not be sent. */
  readonly billable: boolean;
}

/** What a file of CMS holds. */
export interface CodeFile {
  /** `order` has headings and codes, `codes` has codes only. */
  readonly kind: 'order' | 'codes';
  readonly lines: readonly CodeLine[];
}

/** The file to choose, as every refusal names it. */
const WANTED = 'Choose icd10cm_order_2026.txt, or the one of your code year, as CMS publishes it.';
/** Every list since 2015 has had more than 69,000 codes; a file with fewer is cut off. */
const LEAST_CODES = 60_000;
const MOST_LINES = 250_000;
const MOST_LABEL = 400;

const CODE = /^[A-Z]\d[0-9A-Z]{1,5}$/;
/** Five digits, then a code of procedures: seven characters, of which the first is mostly a digit. */
const PROCEDURE_LINE = /^(\d{5} )?[0-9B-DF-HX][0-9A-Z]{6} +([01] )?\S/;

/**
 * Reads an ICD-10-CM file as CMS and NCHS publish it: the order file with headings, or the list of codes.
 *
 * Columns of the order file, counted from 1: 1–5 order, 7–13 code without dot, 15 whether it may be sent, 17–76 short
 * and from 78 on long description. The list of codes has the code in 1–7 and the long description after it.
 *
 * @throws AppError `FILE_UNREADABLE` or `TOO_LARGE`, with the line where there is one; nothing is guessed.
 * @see CMS, ICD-10-CM "code descriptions in tabular order".
 */
export function parseCodeFile(bytes: Uint8Array, fileName: string): CodeFile {
  const unreadable = (sentence: string) => new AppError('FILE_UNREADABLE', `${fileName} ${sentence}`);
  const text = textOf(bytes, unreadable);
  const rows = text.split(/\r\n|\n|\r/);
  while (rows.length > 0 && rows.at(-1)?.trim() === '') rows.pop();
  if (rows.length > MOST_LINES) {
    throw new AppError('TOO_LARGE', `${fileName} has more lines than any code list. ${WANTED}`);
  }
  const [first = ''] = rows;
  const kind = kindOf(first);
  if (kind === null) throw unreadable(whatElse(first));
  const seen = new Set<string>();
  const lines = rows.map((row, index): CodeLine => {
    const line = kind === 'order' ? orderLine(row) : codesLine(row);
    const number = (index + 1).toLocaleString('en-US');
    if (line === null) {
      throw unreadable(`is not as CMS writes it in line ${number}. Download it again. Nothing was changed.`);
    }
    if (seen.has(line.code)) {
      throw unreadable(
        `has ${line.code} twice, the second time in line ${number}. Download it again. Nothing was changed.`,
      );
    }
    seen.add(line.code);
    return line;
  });
  const codes = lines.filter(({ billable }) => billable);
  const last = codes.at(-1)?.code ?? 'nothing';
  if (codes.length < LEAST_CODES || !codes.some(({ code }) => code.startsWith('Z'))) {
    throw unreadable(
      `ends at ${last} after ${codes.length.toLocaleString('en-US')} codes; a whole list has more than 69,000, up to Z99. Download it again. Nothing was changed.`,
    );
  }
  return { kind, lines };
}

function textOf(bytes: Uint8Array, unreadable: (sentence: string) => AppError): string {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw unreadable('is a compressed folder. Unpack it, then choose icd10cm_order_2026.txt inside.');
  }
  if (bytes[0] === 0x25 && bytes[1] === 0x50) throw unreadable(`is a PDF. ${WANTED}`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  if (text.trim() === '') throw unreadable(`is empty. ${WANTED}`);
  if (hasControls(text)) throw unreadable(`is not a text file. ${WANTED}`);
  return text;
}

/** Control characters other than line ends stand in no list of CMS. */
function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 32 && unit !== 10 && unit !== 13 && unit !== 9) return true;
  }
  return false;
}

function kindOf(row: string): CodeFile['kind'] | null {
  if (orderLine(row)) return 'order';
  return codesLine(row) ? 'codes' : null;
}

function orderLine(row: string): CodeLine | null {
  const code = row.slice(6, 13).trimEnd();
  const flag = row[14];
  const label = row.slice(77).trim();
  if (!/^\d{5} $/.test(row.slice(0, 6)) || !CODE.test(code) || (flag !== '0' && flag !== '1')) return null;
  if (row[13] !== ' ' || row[15] !== ' ' || label === '' || label.length > MOST_LABEL) return null;
  return { code: formatDiagnosis(code), label, billable: flag === '1' };
}

function codesLine(row: string): CodeLine | null {
  const code = row.slice(0, 7).trimEnd();
  const label = row.slice(7).trim();
  if (!CODE.test(code) || !/\s/.test(row[7] ?? '') || label === '' || label.length > MOST_LABEL) return null;
  return { code: formatDiagnosis(code), label, billable: true };
}

/** What a wrong file is, as far as its first line tells. */
function whatElse(row: string): string {
  if (/^\s*<\?xml|^\s*<ICD10/i.test(row)) return `is the tabular list as XML. ${WANTED}`;
  if (/^(add|delete|revise|no change)\b/i.test(row.trim())) {
    return `lists only what changed. ${WANTED}`;
  }
  if (PROCEDURE_LINE.test(row)) return `lists procedures, ICD-10-PCS, not diagnoses. ${WANTED}`;
  return `is not a list of ICD-10-CM codes: it begins with “${row.trim().slice(0, 40)}”. ${WANTED}`;
}
