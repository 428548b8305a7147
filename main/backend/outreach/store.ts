import type { Kysely } from 'kysely';
import { type MemberStatus, OUTREACH_STATUSES } from '#shared/members/member.ts';
import { lastAttemptOn, loggedAttempts, notedAttempts } from '../db/attempt-counts.ts';
import type { Database, NewRow, Row } from '../db/schema.ts';

type Db = Kysely<Database>;

/** The statuses of outreach that ended without enrollment. */
export const CLOSED_STATUSES: readonly MemberStatus[] = [
  'declined',
  'unable_to_reach',
  'excluded',
  'returned',
];

/** Members whose outreach runs, or ended; with the plan's settings, counted attempts and the last one. */
export async function findQueue(
  db: Db,
  filter: { readonly userId: string | null; readonly closed: boolean; readonly memberId?: string },
) {
  let query = db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .leftJoin('outreach', 'outreach.member_id', 'member.id')
    .select([
      'member.id',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
      'member.program',
      'member.status',
      'member.tier',
      'member.language',
      'member.phone',
      'member.address',
      'member.city',
      'member.housing_note',
      'member.homeless',
      'member.on_tel',
      'member.assigned_on',
      'plan.profile',
      'plan.short_name as plan_name',
      'outreach.next_on',
      'outreach.until',
      'outreach.ready_on',
      'outreach.closed_on',
      'outreach.close_reason',
    ])
    .select((eb) => [
      loggedAttempts(eb).as('logged'),
      notedAttempts(eb).as('noted'),
      lastAttemptOn(eb).as('last_attempt_on'),
      eb
        .selectFrom('note')
        .select((sub) => sub.fn.max('note.service_on').as('on'))
        .whereRef('note.member_id', '=', 'member.id')
        .where('note.state', '=', 'signed')
        .as('last_note_on'),
    ])
    .where('member.status', 'in', filter.closed ? CLOSED_STATUSES : OUTREACH_STATUSES);
  const { userId, memberId } = filter;
  if (userId !== null) {
    query = query.where((eb) => eb.or([eb('member.lead_id', '=', userId), eb('member.lead_id', 'is', null)]));
  }
  if (memberId !== undefined) query = query.where('member.id', '=', memberId);
  return query.execute();
}

export type QueueRow = Awaited<ReturnType<typeof findQueue>>[number];

/** Where the outreach of a member stands, or undefined before anything happened. */
export async function findOutreachState(db: Db, memberId: string) {
  return db.selectFrom('outreach').selectAll().where('member_id', '=', memberId).executeTakeFirst();
}

/** Sets columns of a member's outreach; makes its row when there is none. */
export async function writeOutreach(
  db: Db,
  memberId: string,
  now: string,
  changes: Partial<Omit<NewRow<'outreach'>, 'member_id' | 'updated_at'>>,
): Promise<void> {
  await db
    .insertInto('outreach')
    .values({ member_id: memberId, updated_at: now, ...changes })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ ...changes, updated_at: now }))
    .execute();
}

export async function insertAttempt(db: Db, row: NewRow<'outreach_attempt'>): Promise<void> {
  await db.insertInto('outreach_attempt').values(row).execute();
}

