import { memberStatusSchema, programSchema } from '#shared/members/member.ts';
import { nextDue } from '#shared/members/next-clock.ts';
import { outreachRule } from '#shared/outreach/rule.ts';
import { type PlanProfile, planProfileSchema } from '#shared/plans/profile.ts';
import type { CallContext } from '../context.ts';
import { refreshReminders } from '../tasks/reminders/refresh.ts';
import { findClockFacts, writeNextDue } from './store.ts';

/** Above this many the whole caseload is done at once: a statement takes only so many values. */
const MOST_IDS = 2000;

/**
 * Recomputes which clock of these members runs out first, and keeps it on their rows.
 *
 * Call it after anything that starts, ends or moves a clock: enrollment, a signed HAP, a contact, a task. Without
 * ids it does the whole caseload, for imports and once a day. Tasks that rules ask for are set and closed on the way;
 * returns how many.
 */
export async function refreshClocks(
  context: CallContext,
  someIds: readonly string[] | null,
): Promise<{ set: number; closed: number }> {
  const memberIds = someIds !== null && someIds.length > MOST_IDS ? null : someIds;
  const counts = await refreshReminders(context, memberIds);
  const settings = new Map<string, PlanProfile['outreach']>();
  const outreachOf = (profile: string): PlanProfile['outreach'] => {
    const known = settings.get(profile);
    if (known !== undefined) return known;
    const read = planProfileSchema.shape.outreach.parse(JSON.parse(profile).outreach ?? {});
    settings.set(profile, read);
    return read;
  };
  for (const row of await findClockFacts(context.db, memberIds)) {
    const program = row.program === null ? null : programSchema.parse(row.program);
    const next = nextDue({
      status: memberStatusSchema.parse(row.status),
      program,
      assignedOn: row.assigned_on,
      enrolledOn: row.enrolled_on,
      lastContactOn: row.last_contact_on,
      hapSigned: row.hap_signed === 1,
      outreachDays: outreachRule(outreachOf(row.profile), program).windowDays,
      outreachUntil: row.outreach_until,
      task:
        row.task_due_on && row.task_title !== null ? { dueOn: row.task_due_on, title: row.task_title } : null,
    });
    const unchanged =
      next?.dueOn === (row.next_due_on ?? undefined) && next?.label === (row.next_due_label ?? undefined);
    if (!unchanged) await writeNextDue(context.db, row.id, next);
  }
  return counts;
}
