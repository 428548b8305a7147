import type { BackendHost, CallContext } from '../context.ts';
import { showPlans } from '../plans/plans.ts';
import { unattendedContext } from '../procedure.ts';
import { ranKey, readMoment, writeMoment } from './moments/store.ts';
import { removeOldContent } from './retention.ts';
import { runScope } from './run.ts';
import { lastDue } from './schedule-times.ts';
import { selectOutbox } from './store.ts';

const LOOK_MILLISECONDS = 30_000;

/**
 * Looks once whether something is due: a plan's time of the day, or a file that is to be tried again.
 *
 * A plan whose time passed while Hearth was closed is served at the first look after unlocking.
 *
 * @returns whether anything was tried
 */
export async function runWhatIsDue(context: CallContext, signal: AbortSignal): Promise<boolean> {
  await removeOldContent(context);
  const now = context.now();
  const due = new Set<string>();
  for (const plan of await showPlans(context)) {
    const at = lastDue(plan.profile.schedule.times, now, context.workspace.timeZone);
    if (at === null || plan.profile.sftp === null) continue;
    const ran = await readMoment(context.db, ranKey(plan.id));
    if (ran === null) {
      // A schedule that was just set begins with its next time.
      await context.write((inside) =>
        writeMoment(inside.db, ranKey(plan.id), { at: now, by: inside.user.id }),
      );
    } else if (ran < at) {
      due.add(plan.id);
    }
  }
  const retries = new Set(
    (await selectOutbox(context.db))
      .filter((row) => !row.paused && row.nextTryAt !== null && row.nextTryAt <= now)
      .map((row) => row.id),
  );
  if (due.size === 0 && retries.size === 0) return false;
  await runScope(
    context,
    { wants: (row) => due.has(row.planId) || retries.has(row.id), collectFrom: due },
    () => undefined,
    signal,
  );
  return true;
}

/** Sends and looks for answers by itself while a workspace is open. */
export function startTransferSchedule(host: BackendHost): { stop(): void } {
  const ended = new AbortController();
  let running = false;
  const look = async () => {
    const { session } = host;
    if (!session || running) return;
    running = true;
    try {
      if (await runWhatIsDue(unattendedContext(host, session, ended.signal), ended.signal)) {
        host.log.write('transfers ran by themselves');
      }
    } catch (error) {
      host.log.incident('transfers', 'transfers.schedule', error);
    } finally {
      running = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_MILLISECONDS);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      ended.abort();
    },
  };
}
