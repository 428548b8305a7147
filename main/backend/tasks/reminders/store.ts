import type { Kysely } from 'kysely';
import type { Database, NewRow } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** The forms whose signing counts as having assessed the whole person. */
const WHOLE_PERSON_FORMS = ['comprehensive', 'reassessment'];

/** What the reminder rules look at, one line for each enrolled member; one query whatever their number. */
export async function findReminderFacts(db: Db, ids: readonly string[] | null) {
  const query = db
    .with('newest_plan', (cte) =>
      cte
        .selectFrom('action_plan')
        .select(['action_plan.member_id'])
        .select((eb) => eb.fn.max('action_plan.version').as('version'))
        .where('action_plan.signed_at', 'is not', null)
        .$if(ids !== null, (some) => some.where('action_plan.member_id', 'in', ids ?? []))
        .groupBy('action_plan.member_id'),
    )
    .selectFrom('member')
    .leftJoin('newest_plan', 'newest_plan.member_id', 'member.id')
    .leftJoin('action_plan', (join) =>
      join
        .onRef('action_plan.member_id', '=', 'member.id')
        .onRef('action_plan.version', '=', 'newest_plan.version'),
    )
    .select([
      'member.id',
      'member.program',
      'member.enrolled_on',
      'member.authorization_end',
      'member.last_contact_on',
      'action_plan.version as plan_version',
      'action_plan.signed_at as plan_signed_at',
    ])
    .select((eb) => [
      eb
        .ref('action_plan.content', '->>$')
        .key('reviewOn' as never)
        .as('review_on'),
      eb
        .selectFrom('action_plan_signature')
        .select('action_plan_signature.id')
        .whereRef('action_plan_signature.plan_id', '=', 'action_plan.id')
        .limit(1)
        .as('agreement_id'),
      eb
        .selectFrom('assessment')
        .select((one) => one.fn.max('assessment.signed_at').as('at'))
        .whereRef('assessment.member_id', '=', 'member.id')
        .where('assessment.form_id', 'in', WHOLE_PERSON_FORMS)
        .where('assessment.signed_at', 'is not', null)
        .as('assessed_at'),
      eb
        .selectFrom('document')
        .select((one) => one.fn.max('document.created_at').as('at'))
        .whereRef('document.member_id', '=', 'member.id')
        .where('document.category', '=', 'release')
        .where('document.retired_at', 'is', null)
        .as('release_filed_at'),
    ])
    .where('member.status', '=', 'enrolled');
  return (ids === null ? query : query.where('member.id', 'in', ids)).execute();
}

/** The newest version of each emergency visit and stay that is open, or began or ended since a day. */
export async function findStays(db: Db, ids: readonly string[] | null, since: string) {
  const query = db
    .selectFrom('member_entry as entry')
    .select(['entry.member_id', 'entry.content', 'entry.valid_from', 'entry.valid_to'])
    .where('entry.kind', '=', 'utilization')
    .where('entry.state', '!=', 'struck')
    .where((eb) =>
      eb.or([
        eb('entry.valid_from', '>=', since),
        eb('entry.valid_to', '>=', since),
        eb('entry.valid_to', 'is', null),
      ]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('member_entry as later')
            .select('later.id')
            .whereRef('later.series_id', '=', 'entry.series_id')
            .whereRef('later.version', '>', 'entry.version'),
        ),
      ),
    );
  return (ids === null ? query : query.where('entry.member_id', 'in', ids)).execute();
}

/** The newest sharing with each recipient on an authorization of the member. */
export async function findSharings(db: Db, ids: readonly string[] | null) {
  const query = db
    .selectFrom('action_plan_share')
    .select((eb) => [
      'member_id',
      'recipient',
      eb.fn.max('shared_on').as('shared_on'),
      eb.fn.max('authority_until').as('until'),
    ])
    .where('authority', '=', 'member_authorization')
    .groupBy(['member_id', 'recipient']);
  return (ids === null ? query : query.where('member_id', 'in', ids)).execute();
}

/** Every task the rules ever set, of some members or of all: member, key and whether it is open. */
export async function findReminders(db: Db, ids: readonly string[] | null) {
  const query = db
    .selectFrom('task')
    .select(['task.id', 'task.member_id', 'task.source_id', 'task.state'])
    .where('task.source_kind', '=', 'rule');
  return (ids === null ? query : query.where('task.member_id', 'in', ids)).execute();
}

export async function insertReminders(db: Db, rows: readonly NewRow<'task'>[]): Promise<void> {
  // SQLite takes 32,766 values in one statement; a task has 17.
  for (let from = 0; from < rows.length; from += 500) {
    await db
      .insertInto('task')
      .values(rows.slice(from, from + 500))
      .execute();
  }
}

/** Closes tasks whose reason is gone. */
export async function settleReminders(
  db: Db,
  ids: readonly string[],
  stamp: { at: string; by: string },
): Promise<void> {
  for (let from = 0; from < ids.length; from += 500) {
    await db
      .updateTable('task')
      .set({ state: 'done', done_at: stamp.at, done_by: stamp.by })
      .where('id', 'in', ids.slice(from, from + 500))
      .execute();
  }
}
