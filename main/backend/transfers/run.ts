import { AppError } from '#shared/errors.ts';
import type { RunEvent } from '#shared/transfers/contract.ts';
import type { CallContext } from '../context.ts';
import { showPlans } from '../plans/plans.ts';
import { streamEvents } from './event-stream.ts';
import { ranKey, writeMoment } from './moments/store.ts';
import { type PlanLine, planLine } from './plan-line.ts';
import { collect } from './received/collect.ts';
import { removeOldContent } from './retention.ts';
import { sendTransfer } from './send-transfer.ts';
import { type StoredRow, selectOutbox } from './store.ts';

/** Failures that are about one file; after any other the plan's remaining files are not tried. */
const ABOUT_ONE_FILE: readonly unknown[] = ['name_taken', 'size_differs', 'content_differs', 'unsure'];

/** Which files of the outbox a run takes, and at which plans it looks for answers. */
export interface RunScope {
  readonly wants: (row: StoredRow) => boolean;
  readonly collectFrom: ReadonlySet<string> | 'all' | 'none';
}

/** Everything that waits, and answers of every plan. */
const EVERYTHING: RunScope = { wants: () => true, collectFrom: 'all' };

/**
 * Sends everything that waits and looks for answers, plan by plan, without a person.
 *
 * Ends with an error when anything did not go, so that a task scheduler sees it; what went is on record either way.
 *
 * @throws AppError while streaming `TRANSFER_FAILED` after the last event
 */
export async function runTransfers(context: CallContext): Promise<AsyncGenerator<RunEvent, void, void>> {
  return streamEvents(context.signal, async (emit, signal) => {
    const counts = await runScope(context, EVERYTHING, emit, signal);
    await removeOldContent(context);
    const failed = counts.notSent + counts.problems;
    if (failed > 0) {
      throw new AppError('TRANSFER_FAILED', `${failed} ${failed === 1 ? 'thing' : 'things'} did not go.`, {
        facts: { ...counts },
      });
    }
  });
}

interface RunCounts {
  sent: number;
  notSent: number;
  kept: number;
  problems: number;
}

/** Sends and collects what a scope says; reports each file, and the counts at the end. */
export async function runScope(
  context: CallContext,
  scope: RunScope,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<RunCounts> {
  const counts: RunCounts = { sent: 0, notSent: 0, kept: 0, problems: 0 };
  const plans = await showPlans(context);
  const outbox = await selectOutbox(context.db);
  for (const plan of plans) {
    if (plan.profile.sftp === null) continue;
    const rows = outbox.filter(
      (row) => row.planId === plan.id && row.state !== 'unsure' && !row.paused && scope.wants(row),
    );
    await sendRows(context, rows, counts, emit, signal);
    const wanted =
      scope.collectFrom === 'all' || (scope.collectFrom !== 'none' && scope.collectFrom.has(plan.id));
    const able = plan.profile.sftp.responseFolders.length > 0 && plan.login.kind !== 'none' && plan.hostKey;
    if (wanted && able) await collectFrom(context, plan.id, counts, emit);
    if (wanted) {
      await context.write((inside) =>
        writeMoment(inside.db, ranKey(plan.id), { at: inside.now(), by: inside.user.id }),
      );
    }
  }
  const sentence = `${counts.sent} sent, ${counts.notSent} not sent, ${counts.kept} received, ${counts.problems} problems.`;
  emit({ step: 'finished', planId: null, id: null, sentence, at: context.now(), counts: { ...counts } });
  return counts;
}

async function sendRows(
  context: CallContext,
  rows: readonly StoredRow[],
  counts: RunCounts,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const line = planLine();
  try {
    await sendOneByOne(context, rows, counts, emit, signal, line);
  } finally {
    line.end();
  }
}

async function sendOneByOne(
  context: CallContext,
  rows: readonly StoredRow[],
  counts: RunCounts,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
  line: PlanLine,
): Promise<void> {
  for (const [index, row] of rows.entries()) {
    signal.throwIfAborted();
    const about = { planId: row.planId, id: row.id };
    try {
      const events = await sendTransfer({ ...context, signal }, { id: row.id }, line);
      for await (const _event of events);
      counts.sent += 1;
      await context.write((inside) =>
        inside.record('transfer.send', { entityId: row.id, detail: { planId: row.planId, byRun: true } }),
      );
      emit({ step: 'sent', ...about, sentence: `${row.planName} has ${row.fileName}.`, at: context.now() });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      counts.notSent += 1;
      emit({ step: 'not_sent', ...about, sentence: error.message, at: context.now() });
      if (ABOUT_ONE_FILE.includes(error.detail.facts?.reason)) continue;
      counts.notSent += rows.length - index - 1;
      return;
    }
  }
}

async function collectFrom(
  context: CallContext,
  planId: string,
  counts: RunCounts,
  emit: (event: RunEvent) => void,
): Promise<void> {
  try {
    for await (const event of await collect(context, { planId })) {
      if (event.step === 'kept') {
        counts.kept += 1;
        emit({ step: 'collected', planId, id: null, sentence: event.sentence, at: event.at });
      }
      if (event.step === 'problem') {
        counts.problems += 1;
        emit({ step: 'problem', planId, id: null, sentence: event.sentence, at: event.at });
      }
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    counts.problems += 1;
    emit({ step: 'problem', planId, id: null, sentence: error.message, at: context.now() });
  }
}
