import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** Members who were enrolled on at least one day of a span, with their plan and lead. */
export async function selectEnrolled(db: Db, from: string, to: string) {
  return db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .leftJoin('user', 'user.id', 'member.lead_id')
    .select([
      'member.id',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
      'member.plan_id',
      'member.program',
      'member.last_contact_on',
      'plan.short_name as plan_name',
      'user.name as lead_name',
    ])
    .where('member.program', 'is not', null)
    .where('member.enrolled_on', '<=', to)
    .where((eb) => eb.or([eb('member.ended_on', 'is', null), eb('member.ended_on', '>=', from)]))
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .orderBy('member.id')
    .execute();
}

/** How many billable lines of services, outreach left out, each member has in a span, by state. */
export async function countServices(db: Db, from: string, to: string) {
  const rows = await db
    .selectFrom('encounter')
    .innerJoin('member', 'member.id', 'encounter.member_id')
    .select((eb) => ['encounter.member_id', 'encounter.state', eb.fn.countAll<number>().as('lines')])
    .where('encounter.service_on', '>=', from)
    .where('encounter.service_on', '<=', to)
    .where('encounter.billable', '=', 1)
    .where('encounter.state', 'not in', ['void', 'not_billable'])
    .whereRef('encounter.service_on', '>=', 'member.enrolled_on')
    .groupBy(['encounter.member_id', 'encounter.state'])
    .execute();
  return rows.map((row) => ({ memberId: row.member_id, state: row.state, lines: Number(row.lines) }));
}
