import type { Kysely } from 'kysely';
import { OPEN_STATUSES } from '#shared/members/member.ts';
import type { Database } from '../db/schema.ts';

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
