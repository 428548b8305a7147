import type { TransferEvent } from '#shared/transfers/contract.ts';
import { folderFor, serverPath, type TransferStepName, temporaryName } from '#shared/transfers/steps.ts';
import { type ByteSource, bytesSource } from './byte-source.ts';
import type { PlanLine } from './plan-line.ts';
import type { PlanServer } from './plan-server.ts';
import { connectSentences } from './plan-server.ts';
import { openSession, type SftpSession } from './session.ts';
import { SftpFailure } from './sftp-failure.ts';
import type { StepsLog } from './steps-log.ts';

/** A file to deliver. */
export interface Delivery {
  readonly fileName: string;
  readonly usage: 'T' | 'P';
  readonly bytes: Uint8Array | ByteSource;
  readonly sha256: string;
  /** The path of a rename that was begun at an earlier try and whose outcome is not known. */
  readonly begunRename: string | null;
}

/** Where the file lies now. */
export interface Delivered {
  readonly serverPath: string;
  readonly hostKey: string;
}

/** What a delivery has to remember while it runs, so that a broken one is never guessed about. */
export interface DeliveryMemory {
  /** Saved before the rename is asked for; null once it is certain that it did not happen. */
  renaming(path: string | null): Promise<void>;
}

/** The reason of an abort that keeps what was uploaded so far. */
export const PAUSED = 'paused';

export type SendSteps = StepsLog<TransferStepName, TransferEvent>;

/**
 * Brings a file to a plan's server: upload under a temporary name, compare the size, rename.
 *
 * Never leaves two copies. A file of ours that is already there under its name counts as delivered; a rename
 * whose answer was lost is looked into before anything is sent; a file of somebody else is never touched.
 *
 * @throws SftpFailure
 */
export async function deliver(
  server: PlanServer,
  delivery: Delivery,
  steps: SendSteps,
  memory: DeliveryMemory,
  signal: AbortSignal,
  line?: PlanLine,
): Promise<Delivered> {
  const folder = folderFor(server.sftp, delivery.usage);
  const session = line?.take(server, steps, signal) ?? (await openWithSteps(server, steps, signal));
  let delivered = false;
  try {
    steps.begin('name', `Looking into ${folder}`);
    const there = await findEarlier(session, delivery, memory, folder);
    if (there) {
      steps.done('name', `${delivery.fileName} is already there, from the earlier try`);
      for (const step of ['upload', 'size', 'rename'] as const)
        steps.skip(step, 'Not needed, nothing was sent twice');
      delivered = true;
      return { serverPath: there, hostKey: session.fingerprint };
    }
    steps.done('name', `Name not taken in ${folder}`);

    const path = serverPath(folder, delivery.fileName);
    await uploadAndRename(session, server.sftp, { delivery, path, signal }, steps, memory);
    delivered = true;
    return { serverPath: path, hostKey: session.fingerprint };
  } finally {
    // Only a line on which nothing went wrong serves the next file.
    if (delivered && line) line.keep(server, session.leave());
    else session.close();
  }
}

/** Opens a session and reports its steps in words. */
export async function openWithSteps(
  server: PlanServer,
  steps: Pick<StepsLog<'reach' | 'host_key' | 'login', never>, 'begin' | 'done'>,
  signal: AbortSignal,
): Promise<SftpSession> {
  const words = connectSentences(server);
  steps.begin('reach', words.reach.begun);
  return openSession(
    server.target,
    (step) => {
      if (step === 'find') return;
      steps.done(step, words[step].done);
      if (step === 'reach') steps.begin('host_key', words.host_key.begun);
      if (step === 'host_key') steps.begin('login', words.login.begun);
    },
    signal,
  );
}

/** The path under which this very file already lies on the server, or null when it is free to be sent. */
async function findEarlier(
  session: SftpSession,
  delivery: Delivery,
  memory: DeliveryMemory,
  folder: string,
): Promise<string | null> {
  if ((await session.sizeOf(folder)) === null) throw new SftpFailure('folder_missing');
  const begun = delivery.begunRename;
  if (begun !== null) {
    if (await isOurs(session, begun, delivery, true)) return begun;
    // The rename either happened, and the plan took the file away, or it did not: then the upload still lies there.
    if ((await session.sizeOf(temporaryName(begun))) === null) throw new SftpFailure('unsure');
    await memory.renaming(null);
    if (begun !== serverPath(folder, delivery.fileName)) await session.discard(temporaryName(begun));
  }
  const path = serverPath(folder, delivery.fileName);
  return (await isOurs(session, path, delivery, false)) ? path : null;
}

