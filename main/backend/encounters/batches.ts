import type { BatchRow } from '#shared/encounters/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { writeUserFile } from '../pdf/write-file.ts';
import { readSheetBack } from '../sheet/read-back.ts';
import { markSentLinesSent } from './answers/store.ts';
import {
  markLinesSent,
  selectBatch,
  selectBatchContent,
  selectBatches,
  updateBatchState,
} from './files/store.ts';

/** More segments than anybody reads on a screen. */
const SHOWN = 5000;
/** Rows of an invoice that the rail shows. */
const SHOWN_ROWS = 200;

/** The bytes of a built file, the same on every call. */
export async function batchContent(context: CallContext, id: string): Promise<Uint8Array> {
  const content = await selectBatchContent(context.db, id);
  if (!content) throw new AppError('NOT_FOUND', 'This file is not on record.');
  return content;
}

/** Says that the plan has the file: the batch and its lines are sent. Saying it twice changes nothing. */
export async function markBatchSent(context: CallContext, id: string): Promise<void> {
  await getBatch(context, id);
  await updateBatchState(context.db, id, 'sent');
  await markLinesSent(context.db, id);
  await markSentLinesSent(context.db, id);
}

async function getBatch(context: CallContext, id: string): Promise<BatchRow> {
  const batch = await selectBatch(context.db, id);
  if (!batch) throw new AppError('NOT_FOUND', 'This file is not on record.');
  return batch;
}

/** Built files, newest first. */
export async function listBatches(
  context: CallContext,
  input: { readonly limit: number },
): Promise<{ batches: BatchRow[] }> {
  return { batches: await selectBatches(context.db, input.limit) };
}

/** A built file with its segments, one a line, or the first rows of an invoice. */
export async function showBatch(
  context: CallContext,
  input: { readonly id: string },
): Promise<BatchRow & { segments: string[]; rows: string[][] }> {
  const batch = await getBatch(context, input.id);
  const content = await batchContent(context, input.id);
  context.about({ entityId: batch.id });
  if (batch.format !== '837p') {
    const rows = await readSheetBack(content, batch.format, []);
    return { ...batch, segments: [], rows: rows.slice(0, SHOWN_ROWS) };
  }
  const text = new TextDecoder().decode(content);
  const segments = text.split('~', SHOWN).filter((segment) => segment !== '');
  return { ...batch, segments: segments.map((segment) => `${segment}~`), rows: [] };
}

/**
 * Saves a built file where the user says; the name is null when the dialog was put away.
 *
 * The audit row of the saved copy is written together with the file: without it nothing appears under its name.
 */
export async function saveBatchFile(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ fileName: string | null }> {
  const batch = await getBatch(context, input.id);
  const content = await batchContent(context, input.id);
  context.about({ entityId: batch.id });
  const grant = await context.shell.saveFile({
    title: `Save ${batch.fileName}`,
    suggestedName: batch.fileName,
    filters: [
      batch.format === '837p'
        ? { name: '837P', extensions: ['x12', 'txt', 'edi'] }
        : { name: batch.format === 'csv' ? 'CSV' : 'Excel', extensions: [batch.format] },
    ],
  });
  if (!grant) return { fileName: null };
  await writeUserFile(grant.path, content, () =>
    context.write((inside) =>
      inside.record('encounter.file-saved', { entityId: batch.id, detail: { fileName: grant.name } }),
    ),
  );
  return { fileName: grant.name };
}
