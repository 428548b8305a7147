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
    ])
    .where('member.status', '=', 'enrolled');
  return (ids === null ? query : query.where('member.id', 'in', ids)).execute();
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
