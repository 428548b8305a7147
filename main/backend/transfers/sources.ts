import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { TransferKind } from '#shared/transfers/contract.ts';
import type { CallContext } from '../context.ts';
import { batchContent, markBatchSent } from '../encounters/batches.ts';
import { type ByteSource, bytesSource } from './byte-source.ts';
import { keptSource } from './files/kept-file.ts';
import { selectBatchMembers, selectContent, selectMembers } from './inside/store.ts';

/** What a transfer needs from the capability whose file it carries. */
interface TransferSource {
  /** The bytes, the same at every call; null when the transfer keeps them itself. */
  readonly content: ((context: CallContext, sourceId: string) => Promise<Uint8Array>) | null;
  /** Whose data is inside. */
  readonly members: (context: CallContext, sourceId: string) => Promise<string[]>;
  /** Called in the transaction that writes the ledger. */
  readonly sent: (context: CallContext, sourceId: string) => Promise<unknown>;
}

/** A file that was made for this one transfer, for example a printed Health Action Plan. */
const OWN_FILE: TransferSource = { content: null, members: async () => [], sent: async () => undefined };

/** Encounters as 837P or as an invoice: the batch holds the bytes. */
const BATCH: TransferSource = {
  content: batchContent,
  members: (context, batchId) => selectBatchMembers(context.db, batchId),
  sent: markBatchSent,
};

const SOURCES: Readonly<Record<TransferKind, TransferSource>> = {
  encounters: BATCH,
  invoice: BATCH,
  action_plans: OWN_FILE,
  return_file: OWN_FILE,
  outreach_tracker: OWN_FILE,
  document: OWN_FILE,
};

/** The bytes as the file's own capability has them, before the plan's encryption. */
export async function sourceContent(
  context: CallContext,
  source: { readonly kind: TransferKind; readonly sourceId: string },
): Promise<Uint8Array> {
  const { content } = SOURCES[source.kind];
  if (!content) throw new Error(`A transfer of ${source.kind} brings its own bytes`);
  return content(context, source.sourceId);
}

/** Whose data the file's own capability says is inside. */
export function sourceMembers(
  context: CallContext,
  source: { readonly kind: TransferKind; readonly sourceId: string },
): Promise<string[]> {
  return SOURCES[source.kind].members(context, source.sourceId);
}

/**
 * The bytes of a transfer as they go over the line, proven to be those that were queued.
 *
 * @throws AppError `NOT_FOUND` when the plan's years of keeping are over
 */
export async function transferSource(
  context: CallContext,
  transfer: {
    readonly id: string;
    readonly kind: TransferKind;
    readonly sourceId: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly fileId: string | null;
    readonly contentRemovedAt: string | null;
  },
): Promise<ByteSource> {
  if (transfer.contentRemovedAt !== null) {
    throw contentGone();
  }
  // A file in pieces was hashed while it was kept, and the database proves every page it gives back.
  if (transfer.fileId) return keptSource(context, { id: transfer.fileId, bytes: transfer.bytes });
  const bytes = (await selectContent(context.db, transfer.id)) ?? (await sourceContent(context, transfer));
  if (createHash('sha256').update(bytes).digest('hex') !== transfer.sha256.toLowerCase()) {
    throw new Error('The bytes of a transfer are not those that were queued');
  }
  return bytesSource(bytes);
}

/** Says that the bytes of a file are not kept any longer. */
export function contentGone(): AppError {
  return new AppError(
    'NOT_FOUND',
    'The years for which Hearth keeps this file are over. Its line in the ledger stays.',
  );
}

/**
 * Tells the capability whose file it was that the plan has it, and records for each member inside that their data
 * was disclosed: to whom, when and in which file.
 */
export async function tellSource(
  context: CallContext,
  transfer: {
    readonly id: string;
    readonly planId: string;
    readonly kind: TransferKind;
    readonly sourceId: string;
  },
): Promise<void> {
  await SOURCES[transfer.kind].sent(context, transfer.sourceId);
  for (const memberId of await selectMembers(context.db, transfer.id)) {
    await context.record('transfer.disclosed', {
      memberId,
      entityId: transfer.id,
      detail: { planId: transfer.planId, kind: transfer.kind },
    });
  }
}
