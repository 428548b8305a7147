import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ComparedRow, Comparison, MemberOnFile } from '#shared/roster/compare.ts';
import { compareInSteps } from '#shared/roster/compare.ts';
import type { OpenEvent, RosterCounts } from '#shared/roster/contract.ts';
import type { FieldKey } from '#shared/roster/fields.ts';
import type { Column, HeadingMap } from '#shared/roster/headings.ts';
import { mapHeadings } from '#shared/roster/headings.ts';
import { readRow } from '#shared/roster/read-row.ts';
import type { CallContext } from '../context.ts';
import { listOnFile } from '../members/roster/roster.ts';
import type { Decisions } from './decisions.ts';
import type { FileRow, ParsedFile } from './file/parsed-file.ts';
import { stopped } from './file/parsed-file.ts';
import { parseFile } from './file/read-file.ts';
import type { Choices, Fix } from './stored.ts';

/** A file read and compared with the members on file; nothing is written yet. */
export interface Analysis {
  readonly file: ParsedFile;
  readonly headings: HeadingMap;
  /** Sentences about the file as a whole. */
  readonly notices: readonly string[];
  readonly comparison: Comparison;
  readonly counts: RosterCounts;
  /** Cells a person fixed, by row. */
  readonly fixes: ReadonlyMap<number, Fix>;
  /** A row of the file by its number, as the file has it. */
  readonly rowByNumber: (rowNumber: number) => FileRow | undefined;
}

type Progress = Exclude<OpenEvent, { step: 'done' }>;

const ROWS_PER_TURN = 500;

/** Fields whose zeros at the beginning belong to the value. */
const ZEROS_COUNT: ReadonlySet<string> = new Set<FieldKey>([
  'cin',
  'planMemberId',
  'mrn',
  'zip',
  'authorizationNumber',
]);

/**
 * Reads and compares a plan's file. The same steps serve the preview and the apply, so that what is applied is
 * always compared with the members as they are at that moment.
 */
export async function* analyze(
  context: CallContext,
  plan: { readonly id: string; readonly shortName: string },
  source: {
    readonly bytes: Uint8Array;
    readonly fileName: string;
    readonly choices: Choices;
    readonly decisions: Decisions;
  },
): AsyncGenerator<Progress, Analysis> {
  const { fileName } = source;
  const reading = parseFile(source.bytes, fileName, context.signal);
  let turn = await reading.next();
  while (!turn.done) {
    yield { step: 'reading', fileName, ...turn.value };
    turn = await reading.next();
  }
  const file = turn.value;
  const headings = mapHeadings(file.headings, source.choices, file.headingRow);
  const today = context.today();
  const rows: ReturnType<typeof readRow>[] = [];
  if (headings.missing.length === 0) {
    const { date1904 } = file;
    for (const fileRow of file.rows) {
      const { cells, rowNumber, faults } = withFix(
        fileRow,
        source.decisions.fixes.get(fileRow.rowNumber),
        headings.columns,
      );
      rows.push(readRow(headings.columns, cells, rowNumber, today, { faults, date1904 }));
      if (rows.length % ROWS_PER_TURN === 0) {
        yield { step: 'comparing', fileName, done: rows.length, total: file.rows.length };
        await nextTurn();
        if (context.signal?.aborted) throw stopped();
      }
    }
  }
  // A file that cannot be read row by row must not make everybody look gone.
  const onFile = rows.length === 0 ? [] : await listOnFile(context);
  const comparing = compareInSteps(
    { id: plan.id, name: plan.shortName },
    rows,
    onFile,
    today,
    source.decisions.answerOf,
  );
  let step = comparing.next();
  while (!step.done) {
    yield { step: 'comparing', fileName, done: step.value, total: rows.length };
    await nextTurn();
    if (context.signal?.aborted) throw stopped();
    step = comparing.next();
  }
  const comparison = step.value;
  const notices = [...file.notices, ...headings.notices, ...columnNotices(file, headings)];
  return {
    file,
    headings,
    notices,
    comparison,
    counts: countKinds(comparison),
    fixes: source.decisions.fixes,
    rowByNumber: rowFinder(file.rows),
  };
}

function rowFinder(rows: readonly FileRow[]): (rowNumber: number) => FileRow | undefined {
  let byNumber: Map<number, FileRow> | null = null;
  return (rowNumber) => {
    byNumber ??= new Map(rows.map((row) => [row.rowNumber, row]));
    return byNumber.get(rowNumber);
  };
}

/** A row with the cells a person fixed; what was doubtful about those is settled. */
function withFix(row: FileRow, fix: Fix | undefined, columns: readonly Column[]): FileRow {
  if (!fix) return row;
  const fixed = columns.filter(({ letter }) => Object.hasOwn(fix, letter));
  const cells = columns.map(({ letter, index }) => fix[letter] ?? row.cells[index] ?? '');
  const settled = new Set(fixed.map(({ index }) => index));
  return { ...row, cells, faults: (row.faults ?? []).filter(({ index }) => !settled.has(index)) };
}

/** Ids that a spreadsheet keeps as numbers have lost the zeros at their beginning; formulas may be out of date. */
function columnNotices(file: ParsedFile, headings: HeadingMap): string[] {
  const named = (column: Column) => `Column ${column.letter}, ${column.heading || '(no heading)'},`;
  return headings.columns.flatMap((column) => {
    const sentences: string[] = [];
    if (column.field !== null && ZEROS_COUNT.has(column.field) && file.numberColumns.has(column.index)) {
      sentences.push(
        `${named(column)} holds numbers, not text. Zeros at their beginning are lost; Hearth does not guess them.`,
      );
    }
    if (file.formulaColumns.has(column.index)) {
      sentences.push(
        `${named(column)} holds formulas. The values saved with them are read, nothing is computed.`,
      );
    }
    return sentences;
  });
}

/** Runs the analysis without telling how far it is. */
export async function analyzeNow(
  context: CallContext,
  plan: { readonly id: string; readonly shortName: string },
  source: {
    readonly bytes: Uint8Array;
    readonly fileName: string;
    readonly choices: Choices;
    readonly decisions: Decisions;
  },
): Promise<Analysis> {
  const steps = analyze(context, plan, source);
  let turn = await steps.next();
  while (!turn.done) turn = await steps.next();
  return turn.value;
}

function countKinds({
  rows,
  gone,
}: {
  rows: readonly ComparedRow[];
  gone: readonly MemberOnFile[];
}): RosterCounts {
  const counts: RosterCounts = { new: 0, changed: 0, gone: gone.length, problem: 0, same: 0, duplicate: 0 };
  for (const { kind } of rows) counts[kind] += 1;
  return counts;
}
