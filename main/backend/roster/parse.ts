import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '#shared/errors.ts';
import type { Delimiter } from '#shared/roster/delimiter.ts';
import { sniffDelimiter } from '#shared/roster/delimiter.ts';
import { countKnown } from '#shared/roster/headings.ts';

/** A row of the file with its number as a spreadsheet counts. */
export interface FileRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** A delimited file, split. */
export interface ParsedFile {
  readonly delimiter: Delimiter;
  readonly headings: readonly string[];
  /** The row the headings stand in; titles above them are passed over. */
  readonly headingRow: number;
  readonly rows: readonly FileRow[];
}

/** How far the reading is, in characters of the text. */
export interface ParseProgress {
  readonly done: number;
  readonly total: number;
}

const SLICE = 65_536;
const ROWS_PER_TURN = 500;
const TITLE_ROWS = 10;

/**
 * Splits a file into rows, in turns, so that typing stays instant beside a long file.
 *
 * @throws AppError `FILE_UNREADABLE` with file and row for an unclosed quotation mark, a file without a known
 * heading, or one without rows; `CANCELLED` when the caller went away.
 */
export async function* parseFile(
  text: string,
  fileName: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ParseProgress, ParsedFile> {
  const delimiter = sniffDelimiter(text);
  const told = /^sep=.\r?\n/i.exec(text)?.[0] ?? '';
  const records: FileRow[] = [];
  let rowNumber = told === '' ? 0 : 1;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  Readable.from(slices(text, told.length)).pipe(parser);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      rowNumber += 1;
      if (cells.some((cell) => cell.trim() !== '')) records.push({ rowNumber, cells });
      if (rowNumber % ROWS_PER_TURN === 0) {
        yield { done: Math.min(parser.info.bytes, text.length), total: text.length };
        await nextTurn();
        signal?.throwIfAborted();
      }
    }
  } catch (error) {
    throw explain(error, fileName, told === '' ? 1 : 2);
  }
  return { delimiter, ...split(records, fileName) };
}

function* slices(text: string, from: number): Generator<string> {
  for (let start = from; start < text.length; start += SLICE) yield text.slice(start, start + SLICE);
}

function explain(error: unknown, fileName: string, firstRow: number): unknown {
  if (error instanceof CsvError) {
    // The stream drops rows it had split but not handed out yet; the error knows how many there were.
    const rowNumber = Number((error as { records?: unknown }).records ?? 0) + firstRow;
    const sentence =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `has a quotation mark in row ${rowNumber} that is never closed. Ask the plan to send it again.`
        : `cannot be split into cells in row ${rowNumber}. Ask the plan to send it again.`;
    return new AppError('FILE_UNREADABLE', `${fileName} ${sentence}`);
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return new AppError('CANCELLED', 'Reading was stopped. Nothing was kept.');
  }
  return error;
}

function split(records: readonly FileRow[], fileName: string): Omit<ParsedFile, 'delimiter'> {
  let at = -1;
  let known = 0;
  for (const [index, record] of records.slice(0, TITLE_ROWS).entries()) {
    const count = countKnown(record.cells);
    if (count > known) {
      at = index;
      known = count;
    }
  }
  const head = records[at];
  if (!head) {
    const seen = (records[0]?.cells ?? []).slice(0, 3).map((cell) => cell.trim().slice(0, 30));
    throw new AppError(
      'FILE_UNREADABLE',
      `${fileName} has no heading that Hearth knows, such as CIN or Last Name. Row ${records[0]?.rowNumber ?? 1} begins with “${seen.join(', ')}”.`,
    );
  }
  // Spreadsheets often leave empty columns behind the last heading.
  const width = head.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const rows = records.slice(at + 1);
  if (rows.length === 0) {
    throw new AppError(
      'FILE_UNREADABLE',
      `${fileName} has headings in row ${head.rowNumber} and no rows below.`,
    );
  }
  return { headings: head.cells.slice(0, width), headingRow: head.rowNumber, rows };
}
