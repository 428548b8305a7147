import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import type { QueueEvent } from '#shared/transfers/contract.ts';
import type { CallContext } from '../context.ts';
import { getPlan, type StoredPlan } from '../plans/plans.ts';
import { encryptStream } from './encrypt.ts';
import { streamEvents } from './event-stream.ts';
import { nameForPlan } from './file-names.ts';
import { type KeptFile, keepFile, removeFile } from './files/kept-file.ts';
import { queueTransfer } from './queue-transfer.ts';

interface DocumentInput {
  readonly planId: string;
  readonly title: string;
  readonly memberIds: readonly string[];
}

interface Chosen {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

/**
 * Asks for a file, keeps it in the workspace piece by piece and puts it into the outbox of a plan.
 *
 * The same bytes for the same plan are queued once, however often and under whatever name they are chosen.
 *
 * @throws AppError `NOT_FOUND` for the plan; while streaming `FILE_UNREADABLE`, `HELD` for a PGP key that has run out
 */
export async function queueDocument(
  context: CallContext,
  input: DocumentInput,
): Promise<AsyncGenerator<QueueEvent, void, void>> {
  const plan = await getPlan(context, input.planId);
  const grant = await context.shell.openFile({
    title: `Choose a file for ${plan.shortName}`,
    filters: [{ name: 'All files', extensions: ['*'] }],
  });
  context.about({ entityId: plan.id, detail: { chosen: grant !== null } });
  return streamEvents(context.signal, async (emit, signal) => {
    if (!grant) return;
    await keepAndQueue({ ...context, signal }, plan, input, await measure(grant), emit);
  });
}

async function measure(grant: { readonly path: string; readonly name: string }): Promise<Chosen> {
  // SECURITY: the system's own message would carry the path.
  const info = await stat(grant.path).catch(() => null);
  if (!info?.isFile()) {
    throw new AppError('FILE_UNREADABLE', `${grant.name} could not be read. Choose it again.`);
  }
  if (info.size === 0) throw new AppError('FILE_UNREADABLE', `${grant.name} is empty. Nothing was queued.`);
  return { ...grant, size: info.size };
}

async function keepAndQueue(
  context: CallContext,
  plan: StoredPlan,
  input: DocumentInput,
  chosen: Chosen,
  emit: (event: QueueEvent) => void,
): Promise<void> {
  const clear = createHash('sha256');
  let read = 0;
  const say = () =>
    emit({ step: 'keeping', sentence: `Keeping ${chosen.name}`, bytes: read, total: chosen.size, id: null });
  async function* parts(): AsyncGenerator<Uint8Array, void, void> {
    try {
      for await (const part of createReadStream(chosen.path, { highWaterMark: 1024 * 1024 })) {
        clear.update(part as Buffer);
        read += (part as Buffer).byteLength;
        say();
        yield part as Buffer;
      }
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('FILE_UNREADABLE', `${chosen.name} could not be read to its end. Choose it again.`);
    }
  }
  say();
  const key = plan.profile.pgpPublicKey;
  const bytes = key === null ? parts() : encryptStream(key, parts(), plan.shortName, new Date(context.now()));
  const kept = await keepFile(context, bytes);
  const { id, fresh } = await queueKept(context, plan, input, chosen, kept, clear.digest('hex'));
  if (!fresh) await removeFile(context, kept.id);
  const sentence = fresh
    ? `${chosen.name} waits in the outbox.`
    : `${chosen.name} was queued for ${plan.shortName} before. Nothing was queued twice.`;
  emit({ step: 'queued', sentence, bytes: read, total: read, id });
}

async function queueKept(
  context: CallContext,
  plan: StoredPlan,
  input: DocumentInput,
  chosen: Chosen,
  kept: KeptFile,
  clearSha256: string,
): Promise<{ id: string; fresh: boolean }> {
  return context.write(async (inside) => {
    const before = inside.newId();
    const id = await queueTransfer(
      { ...inside, newId: () => before },
      {
        planId: plan.id,
        kind: 'document',
        sourceId: sourceOf(plan.id, clearSha256),
        title: input.title === '' ? chosen.name.slice(0, 200) : input.title,
        fileName: await nameOf(inside, plan, chosen.name),
        bytes: kept.bytes,
        sha256: kept.sha256,
        kept,
        memberIds: input.memberIds,
      },
    );
    const fresh = id === before;
    if (fresh) {
      await inside.record('transfer.document_queued', {
        entityId: id,
        detail: { planId: plan.id, bytes: kept.bytes, sha256: kept.sha256, members: input.memberIds.length },
      });
    }
    return { id, fresh };
  });
}

/** What the file is called at the plan: as here, unless the plan's profile says otherwise. */
function nameOf(context: CallContext, plan: StoredPlan, name: string): Promise<string> {
  const dot = name.lastIndexOf('.');
  const [base, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ''];
  return nameForPlan(context, plan, plan.profile.documents.fileNameTemplate, { name, base, extension });
}

/** The identity of these bytes for this plan, in the shape of a row id. */
function sourceOf(planId: string, sha256: string): string {
  const hex = createHash('sha256').update(`${planId}\n${sha256}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
