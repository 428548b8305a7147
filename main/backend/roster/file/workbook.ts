import { columnLetter } from '#shared/roster/headings.ts';
import type { CellFault } from '#shared/roster/read-row.ts';
import type { FileRow, HeadingTest, ParsedFile, ParseProgress } from './parsed-file.ts';
import { findHeadingRow, MEMBER_HEADINGS, splitHeadings, TITLE_ROWS, unreadable } from './parsed-file.ts';
import type { Merge, SheetRows } from './sheet.ts';
import { sheetListener } from './sheet.ts';
import type { SheetPart, WorkbookParts } from './workbook-parts.ts';
import { readWorkbookParts } from './workbook-parts.ts';
import type { WorkbookZip } from './workbook-zip.ts';
import { openWorkbookZip } from './workbook-zip.ts';
import { readXml } from './xml-tokens.ts';

/**
 * Reads the sheet of an Excel workbook that holds the members, in turns.
 *
 * Formulas are never computed and macros never run: what counts is the value saved with a cell. Dates become ISO
 * dates, by the workbook's own calendar.
 *
 * @throws AppError `FILE_UNREADABLE`, `TOO_LARGE`, `CANCELLED`
 */
export async function* parseWorkbook(
  bytes: Uint8Array,
  fileName: string,
  signal: AbortSignal | undefined,
  test: HeadingTest = MEMBER_HEADINGS,
): AsyncGenerator<ParseProgress, ParsedFile> {
  const zip = await openWorkbookZip(bytes, fileName);
  try {
    if (zip.has('mimetype') && zip.has('content.xml')) {
      throw unreadable(fileName, 'is an OpenDocument sheet. Save it as .xlsx or CSV, then open that.');
    }
    const book = await readWorkbookParts({ zip, fileName, signal });
    const chosen = await chooseSheet(zip, book, { fileName, signal, test });
    const { listener, found } = sheetListener(book, fileName);
    const total = Math.max(1, zip.sizeOf(chosen.sheet.part));
    for await (const done of readXml(zip.read(chosen.sheet.part), listener, { fileName, signal })) {
      yield { done: Math.min(done, total), total };
    }
    return toParsed(book, found, chosen, { fileName, test });
  } finally {
    zip.close();
  }
}

interface Chosen {
  readonly sheet: SheetPart;
  /** Other sheets that hold rows too. */
  readonly others: readonly string[];
  readonly hidden: readonly string[];
}

/** The visible sheet with the most headings Hearth knows; the first one when several have as many. */
async function chooseSheet(
  zip: WorkbookZip,
  book: WorkbookParts,
  {
    fileName,
    signal,
    test,
  }: { readonly fileName: string; readonly signal: AbortSignal | undefined; readonly test: HeadingTest },
): Promise<Chosen> {
  const visible = book.sheets.filter((sheet) => !sheet.hidden && zip.has(sheet.part));
  if (visible.length === 0) throw unreadable(fileName, 'has no sheet that can be seen.');
  const hidden = book.sheets.filter((sheet) => sheet.hidden).map(({ name }) => name);
  const looks: { readonly sheet: SheetPart; readonly known: number; readonly rows: number }[] = [];
  for (const sheet of visible) {
    const first = visible.length === 1 ? [] : await firstRows(zip, book, { sheet, fileName, signal });
    looks.push({ sheet, known: findHeadingRow(first, test).known, rows: first.length });
  }
  const best = looks.reduce((one, other) => (other.known > one.known ? other : one));
  const others = looks.filter((look) => look !== best && look.rows > 0).map(({ sheet }) => sheet.name);
  return { sheet: best.sheet, others, hidden };
}

async function firstRows(
  zip: WorkbookZip,
  book: WorkbookParts,
  { sheet, fileName, signal }: { sheet: SheetPart; fileName: string; signal: AbortSignal | undefined },
): Promise<readonly FileRow[]> {
  const { listener, found } = sheetListener(book, fileName);
  for await (const _done of readXml(zip.read(sheet.part), listener, { fileName, signal })) {
    if (found.rows.length >= TITLE_ROWS) break;
  }
  return found.rows;
}

