import type { CallContext } from '../context.ts';
import { showPlans } from '../plans/plans.ts';
import { removeFile } from './files/kept-file.ts';
import { clearSentContent, PURGED, readMoment, selectSentBefore, writeMoment } from './moments/store.ts';
import { clearReceivedContent, selectReceivedBefore } from './received/store.ts';

const DAY = 24 * 3_600_000;

/**
 * Removes the bytes of files whose plan's years of keeping are over; at most once a day.
 *
 * The lines of the ledger and every audit row stay for good.
 */
export async function removeOldContent(context: CallContext): Promise<number> {
  const now = context.now();
  const last = await readMoment(context.db, PURGED);
  if (last !== null && Date.parse(now) - Date.parse(last) < DAY) return 0;
  let removed = 0;
  for (const plan of await showPlans(context)) {
    const before = yearsBefore(now, plan.profile.retentionYears);
    for (const old of await selectSentBefore(context.db, plan.id, before)) {
      await remove(context, old, (inside) => clearSentContent(inside.db, old.id, now));
      removed += 1;
    }
    for (const old of await selectReceivedBefore(context.db, plan.id, before)) {
      await remove(context, old, (inside) => clearReceivedContent(inside.db, old.id, now));
      removed += 1;
    }
  }
  await context.write((inside) => writeMoment(inside.db, PURGED, { at: now, by: inside.user.id }));
  return removed;
}

async function remove(
  context: CallContext,
  old: { readonly id: string; readonly fileId: string | null },
  clear: (inside: CallContext) => Promise<void>,
): Promise<void> {
  await context.write(async (inside) => {
    await clear(inside);
    await inside.record('transfer.content_removed', { entityId: old.id });
  });
  if (old.fileId) await removeFile(context, old.fileId);
}

function yearsBefore(now: string, years: number): string {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date.toISOString();
}
