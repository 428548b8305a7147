import type { CallContext } from '../../context.ts';
import { type ByteSource, bytesSource } from '../byte-source.ts';
import { keptSource } from '../files/kept-file.ts';
import { contentGone } from '../sources.ts';
import { type StoredReceived, selectReceivedContent } from './store.ts';

/**
 * The bytes of a received file exactly as they came.
 *
 * @throws AppError `NOT_FOUND` when the plan's years of keeping are over
 */
export async function receivedSource(
  context: CallContext,
  received: Pick<StoredReceived, 'id' | 'bytes' | 'fileId' | 'contentRemovedAt'>,
): Promise<ByteSource> {
  if (received.contentRemovedAt !== null) throw contentGone();
  if (received.fileId) return keptSource(context, { id: received.fileId, bytes: received.bytes });
  if (received.bytes === 0) return bytesSource(new Uint8Array());
  return bytesSource((await selectReceivedContent(context.db, received.id)) ?? new Uint8Array());
}
