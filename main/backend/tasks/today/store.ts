import type { ExpressionBuilder, Kysely } from 'kysely';
import { OPEN_STATUSES, OUTREACH_STATUSES } from '#shared/members/member.ts';
import { loggedAttempts, notedAttempts } from '../../db/attempt-counts.ts';
import type { Database } from '../../db/schema.ts';

type Db = Kysely<Database>;
type MemberExpression = ExpressionBuilder<Database, 'member'>;

/** The columns a row of Today shows of its member. */
const MEMBER_COLUMNS = [
  'member.id',
  'member.first_name',
  'member.middle_name',
  'member.last_name',
  'member.program',
  'member.tier',
  'member.status',
  'member.language',
  'member.phone',
  'member.assigned_on',
  'member.enrolled_on',
  'member.last_contact_on',
] as const;

/** Open tasks of a user that are not put away and due by a day, or urgent, first due first. */
export async function findDueTasks(
  db: Db,
  filter: { userId: string; today: string; until: string; limit: number },
) {
  return db
    .selectFrom('task')
    .leftJoin('member', 'member.id', 'task.member_id')
    .select([
      'task.id as task_id',
      'task.kind',
      'task.title',
      'task.detail',
      'task.due_on',
      'task.urgent',
      'task.why',
      'task.source_kind',
      'task.source_id',
    ])
    .select(MEMBER_COLUMNS)
    .where('task.state', '=', 'open')
    .where((eb) =>
      eb.or([eb('task.snoozed_until', 'is', null), eb('task.snoozed_until', '<=', filter.today)]),
    )
    .where((eb) => eb.or([eb('task.due_on', '<=', filter.until), eb('task.urgent', '=', 1)]))
    .where((eb) =>
      eb.or([
        eb('task.owner_id', '=', filter.userId),
        eb.and([
          eb('task.owner_id', 'is', null),
          eb.or([eb('member.lead_id', '=', filter.userId), eb('member.lead_id', 'is', null)]),
        ]),
      ]),
    )
    .orderBy('task.due_on', (order) => order.asc().nullsLast())
    .orderBy('task.created_at')
    .limit(filter.limit)
    .execute();
}

export type DueTask = Awaited<ReturnType<typeof findDueTasks>>[number];

function mineOrNobodys(eb: MemberExpression, userId: string) {
  return eb.or([eb('member.lead_id', '=', userId), eb('member.lead_id', 'is', null)]);
}

/** Enrolled members without a signed HAP, the longest enrolled first, with their draft and how many there are. */
export async function findHapsToWrite(db: Db, userId: string, limit: number) {
  const plans = (eb: MemberExpression) =>
    eb.selectFrom('action_plan').whereRef('action_plan.member_id', '=', 'member.id');
  return db
    .selectFrom('member')
    .select(MEMBER_COLUMNS)
    .select((eb) => [
      plans(eb)
        .select('action_plan.id')
        .where('action_plan.state', '=', 'draft')
        .orderBy('action_plan.updated_at', 'desc')
        .limit(1)
        .as('draft_id'),
      eb.fn.countAll<number>().over().as('total'),
    ])
    .where('member.status', '=', 'enrolled')
    .where((eb) => mineOrNobodys(eb, userId))
    .where((eb) =>
      eb.not(eb.exists(plans(eb).select('action_plan.id').where('action_plan.signed_at', 'is not', null))),
    )
    .orderBy('member.enrolled_on')
    .orderBy('member.last_name')
    .limit(limit)
    .execute();
}

export type HapToWrite = Awaited<ReturnType<typeof findHapsToWrite>>[number];

/** Members whose next attempt is due, the longest assigned first, with the attempts so far and the plan's settings. */
export async function findOutreach(db: Db, userId: string, today: string, limit: number) {
  return db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .leftJoin('outreach', 'outreach.member_id', 'member.id')
    .select(MEMBER_COLUMNS)
    .select(['plan.profile', 'outreach.until', 'outreach.next_on', 'outreach.ready_on'])
    .select((eb) => [
      loggedAttempts(eb).as('logged'),
      notedAttempts(eb).as('noted'),
      eb.fn.countAll<number>().over().as('total'),
    ])
    .where('member.status', 'in', OUTREACH_STATUSES)
    .where((eb) => mineOrNobodys(eb, userId))
    .where((eb) =>
      eb.or([
        eb('outreach.next_on', 'is', null),
        eb('outreach.next_on', '<=', today),
        eb('outreach.ready_on', 'is not', null),
      ]),
    )
    .orderBy('member.assigned_on')
    .orderBy('member.last_name')
    .limit(limit)
    .execute();
}

