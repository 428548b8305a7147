import { AppError } from '#shared/errors.ts';
import { countKnown } from '#shared/roster/headings.ts';
import type { CellFault } from '#shared/roster/read-row.ts';

/** A row of the file with its number as a spreadsheet counts; in XML, the number of the record. */
export interface FileRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** Cells the file itself makes doubtful: merged ones, formulas without a value, errors of the spreadsheet. */
  readonly faults?: readonly CellFault[];
}

/** A plan's file, split into cells, whatever its format. */
export interface ParsedFile {
  /** How it was read, for the caption of its columns: "UTF-8", "Excel workbook, sheet Members". */
  readonly encoding: string;
  /** The name of the character between cells; null where the format has none. */
  readonly delimiter: string | null;
  readonly headings: readonly string[];
  /** The row the headings stand in; titles above them are passed over. 0 where names stand with every value. */
  readonly headingRow: number;
  readonly rows: readonly FileRow[];
  /** Sentences about the file as a whole. */
  readonly notices: readonly string[];
  /** Columns, counted from 0, that hold numbers without a format: zeros at their beginning are lost. */
  readonly numberColumns: ReadonlySet<number>;
  /** Columns, counted from 0, that hold formulas. */
  readonly formulaColumns: ReadonlySet<number>;
  /** True when the workbook counts days from 1904, as old Macintosh ones do. */
  readonly date1904: boolean;
}

/** How far the reading is, in characters or bytes. */
export interface ParseProgress {
  readonly done: number;
  readonly total: number;
}

/** More rows than any CB-CME has members; a longer file is the wrong file. */
export const MOST_ROWS = 100_000;

/** More cells than a real file has, and as many as fit the memory. */
export const MOST_CELLS = 6_000_000;

/** The widest file that is read. */
export const MOST_COLUMNS = 500;

/** Rows looked through for the headings. */
export const TITLE_ROWS = 10;

/** The error of a file that cannot be read, with its name before the sentence. */
export function unreadable(fileName: string, sentence: string): AppError {
  return new AppError('FILE_UNREADABLE', `${fileName} ${sentence}`);
}

/** The error of a file that is too large to be what it should be. */
export function tooLarge(fileName: string, sentence: string): AppError {
  return new AppError('TOO_LARGE', `${fileName} ${sentence}`);
}

/** The error of a reading somebody stopped. */
export function stopped(): AppError {
  return new AppError('CANCELLED', 'Reading was stopped. Nothing was kept.');
}

/** The sentence for a file with too many rows. */
export function tooManyRows(fileName: string): AppError {
  return tooLarge(
    fileName,
    `has more than ${MOST_ROWS.toLocaleString('en-US')} rows. Hearth reads member files up to that many. Ask the plan for the list of your own members.`,
  );
}

/** Tells which row of a kind of file holds the headings. */
export interface HeadingTest {
  /** How many cells of a row are headings of this kind of file. */
  readonly countKnown: (cells: readonly string[]) => number;
  /** Two of them, for the sentence that says that none was found. */
  readonly examples: string;
}

/** The headings of member files. */
export const MEMBER_HEADINGS: HeadingTest = { countKnown, examples: 'CIN or Last Name' };

/** The row of headings among the first rows: the one with the most headings Hearth knows; -1 when none has any. */
export function findHeadingRow(
  rows: readonly FileRow[],
  test: HeadingTest,
): { readonly at: number; readonly known: number } {
  let at = -1;
  let known = 0;
  for (const [index, row] of rows.slice(0, TITLE_ROWS).entries()) {
    const count = test.countKnown(row.cells);
    if (count > known) {
      at = index;
      known = count;
    }
  }
  return { at, known };
}

/**
 * Parts headings and rows.
 *
 * @throws AppError `FILE_UNREADABLE` without a heading Hearth knows, and without rows below it.
 */
export function splitHeadings(
  records: readonly FileRow[],
  fileName: string,
  test: HeadingTest,
): Pick<ParsedFile, 'headings' | 'headingRow' | 'rows'> {
  const { at } = findHeadingRow(records, test);
  const head = records[at];
  if (!head) {
    const seen = (records[0]?.cells ?? []).slice(0, 3).map((cell) => cell.trim().slice(0, 30));
    throw unreadable(
      fileName,
      `has no heading that Hearth knows, such as ${test.examples}. Row ${records[0]?.rowNumber ?? 1} begins with “${seen.join(', ')}”.`,
    );
  }
  // Spreadsheets often leave empty columns behind the last heading.
  const width = head.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (width > MOST_COLUMNS) {
    throw tooLarge(
      fileName,
      `has ${width.toLocaleString('en-US')} columns. Hearth reads up to ${MOST_COLUMNS}.`,
    );
  }
  const rows = records.slice(at + 1);
  if (rows.length === 0) {
    throw unreadable(fileName, `has headings in row ${head.rowNumber} and no rows below.`);
  }
  return { headings: head.cells.slice(0, width), headingRow: head.rowNumber, rows };
}
