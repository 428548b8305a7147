import { z } from 'zod';
import { addDays } from '#shared/dates.ts';
import { DIED } from '#shared/members/entry-forms/health.ts';
import { programSchema } from '#shared/members/member.ts';
import { remindersOf } from '#shared/tasks/reminders.ts';
import type { CallContext } from '../../context.ts';
import { todayIn } from '../../procedure.ts';
import {
  findReminderFacts,
  findReminders,
  findSharings,
  findStays,
  insertReminders,
  settleReminders,
} from './store.ts';

/** Stays that ended longer ago set nothing. */
const LOOK_BACK_DAYS = 45;

const staySchema = z.object({
  type: z.string(),
  facility: z.string().nullish(),
  disposition: z.string().nullish(),
});

function toStay(row: { content: string; valid_from: string | null; valid_to: string | null }) {
  const stay = staySchema.safeParse(JSON.parse(row.content));
  if (!stay.success || row.valid_from === null) return [];
  const { type, facility, disposition } = stay.data;
  // Nobody is to be called or visited after a death in the hospital.
  if (disposition === DIED) return [];
  return [
    {
      emergency: type === 'ed' || type === 'crisis',
      where: facility || 'The hospital',
      from: row.valid_from,
      to: row.valid_to,
    },
  ];
}

function byMember<Row extends { member_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const map = new Map<string, Row[]>();
  for (const row of rows) map.set(row.member_id, [...(map.get(row.member_id) ?? []), row]);
  return map;
}

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
  const stays = byMember(await findStays(context.db, memberIds, addDays(today, -LOOK_BACK_DAYS)));
  const sharings = byMember(await findSharings(context.db, memberIds));
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
        lastContactOn: row.last_contact_on,
        stays: (stays.get(row.id) ?? []).flatMap(toStay),
        shares: (sharings.get(row.id) ?? []).map((share) => ({
          recipient: share.recipient,
          on: share.shared_on,
          until: share.until,
        })),
        releaseFiledOn: row.release_filed_at === null ? null : dayOf(row.release_filed_at),
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