export type OutreachRow = Awaited<ReturnType<typeof findOutreach>>[number];

/** Enrolled members nobody has seen or spoken to since before a day, the longest first. */
export async function findNotSeen(db: Db, userId: string, before: string, limit: number) {
  return db
    .selectFrom('member')
    .select(MEMBER_COLUMNS)
    .select((eb) => eb.fn.countAll<number>().over().as('total'))
    .where('member.status', '=', 'enrolled')
    .where((eb) => mineOrNobodys(eb, userId))
    .where('member.enrolled_on', '<=', before)
    .where((eb) =>
      eb.or([eb('member.last_contact_on', 'is', null), eb('member.last_contact_on', '<=', before)]),
    )
    .orderBy('member.last_contact_on')
    .orderBy('member.last_name')
    .limit(limit)
    .execute();
}

export type NotSeen = Awaited<ReturnType<typeof findNotSeen>>[number];

/** What the caseload numbers are counted from: one line for each member somebody works with. */
export async function findCaseloadFacts(db: Db, filter: { leadId: string | null; monthStart: string }) {
  let query = db
    .selectFrom('member')
    .select(['member.status', 'member.enrolled_on', 'member.last_contact_on'])
    .select((eb) => [
      eb
        .selectFrom('action_plan')
        .select((plan) => plan.fn.min('action_plan.signed_at').as('at'))
        .whereRef('action_plan.member_id', '=', 'member.id')
        .where('action_plan.signed_at', 'is not', null)
        .as('first_signed_at'),
      eb
        .selectFrom('encounter')
        .select('encounter.id')
        .whereRef('encounter.member_id', '=', 'member.id')
        .where('encounter.service_on', '>=', filter.monthStart)
        .where('encounter.billable', '=', 1)
        .limit(1)
        .as('service_id'),
    ])
    .where('member.status', 'in', OPEN_STATUSES);
  if (filter.leadId !== null) query = query.where('member.lead_id', '=', filter.leadId);
  return query.execute();
}

/** Open and done tasks of a user by the day they are due, from one day to another. */
export async function countTasksByDay(db: Db, filter: { userId: string; from: string; to: string }) {
  return db
    .selectFrom('task')
    .leftJoin('member', 'member.id', 'task.member_id')
    .select((eb) => ['task.due_on', 'task.state', eb.fn.countAll<number>().as('count')])
    .where('task.due_on', '>=', filter.from)
    .where('task.due_on', '<=', filter.to)
    .where((eb) =>
      eb.or([
        eb('task.owner_id', '=', filter.userId),
        eb.and([
          eb('task.owner_id', 'is', null),
          eb.or([eb('member.lead_id', '=', filter.userId), eb('member.lead_id', 'is', null)]),
        ]),
      ]),
    )
    .groupBy(['task.due_on', 'task.state'])
    .execute();
}

/** What waits elsewhere, for the plain numbers of the navigation, in one query. */
export async function countWaiting(db: Db) {
  const row = await db
    .selectFrom('agency')
    .select((eb) => [
      eb
        .selectFrom('roster_import')
        .select((sub) => sub.fn.countAll<number>().as('n'))
        .where('roster_import.state', '=', 'preview')
        .as('rosters'),
      eb
        .selectFrom('encounter')
        .select((sub) => sub.fn.countAll<number>().as('n'))
        .where('encounter.state', '=', 'ready')
        .as('encounters'),
      eb
        .selectFrom('transfer')
        .select((sub) => sub.fn.countAll<number>().as('n'))
        .where('transfer.state', 'in', ['queued', 'sending', 'unsure'])
        .as('transfers'),
    ])
    .executeTakeFirst();
  return {
    rosters: row?.rosters ?? 0,
    encounters: row?.encounters ?? 0,
    transfers: row?.transfers ?? 0,
  };
}
