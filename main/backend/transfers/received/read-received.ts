import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../../context.ts';
import { readable } from './readable.ts';
import { selectReceived } from './store.ts';

/**
 * A received file as its importer reads it; without bytes where it is too large to be opened, or where the plan's
 * years of keeping are over.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function readReceived(
  context: CallContext,
  id: string,
): Promise<{ readonly planId: string; readonly fileName: string; readonly bytes: Uint8Array | null }> {
  const received = await selectReceived(context.db, id);
  if (!received) throw new AppError('NOT_FOUND', 'This file is not in the inbox.');
  const opened = received.contentRemovedAt === null ? await readable(context, received) : null;
  return {
    planId: received.planId,
    fileName: opened?.fileName ?? received.fileName,
    bytes: opened?.bytes ?? null,
  };
}
