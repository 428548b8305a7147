import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { TransferKind } from '#shared/transfers/contract.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { encryptFor } from './encrypt.ts';
import type { KeptFile } from './files/kept-file.ts';
import { insertContent, insertMembers } from './inside/store.ts';
import { sourceContent, sourceMembers } from './sources.ts';
import { insertTransfer, selectLastPosition, selectTransferOf } from './store.ts';

/** A finished file that is to go to a plan. */
export interface QueueTransferInput {
  readonly planId: string;
  readonly kind: TransferKind;
  /** The row that holds the bytes, for example the batch. */
  readonly sourceId: string;
  /** What a person calls it: "Encounters, 364 lines". */
  readonly title: string;
  readonly fileName: string;
  /** Size of the file. */
  readonly bytes: number;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string;
  /** The bytes, when no other row holds them; the same source queued again is then known by its id alone. */
  readonly content?: Uint8Array;
  /** The same for a large file that is kept in pieces already, as it is to go: encrypted where the plan wants that. */
  readonly kept?: KeptFile;
  /** Whose data is inside, when the file's own capability does not say. */
  readonly memberIds?: readonly string[];
}

/**
 * Puts a file into the outbox and gives back its transfer's id; inside the caller's transaction.
 *
 * Whether it is a test or counts is fixed here, from the plan's profile: a test file stays a test file even if
 * the plan goes to production before it is sent. So is the plan's encryption: what is queued is what goes. Queuing
 * the same source again gives the same id.
 *
 * @throws AppError `CONFLICT` when the source was queued with other bytes, `NOT_FOUND` for the plan
 */
export async function queueTransfer(context: CallContext, input: QueueTransferInput): Promise<string> {
  const queued = await selectTransferOf(context.db, input.kind, input.sourceId);
  if (queued) {
    if (input.content || input.kept || queued.sha256 === input.sha256 || queued.kept) return queued.id;
    throw new AppError(
      'CONFLICT',
      'This file is already in the outbox with other content. Nothing was changed.',
    );
  }
  const plan = await getPlan(context, input.planId);
  const id = context.newId();
  const key = plan.profile.pgpPublicKey;
  const brought = input.content ?? null;
  const clear = input.kept || brought || key === null ? brought : await sourceContent(context, input);
  const kept =
    clear && key !== null ? await encryptFor(key, clear, plan.shortName, new Date(context.now())) : clear;
  await insertTransfer(context.db, {
    id,
    plan_id: input.planId,
    kind: input.kind,
    source_id: input.sourceId,
    title: input.title,
    file_name: key === null ? input.fileName : `${input.fileName}.pgp`,
    usage: plan.profile.edi.usage,
    bytes: input.kept?.bytes ?? kept?.byteLength ?? input.bytes,
    sha256: input.kept?.sha256 ?? (kept ? createHash('sha256').update(kept).digest('hex') : input.sha256),
    file_id: input.kept?.id ?? null,
    position: await selectLastPosition(context.db),
    created_at: context.now(),
    created_by: context.user.id,
  });
  if (kept) await insertContent(context.db, id, kept);
  await insertMembers(context.db, id, input.memberIds ?? (await sourceMembers(context, input)));
  return id;
}
