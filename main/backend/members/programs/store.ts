import type { Kysely } from 'kysely';
import type { Database, NewRow } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** Rows in one statement: SQLite takes 32,766 values, an event has 8. */
const CHUNK = 1000;

export async function insertProgramEvents(db: Db, rows: readonly NewRow<'program_event'>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('program_event')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  }
}

/** Changes of tier of some members, the last recorded first. */
export async function findTierEvents(db: Db, memberIds: readonly string[]) {
  const found: { id: string; member_id: string; detail: string }[] = [];
  for (let from = 0; from < memberIds.length; from += CHUNK) {
    const rows = await db
      .selectFrom('program_event')
      .select(['id', 'member_id', 'detail'])
      .where('member_id', 'in', memberIds.slice(from, from + CHUNK))
      .where('kind', '=', 'tier')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Takes steps out that a roster wrote, when it is taken back. */
export async function deleteProgramEvents(db: Db, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += CHUNK) {
    await db
      .deleteFrom('program_event')
      .where('id', 'in', ids.slice(from, from + CHUNK))
      .execute();
  }
}

/** A member's events with who recorded them, the newest first. */
export async function findProgramEvents(db: Db, memberId: string) {
  return db
    .selectFrom('program_event')
    .leftJoin('user', 'user.id', 'program_event.created_by')
    .selectAll('program_event')
    .select('user.name as author')
    .where('program_event.member_id', '=', memberId)
    .orderBy('program_event.happened_on', 'desc')
    .orderBy('program_event.created_at', 'desc')
    .orderBy('program_event.id', 'desc')
    .execute();
}

/** The steps of many members through their programs, oldest first. */
export async function findProgramEventsOf(db: Db, memberIds: readonly string[]) {
  return db
    .selectFrom('program_event')
    .select(['member_id', 'kind', 'happened_on'])
    .where('member_id', 'in', memberIds)
    .orderBy('happened_on')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The phase that was fixed at enrollment, or null. */
export async function findPhase(db: Db, memberId: string): Promise<string | null> {
  const row = await db.selectFrom('member').select('phase').where('id', '=', memberId).executeTakeFirst();
  return row?.phase ?? null;
}

/** Whether an assessment of the member was ever signed. */
export async function hasSignedAssessment(db: Db, memberId: string): Promise<boolean> {
  const row = await db
    .selectFrom('assessment')
    .select('id')
    .where('member_id', '=', memberId)
    .where('signed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