/** One attempt, or undefined. */
export async function findAttempt(db: Db, id: string): Promise<Row<'outreach_attempt'> | undefined> {
  return db.selectFrom('outreach_attempt').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertAttemptStrike(db: Db, row: NewRow<'outreach_strike'>): Promise<void> {
  await db.insertInto('outreach_strike').values(row).execute();
}

/** A member's attempts, the oldest first, with who struck them and what became of a letter. */
export async function findAttempts(db: Db, memberId: string) {
  return db
    .selectFrom('outreach_attempt')
    .innerJoin('user', 'user.id', 'outreach_attempt.staff_id')
    .leftJoin('outreach_strike', 'outreach_strike.attempt_id', 'outreach_attempt.id')
    .leftJoin('note_strike', 'note_strike.note_id', 'outreach_attempt.note_id')
    .leftJoin('user as striker', (join) =>
      join.on((eb) =>
        eb('striker.id', '=', eb.fn.coalesce('outreach_strike.created_by', 'note_strike.created_by')),
      ),
    )
    .leftJoin('letter', 'letter.id', 'outreach_attempt.letter_id')
    .selectAll('outreach_attempt')
    .select(['user.name as staff_name', 'striker.name as struck_by'])
    .select(['letter.mailed_on', 'letter.returned_on', 'letter.returned_reason'])
    .select((eb) => [
      eb.fn.coalesce('outreach_strike.reason', 'note_strike.reason').as('strike_reason'),
      eb.fn.coalesce('outreach_strike.created_at', 'note_strike.created_at').as('struck_at'),
    ])
    .where('outreach_attempt.member_id', '=', memberId)
    .orderBy('outreach_attempt.happened_on')
    .orderBy('outreach_attempt.id')
    .execute();
}

/** The last attempt of everybody in outreach that was not struck; mailings are none. */
export async function findLastAttempts(db: Db) {
  const rows = await db
    .selectFrom('outreach_attempt')
    .innerJoin('member', 'member.id', 'outreach_attempt.member_id')
    .leftJoin('outreach_strike', 'outreach_strike.attempt_id', 'outreach_attempt.id')
    .leftJoin('note_strike', 'note_strike.note_id', 'outreach_attempt.note_id')
    .select(['outreach_attempt.member_id', 'outreach_attempt.happened_on'])
    .select(['outreach_attempt.method', 'outreach_attempt.text'])
    .where('member.status', 'in', OUTREACH_STATUSES)
    .where('outreach_attempt.bulk', '=', 0)
    .where('outreach_strike.id', 'is', null)
    .where('note_strike.id', 'is', null)
    .orderBy('outreach_attempt.happened_on')
    .orderBy('outreach_attempt.id')
    .execute();
  return rows;
}

export type AttemptRow = Awaited<ReturnType<typeof findAttempts>>[number];

/** Signed notes with the member from before enrollment that no attempt stands behind: they were attempts too. */
export async function findNotedAttempts(db: Db, memberId: string, before: string | null) {
  let query = db
    .selectFrom('note')
    .leftJoin('user', 'user.id', 'note.staff_id')
    .leftJoin('outreach_attempt', 'outreach_attempt.note_id', 'note.id')
    .leftJoin('note_strike', 'note_strike.note_id', 'note.id')
    .leftJoin('user as striker', 'striker.id', 'note_strike.created_by')
    .select(['note.id', 'note.service_on', 'note.mode', 'note.minutes', 'note.summary'])
    .select(['user.name as staff_name', 'striker.name as struck_by'])
    .select(['note_strike.reason as strike_reason', 'note_strike.created_at as struck_at'])
    .where('note.member_id', '=', memberId)
    .where('note.state', '=', 'signed')
    .where('note.mode', '!=', 'without_member')
    .where('outreach_attempt.id', 'is', null);
  if (before !== null) query = query.where('note.service_on', '<', before);
  return query.orderBy('note.service_on').execute();
}

export async function insertEvent(db: Db, row: NewRow<'outreach_event'>): Promise<void> {
  await db.insertInto('outreach_event').values(row).execute();
}

export async function findEvents(db: Db, memberId: string) {
  return db
    .selectFrom('outreach_event')
    .innerJoin('user', 'user.id', 'outreach_event.created_by')
    .selectAll('outreach_event')
    .select('user.name as by_name')
    .where('member_id', '=', memberId)
    .orderBy('outreach_event.created_at', 'desc')
    .execute();
}

/** Somebody's unfinished attempt about a member, as JSON. */
export async function findDraft(db: Db, memberId: string, authorId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('outreach_draft')
    .select('content')
    .where('member_id', '=', memberId)
    .where('author_id', '=', authorId)
    .executeTakeFirst();
  return row?.content;
}

export async function writeDraft(db: Db, row: NewRow<'outreach_draft'>): Promise<void> {
  await db
    .insertInto('outreach_draft')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['member_id', 'author_id'])
        .doUpdateSet({ content: row.content, updated_at: row.updated_at }),
    )
    .execute();
}

export async function deleteDraft(db: Db, memberId: string, authorId: string): Promise<void> {
  await db
    .deleteFrom('outreach_draft')
    .where('member_id', '=', memberId)
    .where('author_id', '=', authorId)
    .execute();
}
