import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { NOTICE_SOURCE } from '../../members/stays/stays.ts';

type Db = Kysely<Database>;

/** How far back the audit is looked through for the last absence. */
const MOST_ROWS = 20_000;

/** The newest rows of the audit by one user, newest first: only when and what. */
export async function findOwnActions(db: Db, userId: string) {
  const newest = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return db
    .selectFrom('audit')
    .select(['seq', 'at', 'action'])
    .where('seq', '>', Number(newest?.seq ?? 0) - MOST_ROWS)
    .where('user_id', '=', userId)
    .orderBy('seq', 'desc')
    .execute();
}

/**
 * Emergency visits and stays that somebody else entered, or a hospital's notice set or changed, since an instant: each
 * once in its newest version, with whose member it is; the newest first.
 */
export async function findHospitalNews(db: Db, userId: string, since: string) {
  return db
    .selectFrom('member_entry as entry')
    .innerJoin('member', 'member.id', 'entry.member_id')
    .select([
      'member.id',
      'member.lead_id',
      'member.first_name',
      'member.last_name',
      'entry.content',
      'entry.state',
      'entry.valid_from',
      'entry.valid_to',
    ])
    .where('entry.kind', '=', 'utilization')
    .where('entry.created_at', '>', since)
    .where((eb) =>
      eb.or([
        eb('entry.source', '=', NOTICE_SOURCE),
        eb.and([eb('entry.version', '=', 1), eb('entry.created_by', '!=', userId)]),
      ]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('member_entry as later')
            .select('later.id')
            .whereRef('later.series_id', '=', 'entry.series_id')
            .whereRef('later.version', '>', 'entry.version')
            .where('later.source', '=', NOTICE_SOURCE),
        ),
      ),
    )
    .orderBy('entry.created_at', 'desc')
    .execute();
}

/** Rosters somebody else opened since an instant, the newest first. */
export async function findRosterNews(db: Db, userId: string, since: string) {
  return db
    .selectFrom('roster_import')
    .innerJoin('plan', 'plan.id', 'roster_import.plan_id')
    .select(['roster_import.id', 'roster_import.state', 'roster_import.counts', 'plan.short_name'])
    .where('roster_import.created_at', '>', since)
    .where('roster_import.created_by', '!=', userId)
    .orderBy('roster_import.created_at', 'desc')
    .execute();
}

/** Members whose letter came back since a row of the audit, entered by somebody else. */
export async function findReturnedLetters(db: Db, userId: string, afterSeq: number) {
  return db
    .selectFrom('audit')
    .innerJoin('letter', 'letter.id', 'audit.entity_id')
    .innerJoin('member', 'member.id', 'letter.member_id')
    .select(['member.id', 'member.first_name', 'member.last_name', 'letter.title'])
    .where('audit.seq', '>', afterSeq)
    .where('audit.action', '=', 'letter.returned')
    .where('audit.user_id', '!=', userId)
    .orderBy('audit.seq', 'desc')
    .execute();
}

/** Open tasks somebody else gave to the user since an instant. */
export async function countTasksGiven(db: Db, userId: string, since: string): Promise<number> {
  const row = await db
    .selectFrom('task')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('owner_id', '=', userId)
    .where('state', '=', 'open')
    .where('created_by', '!=', userId)
    .where('created_at', '>', since)
    .executeTakeFirst();
  return row?.n ?? 0;
}

/** How the plans answered claims since an instant. */
export async function countAnswers(db: Db, since: string) {
  return db
    .selectFrom('answer')
    .select((eb) => ['verdict', eb.fn.count<number>('claim_number').distinct().as('n')])
    .where('created_at', '>', since)
    .where('level', '=', 'claim')
    .where('verdict', 'in', ['accepted', 'rejected'])
    .groupBy('verdict')
    .execute();
}
