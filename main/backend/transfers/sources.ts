import { createHash } from 'node:crypto';
import type { TransferKind } from '#shared/transfers/contract.ts';
import type { CallContext } from '../context.ts';
import { batchContent, markBatchSent } from '../encounters/batches.ts';

/** What a transfer needs from the capability whose file it carries. */
interface TransferSource {
  /** The bytes, the same at every call. */
  readonly content: (context: CallContext, sourceId: string) => Promise<Uint8Array>;
  /** Called once, in the transaction that writes the ledger. */
  readonly sent: (context: CallContext, sourceId: string) => Promise<unknown>;
}

const SOURCES: Readonly<Partial<Record<TransferKind, TransferSource>>> = {
  encounters: { content: batchContent, sent: markBatchSent },
};

function sourceOf(kind: TransferKind): TransferSource {
  const source = SOURCES[kind];
  if (!source) throw new Error(`No source for transfers of ${kind}`);
  return source;
}

/** The bytes of a transfer, proven to be those that were queued. */
export async function transferContent(
  context: CallContext,
  transfer: { readonly kind: TransferKind; readonly sourceId: string; readonly sha256: string },
): Promise<Uint8Array> {
  const bytes = await sourceOf(transfer.kind).content(context, transfer.sourceId);
  if (createHash('sha256').update(bytes).digest('hex') !== transfer.sha256.toLowerCase()) {
    throw new Error('The bytes of a transfer are not those that were queued');
  }
  return bytes;
}

/** Tells the capability whose file it was that the plan has it. */
export async function tellSource(
  context: CallContext,
  transfer: { readonly kind: TransferKind; readonly sourceId: string },
): Promise<void> {
  await sourceOf(transfer.kind).sent(context, transfer.sourceId);
}