/**
 * Whether the file at this path is the one to be sent; false when there is none.
 *
 * Where the server does not let us read it back, the size has to do, and only if we began to put it there.
 *
 * @throws SftpFailure `name_taken` when another file has the name
 */
async function isOurs(
  session: SftpSession,
  path: string,
  delivery: Delivery,
  begun: boolean,
): Promise<boolean> {
  const size = await session.sizeOf(path);
  if (size === null) return false;
  if (size !== sourceOf(delivery).size) throw new SftpFailure('name_taken');
  const sha256 = await session.sha256Of(path, size);
  if (sha256 === delivery.sha256 || (sha256 === null && begun)) return true;
  throw new SftpFailure('name_taken');
}

function sourceOf({ bytes }: Delivery): ByteSource {
  return bytes instanceof Uint8Array ? bytesSource(bytes) : bytes;
}

/**
 * Where a broken upload goes on: at the first byte that is not there, or is another one.
 *
 * What an earlier try left is read back and compared, not believed: requests overtake each other, so a broken
 * upload may have holes. A server that lets nobody read gets the whole file again.
 */
async function resumeAt(session: SftpSession, temporary: string, source: ByteSource): Promise<number> {
  const left = await session.sizeOf(temporary);
  if (left === null || left === 0 || left > source.size) return 0;
  return session.samePrefix(temporary, source, left);
}

/** Up to this size every file is read back and compared where the plan's server allows it. */
const READ_BACK_BYTES = 16 * 1024 * 1024;

async function uploadAndRename(
  session: SftpSession,
  sftp: PlanServer['sftp'],
  what: { readonly delivery: Delivery; readonly path: string; readonly signal: AbortSignal },
  steps: SendSteps,
  memory: DeliveryMemory,
): Promise<void> {
  const { delivery, path, signal } = what;
  const source = sourceOf(delivery);
  const temporary = temporaryName(path);
  try {
    steps.begin('upload', 'Uploading under a temporary name');
    const from = await resumeAt(session, temporary, source);
    let reported = from;
    await session.write(temporary, source, from, (confirmed) => {
      // A hundred reports are enough for a bar, however many requests there are.
      if (confirmed - reported < source.size / 100 && confirmed < source.size) return;
      reported = confirmed;
      steps.progress('upload', confirmed, source.size);
    });
    steps.done(
      'upload',
      from > 0
        ? `Uploaded under a temporary name, from byte ${from.toLocaleString('en-US')} on`
        : 'Uploaded under a temporary name',
    );

    steps.begin('size', 'Checking the size on the server');
    const compared = await compare(session, sftp, delivery, temporary, source.size);
    if (sftp.fileMode !== null) await session.chmod(temporary, Number.parseInt(sftp.fileMode, 8));
    steps.done('size', `${compared} on the server, ${source.size.toLocaleString('en-US')} bytes`);
  } catch (error) {
    const kept = signal.reason === PAUSED || (error instanceof SftpFailure && error.kind === 'line_dropped');
    if (!kept) await session.discard(temporary);
    throw error;
  }

  steps.begin('rename', 'Renaming, so the plan can see it');
  await memory.renaming(path);
  try {
    await session.rename(temporary, path);
  } catch (error) {
    throw await afterFailedRename(session, path, error, memory);
  }
  steps.done('rename', 'Renamed, so the plan can see it');
}

/**
 * Proves that what arrived is what was sent, before the plan can see it; says in words how far the proof goes.
 *
 * @throws SftpFailure `size_differs`, `content_differs`
 */
async function compare(
  session: SftpSession,
  sftp: PlanServer['sftp'],
  delivery: Delivery,
  temporary: string,
  size: number,
): Promise<string> {
  if ((await session.sizeOf(temporary)) !== size) throw new SftpFailure('size_differs');
  const readBack = sftp.verify === 'always' || (sftp.verify === 'auto' && size <= READ_BACK_BYTES);
  const theirs = readBack ? await session.sha256Of(temporary, size) : null;
  if (theirs === null) return 'Same size';
  if (theirs !== delivery.sha256.toLowerCase()) throw new SftpFailure('content_differs');
  return 'Same size and content';
}

/** Sorts a failed rename: refused for certain, or begun with an unknown outcome. */
async function afterFailedRename(
  session: SftpSession,
  path: string,
  error: unknown,
  memory: DeliveryMemory,
): Promise<unknown> {
  if (!(error instanceof SftpFailure)) return error;
  if (error.kind === 'line_dropped') return new SftpFailure('maybe_arrived', { cause: error });
  await memory.renaming(null);
  const taken = (await session.sizeOf(path).catch(() => null)) !== null;
  return new SftpFailure(taken ? 'name_taken' : 'rename_refused', { cause: error });
}
