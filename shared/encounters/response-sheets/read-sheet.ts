import { columnLetter, normalizeHeading } from '../../roster/headings.ts';
import type { Verdict } from '../answers/answer.ts';

/** What a column of a plan's response sheet can say. */
export const RESPONSE_FIELDS = [
  { key: 'lineNumber', label: 'Our line number' },
  { key: 'claimNumber', label: 'Our claim number' },
  { key: 'status', label: 'Status' },
  { key: 'reasonCode', label: 'Reason code' },
  { key: 'reason', label: 'Reason' },
  { key: 'planNumber', label: 'Plan’s claim number' },
  { key: 'decidedOn', label: 'Day of the answer' },
] as const;
export type ResponseField = (typeof RESPONSE_FIELDS)[number]['key'];

/** Headings as plans write them, without spaces, capitals and marks; those of our own invoice come back as sent. */
const ALIASES: Readonly<Record<ResponseField, readonly string[]>> = {
  lineNumber: ['linenumber', 'linecontrolnumber', 'linecontrolno', 'providerlinenumber', 'lineid', 'ref6r'],
  claimNumber: [
    'claimnumber',
    'providerclaimnumber',
    'patientcontrolnumber',
    'claimid',
    'claimcontrolnumber',
    'patientaccountnumber',
    'accountnumber',
    'clm01',
  ],
  status: [
    'status',
    'claimstatus',
    'linestatus',
    'planstatus',
    'payerstatus',
    'invoicestatus',
    'disposition',
    'result',
    'outcome',
    'decision',
    'acceptedrejected',
  ],
  reasonCode: ['reasoncode', 'rejectcode', 'rejectioncode', 'errorcode', 'denialcode', 'statuscode'],
  reason: [
    'reason',
    'rejectionreason',
    'rejectreason',
    'denialreason',
    'reasondescription',
    'errordescription',
    'error',
    'comments',
    'comment',
    'notes',
    'remarks',
    'message',
  ],
  planNumber: [
    'payerclaimnumber',
    'planclaimnumber',
    'payerclaimcontrolnumber',
    'icn',
    'dcn',
    'mcpclaimnumber',
    'payercontrolnumber',
  ],
  decidedOn: ['statusdate', 'processeddate', 'processdate', 'dateprocessed', 'decisiondate', 'responsedate'],
};

const BY_HEADING: ReadonlyMap<string, ResponseField> = new Map(
  (Object.keys(ALIASES) as ResponseField[]).flatMap((field) =>
    ALIASES[field].map((heading) => [heading, field] as const),
  ),
);

/** What a plan's sheet taught us: headings and status words without spaces and capitals. */
export interface ResponseMapping {
  readonly columns: Readonly<Record<string, ResponseField | null>>;
  readonly statuses: Readonly<Record<string, Verdict | null>>;
}

export const NOTHING_LEARNED: ResponseMapping = { columns: {}, statuses: {} };

/** One column of the sheet and what it is taken for. */
export interface ResponseColumn {
  readonly index: number;
  readonly letter: string;
  readonly heading: string;
  readonly field: ResponseField | null;
}

/** Decides what each column says: what was learned first, then the spellings we know; the leftmost of two wins. */
export function mapColumns(headings: readonly string[], learned: ResponseMapping): ResponseColumn[] {
  const taken = new Set<ResponseField>();
  const normalized = headings.map(normalizeHeading);
  const chosen = new Set(
    normalized.flatMap((heading) => {
      const field = Object.hasOwn(learned.columns, heading) ? learned.columns[heading] : null;
      return field ? [field] : [];
    }),
  );
  return headings.map((heading, index) => {
    const key = normalized[index] ?? '';
    const told = Object.hasOwn(learned.columns, key);
    const guess = BY_HEADING.get(key) ?? null;
    const wanted = told ? (learned.columns[key] ?? null) : guess && !chosen.has(guess) ? guess : null;
    const field = wanted !== null && !taken.has(wanted) ? wanted : null;
    if (field) taken.add(field);
    return { index, letter: columnLetter(index), heading: heading.trim(), field };
  });
}

/** What keeps a sheet from being read: no column with our numbers, or none with the status; null when nothing does. */
export function columnsProblem(columns: readonly ResponseColumn[]): string | null {
  const has = (field: ResponseField) => columns.some((column) => column.field === field);
  if (!has('lineNumber') && !has('claimNumber')) return 'Say which column has our line or claim number.';
  return has('status') ? null : 'Say which column has the status.';
}

/** How many cells of a row are headings of a response sheet; a row of words counts a little, so that one is found. */
export function countResponseHeadings(cells: readonly string[], learned: ResponseMapping): number {
  const filled = cells.filter((cell) => cell.trim() !== '').length;
  const known = cells.filter((cell) => {
    const key = normalizeHeading(cell);
    return Object.hasOwn(learned.columns, key) || BY_HEADING.has(key);
  }).length;
  return known * 1000 + filled;
}

/** A status word without capitals and marks. */
export function statusKey(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** What a status word means: as a person said, else by its usual sense; null when nobody knows. */
export function verdictOf(text: string, learned: ResponseMapping): Verdict | null {
  const key = statusKey(text);
  if (Object.hasOwn(learned.statuses, key)) return learned.statuses[key] ?? null;
  if (
    /\b(not|un) ?(accepted|paid|approved)\b|\b(reject|denied|deny|denial|return|error|fail|invalid)/.test(key)
  ) {
    return 'rejected';
  }
  if (
    /\b(pend|in process|in progress|processing|received|waiting|hold|on hold|open|submitted|review)/.test(key)
  ) {
    return 'received';
  }
  if (/\b(accept|approve|paid|pay|processed|adjudicated|complete|finali[sz]ed|ok)/.test(key))
    return 'accepted';
  return null;
}

/** One row as it is understood. */
export interface ResponseRow {
  readonly rowNumber: number;
  readonly values: Readonly<Partial<Record<ResponseField, string>>>;
  /** "Heading: value" of every filled cell, as they stand in the sheet. */
  readonly shown: readonly string[];
}

/** Takes a row apart by its columns; a guard against formulas in front of our own numbers is dropped. */
export function readRow(
  columns: readonly ResponseColumn[],
  row: { readonly rowNumber: number; readonly cells: readonly string[] },
): ResponseRow {
  const values: Partial<Record<ResponseField, string>> = {};
  const shown: string[] = [];
  for (const { index, heading, field } of columns) {
    const cell = (row.cells[index] ?? '').replace(/\s+/g, ' ').trim();
    if (cell === '') continue;
    shown.push(`${heading}: ${cell.slice(0, 200)}`);
    if (field) values[field] = cell.replace(/^'/, '').slice(0, 300);
  }
  return { rowNumber: row.rowNumber, values, shown: shown.slice(0, 60) };
}
