import { type Kysely, type RawBuilder, sql } from 'kysely';
import { OPEN_STATUSES } from '#shared/members/member.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

/** Members somebody works with and nobody leads, the longest waiting first, with how many there are. */
export async function findWaiting(db: Db, limit: number) {
  return db
    .selectFrom('member')
    .select([
      'id',
      'first_name',
      'middle_name',
      'last_name',
      'status',
      'program',
      'tier',
      'language',
      'zip',
      'city',
      'homeless',
      'assigned_on',
    ])
    .select((eb) => eb.fn.countAll<number>().over().as('total'))
    .where('lead_id', 'is', null)
    .where('status', 'in', OPEN_STATUSES)
    .orderBy('assigned_on')
    .orderBy('last_name')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** How many members each lead has, by tier and five-digit ZIP: one line for each mix, not for each member. */
export async function countCarried(db: Db) {
  return db
    .selectFrom('member')
    .select((eb) => ['lead_id', 'tier', 'zip', eb.fn.countAll<number>().as('count')])
    .where('lead_id', 'is not', null)
    .where('status', 'in', OPEN_STATUSES)
    .groupBy(['lead_id', 'tier', 'zip'])
    .execute();
}

/** Open tasks by whoever has to do them: the owner, or the member's lead; and how many of them are late. */
export async function countTasks(db: Db, today: string) {
  return db
    .selectFrom('task')
    .leftJoin('member', 'member.id', 'task.member_id')
    .select((eb) => [
      eb.fn.coalesce('task.owner_id', 'member.lead_id').as('user_id'),
      eb.fn.countAll<number>().as('open'),
      eb.fn.countAll<number>().filterWhere('task.due_on', '<', today).as('late'),
    ])
    .where('task.state', '=', 'open')
    .groupBy('user_id')
    .execute();
}

/** The leads of some members as they are now. */
export async function findLeads(db: Db, ids: readonly string[]) {
  return db.selectFrom('member').select(['id', 'lead_id']).where('id', 'in', ids).execute();
}

/** At most two members with exactly this CIN, or exactly this last name and birthday; charts merged away are not. */
export async function findExactly(
  db: Db,
  wanted: { readonly cin: string } | { readonly lastName: string; readonly birthDate: string },
) {
  const query = db.selectFrom('member').select('id').where('merged_into', 'is', null).limit(2);
  if ('cin' in wanted) return query.where('cin', '=', wanted.cin).execute();
  return query
    .where('birth_date', '=', wanted.birthDate)
    .where((eb) => eb(eb.fn('lower', ['last_name']), '=', wanted.lastName.trim().toLowerCase()))
    .execute();
}

export async function insertAccess(db: Db, row: NewRow<'caseload_access'>): Promise<void> {
  await db.insertInto('caseload_access').values(row).execute();
}

/**
 * The ids of the members somebody may see while caseloads are closed: those they lead, those an open task of theirs is
 * about, and those whose chart they opened with a reason that still holds. A subquery in parentheses.
 */
export function membersOf(userId: string, now: string) {
  return sql`(
    select id from member where lead_id = ${userId}
    union all select member_id from task where owner_id = ${userId} and state = 'open' and member_id is not null
    union all select member_id from caseload_access where user_id = ${userId} and until > ${now})`;
}

/** The first of some ids that is a member's who is not among `members`; ids of other things are not looked at. */
export async function findForeign(
  db: Db,
  ids: readonly string[],
  members: RawBuilder<unknown>,
): Promise<string | null> {
  const row = await db
    .selectFrom('member')
    .select('id')
    .where('id', 'in', ids)
    .where(sql<boolean>`id not in ${members}`)
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
