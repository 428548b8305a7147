import type { RowProblem } from './contract.ts';
import type { FieldKey } from './fields.ts';
import { FIELD_KEYS, rosterField } from './fields.ts';
import type { Column } from './headings.ts';
import { columnLetter } from './headings.ts';
import { isBlankCell, readCell, shorten, splitFullName } from './values.ts';

/** The values a row gives, in Hearth's own writing: dates ISO, yes and no as words. Blank cells are left out. */
export type RowValues = Readonly<Partial<Record<FieldKey, string>>>;

/** A cell the file itself makes doubtful, with the column counted from 0. */
export interface CellFault {
  readonly index: number;
  readonly sentence: string;
  /** True when the cell's value must not be used; false when it is only said. */
  readonly blocks: boolean;
}

/** What the file says about its cells besides their text. */
export interface CellFacts {
  readonly faults?: readonly CellFault[] | undefined;
  /** True when bare day numbers count from 1904. */
  readonly date1904?: boolean | undefined;
}

/** A row of the file after reading. */
export interface ReadRow {
  /** As a spreadsheet counts; the headings are row 1. */
  readonly rowNumber: number;
  /** The CIN's cell as it stands, for rows whose CIN cannot be read. */
  readonly cinText: string;
  readonly values: RowValues;
  /** Columns without a field, verbatim, blank ones left out. */
  readonly kept: Readonly<Record<string, string>>;
  /** What keeps the row out; empty for a good row. */
  readonly problems: readonly RowProblem[];
  /** What was left out of a row that goes in. */
  readonly notes: readonly RowProblem[];
}

/** More than any address or note in a plan's file; a longer cell is a broken file. */
export const LONGEST_CELL = 4000;

/**
 * Reads one row against the headings.
 *
 * A row with a missing or unreadable needed field, with too few or too many cells, or with an endless cell is a
 * problem; any other cell that cannot be read is left out with a note, and the row goes in.
 */
export function readRow(
  columns: readonly Column[],
  cells: readonly string[],
  rowNumber: number,
  today: string,
  facts: CellFacts = {},
): ReadRow {
  const cinColumn = columns.find((column) => column.field === 'cin');
  const cinText = shorten(cells[cinColumn?.index ?? -1] ?? '');
  const shape = checkShape(columns, cells);
  if (shape)
    return {
      rowNumber,
      cinText,
      values: peek(columns, cells, today),
      kept: {},
      problems: [shape],
      notes: [],
    };
  const values: Partial<Record<FieldKey, string>> = {};
  const kept: Record<string, string> = {};
  const problems: RowProblem[] = [];
  const notes: RowProblem[] = [];
  for (const column of columns) {
    const text = cells[column.index] ?? '';
    const { field, letter } = column;
    const fault = facts.faults?.find((one) => one.index === column.index && one.blocks);
    if (fault) {
      const isNeeded = field !== null && rosterField(field).needed;
      if (isNeeded) problems.push({ column: letter, field, sentence: fault.sentence });
      else notes.push({ column: letter, field: field ?? '', sentence: `${fault.sentence} Left out.` });
      continue;
    }
    if (field === null) {
      if (text.trim() !== '') kept[column.keepAs] = text;
      continue;
    }
    if (isBlankCell(field, text)) continue;
    const read = readCell(field, text, today, facts.date1904);
    if ('value' in read) {
      values[field] = read.value;
      const lost = lostCharacters(text);
      if (lost) notes.push({ column: letter, field, sentence: lost });
      if (read.remark) notes.push({ column: letter, field, sentence: read.remark });
    } else if (rosterField(field).needed) problems.push({ column: letter, field, sentence: read.sentence });
    else notes.push({ column: letter, field, sentence: `${read.sentence} Left out.` });
  }
  for (const { index, sentence, blocks } of facts.faults ?? []) {
    if (!blocks) notes.push({ column: columnLetter(index), field: '', sentence });
  }
  fillNames(values);
  problems.push(...repeatedColumns(columns, cells, values, today));
  problems.push(...emptyNeeded(columns, values, problems));
  return { rowNumber, cinText, values, kept, problems: problems.toSorted(byColumn), notes };
}

