import { AppError } from '#shared/errors.ts';
import type { TransferState } from '#shared/transfers/contract.ts';
import type { CallContext } from '../context.ts';
import { writeUserFile } from '../pdf/write-file.ts';
import { piecesOf } from './files/kept-file.ts';
import { pauseSending } from './send-transfer.ts';
import { contentGone, transferSource } from './sources.ts';
import { insertSending, updatePaused, updateSendAgain } from './store.ts';
import { findTransfer } from './transfers.ts';

/**
 * Puts a sent file back into the outbox, with the same bytes and the same name.
 *
 * Sending looks first: a file that still lies at the plan counts as delivered and is not written again.
 *
 * @throws AppError `NOT_FOUND`, `CONFLICT` for a file that is not sent yet
 */
export async function sendAgain(
  context: CallContext,
  input: { readonly id: string; readonly reason: string },
): Promise<{ state: TransferState }> {
  const transfer = await findTransfer(context, input.id);
  if (transfer.state !== 'sent') throw new AppError('CONFLICT', 'This file waits to be sent already.');
  if (transfer.contentRemovedAt !== null) throw contentGone();
  await insertSending(context.db, {
    id: context.newId(),
    transfer_id: transfer.id,
    sent_at: transfer.sentAt ?? context.now(),
    sent_by: transfer.sentById ?? context.user.id,
    server_path: transfer.serverPath,
    host_key: transfer.hostKey,
    answered_at: transfer.answeredAt,
    reason: input.reason,
    created_at: context.now(),
    created_by: context.user.id,
  });
  await updateSendAgain(context.db, transfer.id);
  context.about({
    entityId: transfer.id,
    detail: { reason: input.reason, sha256: transfer.sha256, sentBefore: transfer.sentAt },
  });
  return { state: 'queued' };
}

/**
 * Holds a file of the outbox back, or lets it go on.
 *
 * @throws AppError `NOT_FOUND`, `CONFLICT` for a file that is sent
 */
export async function pauseTransfer(
  context: CallContext,
  input: { readonly id: string; readonly paused: boolean },
): Promise<{ paused: boolean }> {
  const transfer = await findTransfer(context, input.id);
  if (transfer.state === 'sent') throw new AppError('CONFLICT', 'The plan has this file.');
  context.about({ entityId: transfer.id, detail: { paused: input.paused } });
  await updatePaused(context.db, transfer.id, input.paused);
  if (input.paused) pauseSending(transfer.id);
  return { paused: input.paused };
}

/** Saves what was or will be sent where the user says, byte for byte. */
export async function saveSent(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ fileName: string | null }> {
  const transfer = await findTransfer(context, input.id);
  const source = await transferSource(context, transfer);
  context.about({ entityId: transfer.id });
  const grant = await context.shell.saveFile({
    title: `Save ${transfer.fileName}`,
    suggestedName: transfer.fileName,
    filters: [{ name: 'All files', extensions: ['*'] }],
  });
  if (!grant) return { fileName: null };
  await writeUserFile(grant.path, piecesOf(source), () =>
    context.write((inside) =>
      inside.record('transfer.file_saved', {
        entityId: transfer.id,
        detail: { fileName: transfer.fileName, sha256: transfer.sha256 },
      }),
    ),
  );
  return { fileName: grant.name };
}
