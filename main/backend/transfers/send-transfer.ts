import { AppError } from '#shared/errors.ts';
import type { TransferEvent } from '#shared/transfers/contract.ts';
import { folderFor, type TransferStepName } from '#shared/transfers/steps.ts';
import type { CallContext } from '../context.ts';
import { DISK_FULL, isDiskFull } from '../db/disk-full.ts';
import { getPlan } from '../plans/plans.ts';
import type { ByteSource } from './byte-source.ts';
import { deliver, PAUSED, type SendSteps } from './deliver.ts';
import { streamEvents } from './event-stream.ts';
import { explainFailure } from './explain-failure.ts';
import type { PlanLine } from './plan-line.ts';
import { type PlanServer, planServer } from './plan-server.ts';
import { nextTry } from './retry.ts';
import { SftpFailure } from './sftp-failure.ts';
import { tellSource, transferSource } from './sources.ts';
import { StepsLog } from './steps-log.ts';
import {
  type StoredTransfer,
  selectTransfer,
  updateFailed,
  updateRenaming,
  updateSent,
  updateStarted,
} from './store.ts';

/** The transfers that are being sent right now; a row that says so and is not here was cut off by a crash. */
const running = new Map<string, AbortController>();

/** Whether this transfer is being sent at this moment. */
export function isSending(id: string): boolean {
  return running.has(id);
}

/** Stops a sending and keeps what is on the server already; false when it is not being sent. */
export function pauseSending(id: string): boolean {
  const stop = running.get(id);
  stop?.abort(PAUSED);
  return stop !== undefined;
}

/**
 * Sends one file of the outbox and reports each step.
 *
 * A file that the plan has is not sent again. Whatever goes wrong, the file stays in the outbox with a sentence
 * about it, and a later call sends the same bytes under the same name: no number is allocated here.
 *
 * @param line keeps the connection for the next file of the same plan.
 * @throws AppError `NOT_FOUND`, `CONFLICT` while it is already being sent, `HELD` while a person must ask the
 *   plan, `VALIDATION` for a plan without server or login; while streaming `HOST_KEY_UNKNOWN`,
 *   `HOST_KEY_CHANGED`, `TRANSFER_FAILED`, `CANCELLED`
 */
export async function sendTransfer(
  context: CallContext,
  input: { readonly id: string },
  line?: PlanLine,
): Promise<AsyncGenerator<TransferEvent, void, void>> {
  const transfer = await selectTransfer(context.db, input.id);
  if (!transfer) throw new AppError('NOT_FOUND', 'This file is not in the outbox or the ledger.');
  context.about({ entityId: transfer.id, detail: { planId: transfer.planId, usage: transfer.usage } });
  if (transfer.state === 'sent') return alreadySent(transfer, context.now());
  if (transfer.state === 'unsure')
    throw new AppError('HELD', transfer.problem ?? 'Ask the plan whether it has this file.');
  if (running.has(transfer.id)) throw new AppError('CONFLICT', 'This file is being sent right now.');
  const plan = await getPlan(context, transfer.planId);
  const server = await planServer(context, plan);
  const source = await transferSource(context, transfer);
  return streamEvents(context.signal, (emit, signal) =>
    attempt(context, { transfer, server, source, line }, emit, signal),
  );
}

async function* alreadySent(transfer: StoredTransfer, at: string): AsyncGenerator<TransferEvent, void, void> {
  yield {
    step: 'ledger',
    state: 'skipped',
    sentence: `${transfer.planName} has this file. Nothing was sent again.`,
    at,
  };
}

async function attempt(
  context: CallContext,
  sending: {
    readonly transfer: StoredTransfer;
    readonly server: PlanServer;
    readonly source: ByteSource;
    readonly line: PlanLine | undefined;
  },
  emit: (event: TransferEvent) => void,
  outer: AbortSignal,
): Promise<void> {
  const { transfer, server, source, line } = sending;
  if (running.has(transfer.id)) throw new AppError('CONFLICT', 'This file is being sent right now.');
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  running.set(transfer.id, stop);
  const steps: SendSteps = new StepsLog<TransferStepName, TransferEvent>(emit, context.now);
  try {
    await context.write((inside) => updateStarted(inside.db, transfer.id));
    const delivered = await deliver(
      server,
      { ...transfer, bytes: source, begunRename: transfer.serverPath },
      steps,
      { renaming: (path) => context.write((inside) => updateRenaming(inside.db, transfer.id, path)) },
      signal,
      line,
    );
    await writeLedger(context, transfer, { ...delivered, remoteBytes: source.size }, steps);
  } catch (error) {
    // Where nothing can be written, the row says "sending"; the next try looks at the server before it does anything.
    throw await keep(context, transfer, server, steps, error, signal.reason === PAUSED).catch(
      (failed: unknown) => (isDiskFull(failed) ? failed : error),
    );
  } finally {
    running.delete(transfer.id);
  }
}

/** Writes what arrived, tells the file's own capability and the audit, all in one transaction. */
async function writeLedger(
  context: CallContext,
  transfer: StoredTransfer,
  arrived: { readonly serverPath: string; readonly hostKey: string; readonly remoteBytes: number },
  steps: SendSteps,
): Promise<void> {
  steps.begin('ledger', 'Writing to the ledger');
  await context.write(async (inside) => {
    const at = inside.now();
    const last: TransferEvent = { step: 'ledger', state: 'done', sentence: 'Written to the ledger', at };
    await updateSent(inside.db, transfer.id, {
      ...arrived,
      at,
      by: inside.user.id,
      steps: [...steps.list().filter((event) => event.step !== 'ledger'), last],
    });
    await tellSource(inside, transfer);
    await inside.record('transfer.sent', {
      entityId: transfer.id,
      detail: {
        fileName: transfer.fileName,
        bytes: arrived.remoteBytes,
        sha256: transfer.sha256,
        hostKey: arrived.hostKey,
      },
    });
  });
  steps.done('ledger', 'Written to the ledger');
}

/** Leaves the file in the outbox with what happened, and gives back the error for the caller. */
async function keep(
  context: CallContext,
  transfer: StoredTransfer,
  server: PlanServer,
  steps: SendSteps,
  error: unknown,
  paused: boolean,
): Promise<unknown> {
  const failure = error instanceof SftpFailure ? error : null;
  const explained = failure
    ? explainFailure(failure, {
        ...server.facts,
        folder: folderFor(server.sftp, transfer.usage),
        fileName: transfer.fileName,
      })
    : null;
  const problem = paused
    ? 'Paused. What is on the server already stays there, and sending goes on from it.'
    : (explained?.message ??
      (isDiskFull(error) ? DISK_FULL : 'Something in Hearth failed while sending. The file waits here.'));
  steps.fail(problem);
  await context.write(async (inside) => {
    await updateFailed(inside.db, transfer.id, {
      state: failure?.kind === 'unsure' ? 'unsure' : 'queued',
      problem,
      steps: steps.list(),
      nextTryAt: failure && !paused ? nextTry(failure.kind, transfer.attempts + 1, inside.now()) : null,
      paused,
    });
    await inside.record('transfer.stopped', {
      entityId: transfer.id,
      detail: { reason: failure?.kind ?? 'internal', shownKey: failure?.fingerprint ?? null },
    });
  });
  if (explained && paused) return new AppError('CANCELLED', problem);
  return explained ?? error;
}
