import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { DELIMITER_WORDS, sniffDelimiter } from '#shared/roster/delimiter.ts';
import type { Decoded } from './decode.ts';
import type { FileRow, HeadingTest, ParsedFile, ParseProgress } from './parsed-file.ts';
import {
  MEMBER_HEADINGS,
  MOST_CELLS,
  MOST_ROWS,
  splitHeadings,
  stopped,
  tooLarge,
  tooManyRows,
  unreadable,
} from './parsed-file.ts';

const SLICE = 65_536;
const ROWS_PER_TURN = 500;

/**
 * Splits a delimited file into rows, in turns, so that typing stays instant beside a long file.
 *
 * @throws AppError `FILE_UNREADABLE` with file and row for an unclosed quotation mark, a file without a known
 * heading, or one without rows; `TOO_LARGE`; `CANCELLED` when the caller went away.
 */
export async function* parseDelimited(
  { text, encoding, notices }: Decoded,
  fileName: string,
  signal: AbortSignal | undefined,
  test: HeadingTest = MEMBER_HEADINGS,
): AsyncGenerator<ParseProgress, ParsedFile> {
  const delimiter = sniffDelimiter(text);
  const told = /^sep=.\r?\n/i.exec(text)?.[0] ?? '';
  const records: FileRow[] = [];
  let rowNumber = told === '' ? 0 : 1;
  let cellCount = 0;
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
      cellCount += cells.length;
      if (cellCount > MOST_CELLS) throw tooLarge(fileName, 'has more cells than a member file can have.');
      if (cells.some((cell) => cell.trim() !== '')) records.push({ rowNumber, cells });
      if (records.length > MOST_ROWS + 1) throw tooManyRows(fileName);
      if (rowNumber % ROWS_PER_TURN === 0) {
        yield { done: Math.min(parser.info.bytes, text.length), total: text.length };
        await nextTurn();
        signal?.throwIfAborted();
      }
    }
  } catch (error) {
    throw explain(error, fileName, told === '' ? 1 : 2);
  }
  return {
    encoding,
    delimiter: DELIMITER_WORDS[delimiter],
    notices,
    numberColumns: new Set(),
    formulaColumns: new Set(),
    date1904: false,
    ...splitHeadings(records, fileName, test),
  };
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
    return unreadable(fileName, sentence);
  }
  if (error instanceof Error && error.name === 'AbortError') return stopped();
  return error;
}
