import { memberStatusSchema, programSchema } from '#shared/members/member.ts';
import { nextDue } from '#shared/members/next-clock.ts';
import { planProfileSchema } from '#shared/plans/profile.ts';
import type { CallContext } from '../context.ts';
import { findClockFacts, writeNextDue } from './store.ts';

/**
 * Recomputes which clock of these members runs out first, and keeps it on their rows.
 *
 * Call it after anything that starts, ends or moves a clock: enrollment, a signed HAP, a contact, a task. Without
 * ids it does the whole caseload, for imports.
 */
export async function refreshClocks(
  context: CallContext,
  memberIds: readonly string[] | null,
): Promise<void> {
  const windows = new Map<string, number>();
  const outreachDays = (profile: string): number => {
    const known = windows.get(profile);
    if (known !== undefined) return known;
    const days = planProfileSchema.shape.outreach.parse(JSON.parse(profile).outreach ?? {}).windowDays;
    windows.set(profile, days);
    return days;
  };
  for (const row of await findClockFacts(context.db, memberIds)) {
    const next = nextDue({
      status: memberStatusSchema.parse(row.status),
      program: row.program === null ? null : programSchema.parse(row.program),
      assignedOn: row.assigned_on,
      enrolledOn: row.enrolled_on,
      lastContactOn: row.last_contact_on,
      hapSigned: row.hap_signed === 1,
      outreachDays: outreachDays(row.profile),
      task:
        row.task_due_on && row.task_title !== null ? { dueOn: row.task_due_on, title: row.task_title } : null,
    });
    const unchanged =
      next?.dueOn === (row.next_due_on ?? undefined) && next?.label === (row.next_due_label ?? undefined);
    if (!unchanged) await writeNextDue(context.db, row.id, next);
  }
}
