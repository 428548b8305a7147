import { programSchema } from '#shared/members/member.ts';
import { remindersOf } from '#shared/tasks/reminders.ts';
import type { CallContext } from '../../context.ts';
import { todayIn } from '../../procedure.ts';
import { findReminderFacts, findReminders, insertReminders, settleReminders } from './store.ts';

/**
 * Sets the tasks that the dated rules ask for, and closes those whose reason is gone.
 *
 * Runs for the members something changed for, and for everybody once a day. A task a person has checked off stays
 * off: the same fact never sets it again. Returns how many were set and how many closed.
 */
export async function refreshReminders(
  context: CallContext,
  memberIds: readonly string[] | null,
): Promise<{ set: number; closed: number }> {
  if (memberIds !== null && memberIds.length === 0) return { set: 0, closed: 0 };
  const today = context.today();
  const dayOf = (instant: string) => todayIn(context.workspace.timeZone, new Date(instant));
  const known = await findReminders(context.db, memberIds);
  const keyOf = (memberId: string | null, key: string | null) => `${memberId} ${key}`;
  const seen = new Set(known.map((task) => keyOf(task.member_id, task.source_id)));
  const wanted = new Set<string>();
  const fresh: Parameters<typeof insertReminders>[1][number][] = [];
  for (const row of await findReminderFacts(context.db, memberIds)) {
    if (row.program === null || row.enrolled_on === null) continue;
    const reminders = remindersOf(
      {
        program: programSchema.parse(row.program),
        enrolledOn: row.enrolled_on,
        assessedOn: row.assessed_at === null ? null : dayOf(row.assessed_at),
        plan:
          row.plan_version === null || row.plan_signed_at === null
            ? null
            : {
                version: row.plan_version,
                signedOn: dayOf(row.plan_signed_at),
                reviewOn: row.review_on,
                agreed: row.agreement_id !== null,
              },
        authorizationEnd: row.authorization_end,
      },
      today,
    );
    for (const reminder of reminders) {
      const key = keyOf(row.id, reminder.key);
      wanted.add(key);
      if (seen.has(key)) continue;
      fresh.push({
        id: context.newId(),
        member_id: row.id,
        title: reminder.title,
        detail: '',
        kind: reminder.kind,
        owner_id: null,
        due_on: reminder.dueOn,
        urgent: 0,
        source_kind: 'rule',
        source_id: reminder.key,
        why: reminder.why,
        state: 'open',
        snoozed_until: null,
        done_at: null,
        done_by: null,
        created_at: context.now(),
        created_by: context.user.id,
      });
    }
  }
  const gone = known.filter(
    (task) => task.state === 'open' && !wanted.has(keyOf(task.member_id, task.source_id)),
  );
  await insertReminders(context.db, fresh);
  await settleReminders(
    context.db,
    gone.map(({ id }) => id),
    { at: context.now(), by: context.user.id },
  );
  return { set: fresh.length, closed: gone.length };
}
