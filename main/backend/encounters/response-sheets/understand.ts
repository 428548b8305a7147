import type { Verdict } from '#shared/encounters/answers/answer.ts';
import type { SheetCounts, SheetLine } from '#shared/encounters/response-sheets/contract.ts';
import {
  columnsProblem,
  countResponseHeadings,
  mapColumns,
  type ResponseColumn,
  type ResponseMapping,
  type ResponseRow,
  readRow,
  statusKey,
  verdictOf,
} from '#shared/encounters/response-sheets/read-sheet.ts';
import { readDate } from '#shared/roster/dates.ts';
import type { CallContext } from '../../context.ts';
import { parseWhole } from '../../roster/file/read-file.ts';
import { type NamedLine, selectNamed } from './store.ts';

/** A row that counts for a line or a whole claim of ours. */
export interface UnderstoodRow {
  readonly row: ResponseRow;
  /** The lines it is about; empty when it is about nothing of ours. */
  readonly lines: readonly NamedLine[];
  /** Whether it names the line itself or only its claim. */
  readonly level: 'line' | 'claim';
  readonly verdict: Verdict | null;
  /** `2026-11-18`, or empty when the sheet does not say. */
  readonly decidedOn: string;
  readonly problem: string | null;
}

/** A whole sheet as it is understood. */
export interface UnderstoodSheet {
  readonly columns: readonly ResponseColumn[];
  readonly problem: string | null;
  readonly rows: readonly UnderstoodRow[];
  readonly statuses: readonly { word: string; verdict: Verdict | null; rows: number }[];
  readonly counts: SheetCounts;
}

/**
 * Reads the cells of a sheet.
 *
 * @throws AppError `FILE_UNREADABLE` or `TOO_LARGE` naming the file and, where there is one, the row
 */
export async function readCells(
  bytes: Uint8Array,
  fileName: string,
  learned: ResponseMapping,
  signal: AbortSignal | undefined,
) {
  const test = {
    countKnown: (cells: readonly string[]) => countResponseHeadings(cells, learned),
    examples: 'Claim Number or Status',
  };
  return parseWhole(bytes, fileName, signal, test);
}

/** Understands a sheet: what each row says, and about which line of the plan's files. */
export async function understand(
  context: CallContext,
  sheet: { readonly planId: string; readonly fileName: string; readonly content: Uint8Array },
  learned: ResponseMapping,
): Promise<UnderstoodSheet> {
  const parsed = await readCells(sheet.content, sheet.fileName, learned, context.signal);
  const columns = mapColumns(parsed.headings, learned);
  const rows = parsed.rows.map((row) => readRow(columns, row));
  const named = (field: 'lineNumber' | 'claimNumber') => [
    ...new Set(rows.flatMap(({ values }) => values[field] ?? [])),
  ];
  const byLine = new Map(
    (await selectNamed(context.db, sheet.planId, 'line_number', named('lineNumber'))).map((line) => [
      line.lineNumber,
      line,
    ]),
  );
  const byClaim = new Map<string, NamedLine[]>();
  for (const line of await selectNamed(context.db, sheet.planId, 'claim_number', named('claimNumber'))) {
    byClaim.set(line.claimNumber, [...(byClaim.get(line.claimNumber) ?? []), line]);
  }
  const problem = columnsProblem(columns);
  const understood = rows.map((row): UnderstoodRow => {
    const { lineNumber = '', claimNumber = '', status = '', decidedOn = '' } = row.values;
    const line = byLine.get(lineNumber);
    const lines = line ? [line] : (byClaim.get(claimNumber) ?? []);
    const verdict = status === '' ? null : verdictOf(status, learned);
    const day = decidedOn === '' ? null : readDate(decidedOn, context.today(), false, parsed.date1904);
    return {
      row,
      lines,
      level: line ? 'line' : 'claim',
      verdict,
      decidedOn: day?.date ?? '',
      problem: rowProblem({ lines, verdict, status, number: lineNumber || claimNumber }),
    };
  });
  return {
    columns,
    problem,
    rows: understood,
    statuses: statusesOf(understood),
    counts: countsOf(understood),
  };
}

function rowProblem(row: {
  readonly lines: readonly NamedLine[];
  readonly verdict: Verdict | null;
  readonly status: string;
  readonly number: string;
}): string | null {
  if (row.number === '') return 'The row has no number of ours.';
  if (row.lines.length === 0) return `${row.number} is no line or claim that was sent to this plan.`;
  if (row.status === '') return 'The row has no status.';
  return row.verdict === null ? `Say what “${row.status}” means.` : null;
}

function statusesOf(rows: readonly UnderstoodRow[]): UnderstoodSheet['statuses'] {
  const words = new Map<string, { word: string; verdict: Verdict | null; rows: number }>();
  for (const { row, verdict } of rows) {
    const word = row.values.status;
    if (!word) continue;
    const known = words.get(statusKey(word));
    if (known) known.rows += 1;
    else words.set(statusKey(word), { word, verdict, rows: 1 });
  }
  return [...words.values()].slice(0, 100);
}

function countsOf(rows: readonly UnderstoodRow[]): SheetCounts {
  const counts = { rows: rows.length, accepted: 0, cameBack: 0, waiting: 0, unmatched: 0 };
  for (const { problem, verdict } of rows) {
    if (problem !== null) counts.unmatched += 1;
    else if (verdict === 'accepted') counts.accepted += 1;
    else if (verdict === 'rejected') counts.cameBack += 1;
    else counts.waiting += 1;
  }
  return counts;
}

/** A row as the page shows it. */
export function sheetLine({ row, lines, verdict, problem }: UnderstoodRow): SheetLine {
  const { lineNumber, claimNumber, status = '', reasonCode, reason } = row.values;
  const [line] = lines;
  return {
    rowNumber: row.rowNumber,
    number: lineNumber ?? claimNumber ?? '',
    memberName: line?.memberName ?? null,
    serviceOn: line?.serviceOn ?? null,
    code: line?.code ?? null,
    verdict,
    words: [status, [reasonCode, reason].filter(Boolean).join(' ')].filter(Boolean).join(': '),
    problem,
    cells: [...row.shown],
  };
}
