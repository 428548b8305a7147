import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallContext } from '../../context.ts';
import { listMemberIds } from '../../members/members.ts';
import { refreshClocks } from '../../members/refresh-clocks.ts';

/** Members in one transaction: about 20 ms, so that nobody who types or signs meanwhile waits. */
const SLICE = 200;

/**
 * Brings everybody's reminders and clocks up to today, a slice of the caseload at a time.
 *
 * A reminder that appears because a day has passed is nobody's change, so the audit says only how many.
 */
export async function refreshAll(context: CallContext): Promise<{ set: number; closed: number }> {
  const counts = { set: 0, closed: 0 };
  const ids = await listMemberIds(context);
  for (let from = 0; from < ids.length; from += SLICE) {
    // What is done stays done: the next unlock, or the next day, goes on with the rest.
    if (context.signal?.aborted) break;
    const { set, closed } = await context.write((writing) =>
      refreshClocks(writing, ids.slice(from, from + SLICE)),
    );
    counts.set += set;
    counts.closed += closed;
    await nextTurn();
  }
  if (counts.set + counts.closed > 0) {
    await context.write((writing) => writing.record('task.rules', { detail: { ...counts } }));
  }
  return counts;
}
