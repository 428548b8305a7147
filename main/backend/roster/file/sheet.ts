import { columnLetter } from '#shared/roster/headings.ts';
import type { CellFault } from '#shared/roster/read-row.ts';
import { numberText, parseReference, unescapeText } from './cell-text.ts';
import type { FileRow } from './parsed-file.ts';
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS, tooLarge, tooManyRows, unreadable } from './parsed-file.ts';
import type { WorkbookParts } from './workbook-parts.ts';
import type { XmlListener } from './xml-tokens.ts';

/** A block of merged cells; the value stands only in the first of them. */
export interface Merge {
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** A sheet's rows as they come, with what is odd about them. */
export interface SheetRows {
  readonly rows: FileRow[];
  readonly merges: Merge[];
  readonly numberColumns: Set<number>;
  readonly formulaColumns: Set<number>;
  hiddenRows: number;
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  formula: boolean;
  hasValue: boolean;
  text: string;
}

const MOST_MERGES = 200_000;

/** Listens to a sheet and collects its rows; `stopAfter` ends the listening after so many filled rows. */
export function sheetListener(
  book: WorkbookParts,
  fileName: string,
): { readonly listener: XmlListener; readonly found: SheetRows } {
  const found: SheetRows = {
    rows: [],
    merges: [],
    numberColumns: new Set(),
    formulaColumns: new Set(),
    hiddenRows: 0,
  };
  let rowNumber = 0;
  let hidden = false;
  let cells: string[] = [];
  let faults: CellFault[] = [];
  let nextColumn = 0;
  let cellCount = 0;
  let cell: OpenCell | null = null;
  let collecting = false;
  let phonetic = false;

  const damaged = (where: string) =>
    unreadable(fileName, `is damaged in ${where}. Ask the plan to send it again.`);

  function openRow(r: string | undefined, isHidden: boolean): void {
    const told = r === undefined ? rowNumber + 1 : Number(r);
    if (!Number.isInteger(told) || told <= rowNumber || told > 1_048_576)
      throw damaged(`row ${rowNumber + 1}`);
    rowNumber = told;
    hidden = isHidden;
    cells = [];
    faults = [];
    nextColumn = 0;
  }

  function openCell(attributes: Readonly<Record<string, string>>): void {
    const place = attributes.r === undefined ? null : parseReference(attributes.r);
    if (attributes.r !== undefined && !place) throw damaged(`row ${rowNumber}`);
    const column = place?.column ?? nextColumn;
    if (column < nextColumn) throw damaged(`row ${rowNumber}`);
    nextColumn = column + 1;
    cell = {
      column,
      type: attributes.t ?? 'n',
      style: Number(attributes.s ?? 0),
      formula: false,
      hasValue: false,
      text: '',
    };
  }

  function closeCell({ column, type, style, formula, hasValue, text }: OpenCell): void {
    const value = readValue({ type, style, hasValue, text, column });
    if (formula && !hasValue) fault(column, 'The cell holds a formula without a saved value.');
    if (value === '') return;
    if (formula) found.formulaColumns.add(column);
    if (column >= MOST_COLUMNS) {
      throw tooLarge(
        fileName,
        `has a value in column ${columnLetter(column)}. Hearth reads member files up to ${MOST_COLUMNS} columns.`,
      );
    }
    while (cells.length < column) cells.push('');
    cells[column] = value;
    cellCount += 1;
    if (cellCount > MOST_CELLS) throw tooLarge(fileName, 'has more cells than a member file can have.');
  }

  function fault(column: number, sentence: string): void {
    if (faults.length < 100) faults.push({ index: column, sentence, blocks: true });
  }

  function readValue(raw: Omit<OpenCell, 'formula'>): string {
    if (!raw.hasValue) return '';
    switch (raw.type) {
      case 's': {
        const shared = book.sharedTexts[Number(raw.text)];
        if (shared === undefined) throw damaged(`row ${rowNumber}, column ${columnLetter(raw.column)}`);
        return shared;
      }
      case 'str':
      case 'inlineStr':
        return unescapeText(raw.text);
      case 'b':
        return raw.text.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'd':
        return raw.text.trim();
      case 'e':
        fault(raw.column, `The cell shows ${raw.text.trim().slice(0, 12)}, an error of the spreadsheet.`);
        return raw.text.trim();
      case 'n': {
        const numberStyle = book.styles[raw.style] ?? { kind: 'general' };
        const read = numberText(raw.text, numberStyle, book.date1904);
        if ('text' in read) {
          if (numberStyle.kind === 'general') found.numberColumns.add(raw.column);
          return read.text;
        }
        fault(raw.column, read.sentence);
        return raw.text.trim() || '?';
      }
      default:
        throw damaged(`row ${rowNumber}, column ${columnLetter(raw.column)}`);
    }
  }

  function closeRow(): void {
    if (hidden && cells.length > 0) found.hiddenRows += 1;
    if (!cells.some((text) => text.trim() !== '') && faults.length === 0) return;
    found.rows.push({ rowNumber, cells, faults });
    if (found.rows.length > MOST_ROWS + 1) throw tooManyRows(fileName);
  }

  function addMerge(ref: string): void {
    const [from = '', to = from] = ref.split(':');
    const [first, last] = [parseReference(from), parseReference(to)];
    if (!first || !last) return;
    if (found.merges.length >= MOST_MERGES) {
      throw tooLarge(fileName, 'has more merged cells than a member file can have.');
    }
    found.merges.push({
      firstColumn: Math.min(first.column, last.column),
      lastColumn: Math.min(MOST_COLUMNS, Math.max(first.column, last.column)),
      firstRow: Math.min(first.row, last.row),
      lastRow: Math.max(first.row, last.row),
    });
  }

  const listener: XmlListener = {
    open(name, attributes) {
      if (name === 'c') openCell(attributes);
      else if (name === 'v') {
        collecting = true;
        if (cell) cell.hasValue = true;
      } else if (name === 'row') openRow(attributes.r, ['1', 'true'].includes(attributes.hidden ?? ''));
      else if (name === 'f' && cell) cell.formula = true;
      else if (name === 'rPh') phonetic = true;
      else if (name === 't' && cell && !phonetic) {
        collecting = true;
        cell.hasValue = true;
      } else if (name === 'mergeCell') addMerge(attributes.ref ?? '');
    },
    text(text) {
      if (collecting && cell) cell.text += text;
    },
    close(name) {
      if (name === 'v' || name === 't') collecting = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c' && cell) {
        closeCell(cell);
        cell = null;
      } else if (name === 'row') closeRow();
    },
  };
  return { listener, found };
}