/** Characters that were lost or garbled before the file came here cannot be brought back: somebody has to look. */
function lostCharacters(text: string): string | null {
  if (text.includes('\uFFFD'))
    return `${shorten(text)} has a character that was lost before the file came here.`;
  return /[\u00C2\u00C3][\u0080-\u00BF\u2018-\u2122]/.test(text)
    ? `${shorten(text)} looks garbled, as letters with accents do after a wrong encoding.`
    : null;
}

/** The file's name parts: a single column with the whole name fills those that have no column of their own. */
function fillNames(values: Partial<Record<FieldKey, string>>): void {
  if (values.fullName === undefined) return;
  const { first, middle, last } = splitFullName(values.fullName);
  if (first) values.firstName ??= first;
  if (middle) values.middleName ??= middle;
  if (last) values.lastName ??= last;
  delete values.fullName;
}

function checkShape(columns: readonly Column[], cells: readonly string[]): RowProblem | null {
  const wide = cells.findIndex((cell) => cell.length > LONGEST_CELL);
  if (wide >= 0) {
    const length = (cells[wide] ?? '').length.toLocaleString('en-US');
    const sentence = `The cell holds ${length} characters, more than a roster’s cell can.`;
    return { column: columnLetter(wide), field: columns[wide]?.field ?? '', sentence };
  }
  const filled = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (cells.length < columns.length) {
    return {
      column: null,
      field: '',
      sentence: `The row has ${cells.length} cells, the headings ${columns.length}.`,
    };
  }
  if (filled > columns.length) {
    const sentence = `The row has ${filled} cells, the headings ${columns.length}. A cell may lack its quotation marks.`;
    return { column: columnLetter(columns.length), field: '', sentence };
  }
  return null;
}

/** Name and CIN of a row whose shape is wrong, as far as they can be read, so that a person finds it again. */
function peek(columns: readonly Column[], cells: readonly string[], today: string): RowValues {
  const values: Partial<Record<FieldKey, string>> = {};
  for (const { field, index } of columns) {
    const text = cells[index] ?? '';
    if (field !== 'cin' && field !== 'firstName' && field !== 'lastName') continue;
    if (text.length > LONGEST_CELL || isBlankCell(field, text)) continue;
    const read = readCell(field, text, today);
    if ('value' in read) values[field] = read.value;
  }
  return values;
}

/** A heading that stands twice is harmless until its two cells disagree about who the person is. */
function repeatedColumns(
  columns: readonly Column[],
  cells: readonly string[],
  values: RowValues,
  today: string,
): RowProblem[] {
  return columns.flatMap((column) => {
    if (column.repeats === null) return [];
    const first = columns.find((one) => one.letter === column.repeats);
    const field = first?.field;
    const text = cells[column.index] ?? '';
    if (!field || !rosterField(field).needed || isBlankCell(field, text)) return [];
    const read = readCell(field, text, today);
    const used = values[field];
    if (used === undefined || ('value' in read && read.value === used)) return [];
    const sentence = `${rosterField(field).label} differs between columns ${column.repeats} and ${column.letter}.`;
    return [{ column: column.letter, field, sentence }];
  });
}

function emptyNeeded(
  columns: readonly Column[],
  values: RowValues,
  found: readonly RowProblem[],
): RowProblem[] {
  const names = values.firstName === undefined && values.lastName === undefined;
  return FIELD_KEYS.flatMap((field): RowProblem[] => {
    if (!rosterField(field).needed || values[field] !== undefined) return [];
    if (found.some((problem) => problem.field === field)) return [];
    if (names && field === 'lastName') return [];
    const wanted: readonly FieldKey[] =
      names && field === 'firstName' ? ['firstName', 'lastName', 'fullName'] : [field, 'fullName'];
    const own = columns.find((column) => column.field !== null && wanted.includes(column.field));
    const column = own?.letter ?? null;
    const label = names && field === 'firstName' ? 'Name' : rosterField(field).label;
    return [{ column, field, sentence: `${label} is empty.` }];
  });
}

function byColumn(one: RowProblem, other: RowProblem): number {
  const [a, b] = [one.column ?? '', other.column ?? ''];
  return a.length - b.length || a.localeCompare(b);
}
