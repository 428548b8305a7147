import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../../context.ts';
import type { NewRow } from '../../db/schema.ts';
import { settleBatch } from '../answers/settle-batch.ts';
import { insertAnswer } from '../answers/store.ts';
import { markBatchSent } from '../batches.ts';
import { storedSheet } from './sheets.ts';
import { countMovedOn, selectBatchesOfSheet, updateSheet } from './store.ts';
import { type UnderstoodRow, understand } from './understand.ts';

interface SheetOf {
  readonly id: string;
  readonly fileName: string;
  /** When rows without a day of their own were written: the minute the sheet came. */
  readonly writtenAt: string;
}

/** What one row says, as it is kept. */
function answerRow(context: CallContext, sheet: SheetOf, one: UnderstoodRow): NewRow<'answer'> {
  const [line] = one.lines;
  if (!line || !one.verdict) throw new Error('A row without a line of ours is no answer');
  const { status = '', reason = '', reasonCode = '', planNumber } = one.row.values;
  const sentence = reason || (reasonCode ? `Reason ${reasonCode}.` : `The sheet says “${status}”.`);
  const segments = JSON.stringify(one.row.shown);
  return {
    id: context.newId(),
    batch_id: line.batchId,
    kind: 'sheet',
    level: one.level,
    verdict: one.verdict,
    set_control: null,
    claim_number: line.claimNumber,
    line_number: one.level === 'line' ? line.lineNumber : null,
    reasons: JSON.stringify([
      { code: reasonCode, sentence, note: reason && status !== reason ? status : null, segment: null },
    ]),
    segments,
    plan_number: planNumber ?? null,
    written_at: one.decidedOn === '' ? sheet.writtenAt : `${one.decidedOn}T00:00`,
    file_name: sheet.fileName,
    // The same row of another sheet is another answer, so that taking one sheet back leaves the other.
    fingerprint: createHash('sha256')
      .update(JSON.stringify([sheet.id, one.row.rowNumber, one.verdict, segments]))
      .digest('hex'),
    sheet_id: sheet.id,
    created_at: context.now(),
    created_by: context.user.id,
  };
}

/**
 * Lets a sheet count: each understood row becomes an answer to its line or claim, and the files settle anew.
 *
 * Rows about nothing of ours count for nothing and stay in the sheet with their numbers. Doing it twice changes
 * nothing.
 *
 * @throws AppError `HELD` while a column has to be named, or when no row is about anything that was sent
 */
export async function applySheet(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ lines: number; sentence: string }> {
  const sheet = await storedSheet(context, input.id);
  const read = await understand(context, sheet, sheet.mapping);
  if (read.problem) throw new AppError('HELD', read.problem);
  const good = read.rows.filter((row) => row.problem === null);
  if (good.length === 0) throw new AppError('HELD', 'No row of this sheet is about a line that was sent.');
  const writtenAt = Temporal.Instant.from(sheet.createdAt)
    .toZonedDateTimeISO(context.workspace.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
  const batches = new Set<string>();
  for (const row of good) {
    const answer = answerRow(context, { id: sheet.id, fileName: sheet.fileName, writtenAt }, row);
    await insertAnswer(context.db, answer);
    batches.add(answer.batch_id);
  }
  await updateSheet(context.db, sheet.id, {
    state: 'applied',
    counts: JSON.stringify(read.counts),
    applied_at: context.now(),
    applied_by: context.user.id,
  });
  let lines = 0;
  for (const batchId of batches) {
    // An answer proves that the plan has the file, however it got there.
    await markBatchSent(context, batchId);
    lines += (await settleBatch(context, batchId)).changed;
  }
  context.about({ entityId: sheet.id, detail: { applied: true, rows: good.length, lines } });
  const { accepted, cameBack, waiting, unmatched } = read.counts;
  const rest = unmatched === 0 ? '' : ` ${unmatched} of ${read.counts.rows} rows count for nothing.`;
  return {
    lines,
    sentence: `${accepted} accepted, ${cameBack} came back, ${waiting} waiting.${rest}`,
  };
}

/**
 * Takes a sheet back: its answers count no longer, and the files settle as if it had not come.
 *
 * @throws AppError `CONFLICT` when it does not count, or when lines it sent back are corrected already
 */
export async function undoSheet(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ lines: number }> {
  const sheet = await storedSheet(context, input.id);
  if (sheet.state !== 'applied') throw new AppError('CONFLICT', 'This sheet does not count.');
  const moved = await countMovedOn(context.db, sheet.id);
  if (moved > 0) {
    const what = moved === 1 ? '1 line that it sent back is' : `${moved} lines that it sent back are`;
    throw new AppError('CONFLICT', `${what} corrected already, so the sheet stays. Nothing was changed.`);
  }
  await updateSheet(context.db, sheet.id, {
    state: 'undone',
    undone_at: context.now(),
    undone_by: context.user.id,
  });
  let lines = 0;
  for (const batchId of await selectBatchesOfSheet(context.db, sheet.id)) {
    lines += (await settleBatch(context, batchId)).changed;
  }
  context.about({ entityId: sheet.id, detail: { undone: true, lines } });
  return { lines };
}
