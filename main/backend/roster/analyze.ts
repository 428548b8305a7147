import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import type { ComparedRow, Comparison, MemberOnFile } from '#shared/roster/compare.ts';
import { compareRoster } from '#shared/roster/compare.ts';
import type { OpenEvent, RosterCounts } from '#shared/roster/contract.ts';
import type { HeadingMap } from '#shared/roster/headings.ts';
import { mapHeadings } from '#shared/roster/headings.ts';
import { readRow } from '#shared/roster/read-row.ts';
import type { CallContext } from '../context.ts';
import { listOnFile } from '../members/roster/roster.ts';
import { decodeText } from './decode.ts';
import type { ParsedFile } from './parse.ts';
import { parseFile } from './parse.ts';
import type { Choices } from './stored.ts';

/** A file read and compared with the members on file; nothing is written yet. */
export interface Analysis {
  readonly encoding: string;
  readonly file: ParsedFile;
  readonly headings: HeadingMap;
  readonly comparison: Comparison;
  readonly counts: RosterCounts;
}

type Progress = Exclude<OpenEvent, { step: 'done' }>;

const ROWS_PER_TURN = 500;

/**
 * Reads and compares a plan's file. The same steps serve the preview and the apply, so that what is applied is
 * always compared with the members as they are at that moment.
 */
export async function* analyze(
  context: CallContext,
  plan: { readonly id: string; readonly shortName: string },
  source: { readonly bytes: Uint8Array; readonly fileName: string; readonly choices: Choices },
): AsyncGenerator<Progress, Analysis> {
  const { fileName } = source;
  const { text, encoding } = decodeText(source.bytes, fileName);
  const reading = parseFile(text, fileName, context.signal);
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
    for (const { cells, rowNumber } of file.rows) {
      rows.push(readRow(headings.columns, cells, rowNumber, today));
      if (rows.length % ROWS_PER_TURN === 0) {
        yield { step: 'comparing', fileName, done: rows.length, total: file.rows.length };
        await nextTurn();
        if (context.signal?.aborted)
          throw new AppError('CANCELLED', 'Reading was stopped. Nothing was kept.');
      }
    }
  }
  const cins = rows.flatMap((row) => row.values.cin ?? []);
  // A file that cannot be read row by row must not make everybody look gone.
  const onFile = rows.length === 0 ? [] : await listOnFile(context, plan.id, cins);
  const comparison = compareRoster({ id: plan.id, name: plan.shortName }, rows, onFile, today);
  return { encoding, file, headings, comparison, counts: countKinds(comparison) };
}

/** Runs the analysis without telling how far it is. */
export async function analyzeNow(
  context: CallContext,
  plan: { readonly id: string; readonly shortName: string },
  source: { readonly bytes: Uint8Array; readonly fileName: string; readonly choices: Choices },
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
  const counts: RosterCounts = { new: 0, changed: 0, gone: gone.length, problem: 0, same: 0 };
  for (const { kind } of rows) counts[kind] += 1;
  return counts;
}