function toParsed(
  book: WorkbookParts,
  found: SheetRows,
  chosen: Chosen,
  { fileName, test }: { readonly fileName: string; readonly test: HeadingTest },
): ParsedFile {
  const { sheet, others, hidden } = chosen;
  if (found.rows.length === 0) throw unreadable(fileName, `has nothing in the sheet ${sheet.name}.`);
  const { headings, headingRow, rows } = splitHeadings(found.rows, fileName, test);
  const merges = found.merges.filter((merge) => merge.lastRow > headingRow);
  const faultsByRow = mergeFaults(merges, headingRow, headings.length);
  const notices: string[] = [];
  if (others.length > 0) {
    notices.push(
      `The sheet ${sheet.name} was read. ${listed(others)} not: open the file again with those rows alone.`,
    );
  }
  if (hidden.length > 0) notices.push(`Hidden sheets are not read: ${hidden.slice(0, 5).join(', ')}.`);
  if (found.hiddenRows > 0) {
    notices.push(
      found.hiddenRows === 1
        ? '1 row hidden in the sheet is read too.'
        : `${found.hiddenRows.toLocaleString('en-US')} rows hidden in the sheet are read too.`,
    );
  }
  if (book.macros) notices.push('The workbook carries macros. Hearth never runs them.');
  if (faultsByRow.size > 0) {
    notices.push(
      'Some cells are merged. A merged value counts for its first row only; the other rows say so.',
    );
  }
  return {
    encoding: `Excel workbook, sheet ${sheet.name}`,
    delimiter: null,
    headings,
    headingRow,
    rows: rows.map((row) => fitRow(row, headings.length, faultsByRow.get(row.rowNumber) ?? [])),
    notices,
    numberColumns: found.numberColumns,
    formulaColumns: found.formulaColumns,
    date1904: book.date1904,
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length === 1 ? `${shown} was` : `${shown} were`;
}

/** As wide as the headings: a sheet leaves blank cells out, and what stands beyond the headings has no meaning. */
function fitRow(row: FileRow, width: number, merged: readonly CellFault[]): FileRow {
  const cells = row.cells.slice(0, width);
  while (cells.length < width) cells.push('');
  const beyond = row.cells.findIndex((cell, index) => index >= width && cell.trim() !== '');
  const faults = [
    ...(row.faults ?? []).filter((fault) => fault.index < width),
    ...merged.filter((fault) => (cells[fault.index] ?? '') === ''),
  ];
  if (beyond >= 0) {
    const sentence = `The cell in column ${columnLetter(beyond)} stands beyond the last heading and is left out.`;
    faults.push({ index: beyond, sentence, blocks: false });
  }
  return faults.length === 0
    ? { rowNumber: row.rowNumber, cells }
    : { rowNumber: row.rowNumber, cells, faults };
}

/** Every merged cell below the headings but the one that holds the value, by row. */
function mergeFaults(merges: readonly Merge[], headingRow: number, width: number): Map<number, CellFault[]> {
  const byRow = new Map<number, CellFault[]>();
  // SECURITY: a hostile file can merge more cells than there are; what is looked at is bounded.
  let left = 500_000;
  for (const merge of merges) {
    if (merge.firstColumn >= width) continue;
    const range = `${columnLetter(merge.firstColumn)}${merge.firstRow} to ${columnLetter(merge.lastColumn)}${merge.lastRow}`;
    const sentence = `The cell is part of the merged cells ${range}; their value stands in row ${merge.firstRow} only.`;
    for (let row = Math.max(merge.firstRow, headingRow + 1); row <= merge.lastRow && left > 0; row += 1) {
      const faults = byRow.get(row) ?? [];
      for (let column = merge.firstColumn; column <= merge.lastColumn && column < width; column += 1) {
        left -= 1;
        if (row !== merge.firstRow || column !== merge.firstColumn) {
          faults.push({ index: column, sentence, blocks: true });
        }
      }
      if (faults.length > 0) byRow.set(row, faults);
    }
  }
  return byRow;
}
