import type { CallContext } from '../../context.ts';
import { refreshClocks } from '../../members/refresh-clocks.ts';

/**
 * Brings everybody's reminders and clocks up to today.
 *
 * A reminder that appears because a day has passed is nobody's change, so the audit says only how many.
 */
export async function refreshAll(context: CallContext): Promise<{ set: number; closed: number }> {
  return context.write(async (writing) => {
    const counts = await refreshClocks(writing, null);
    if (counts.set + counts.closed > 0) await writing.record('task.rules', { detail: { ...counts } });
    return counts;
  });
}
