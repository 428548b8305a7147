import type { Kysely } from 'kysely';
import type { Database, NewRow } from '../../db/schema.ts';

type Db = Kysely<Database>;

export async function insertProgramEvent(db: Db, row: NewRow<'program_event'>): Promise<void> {
  await db.insertInto('program_event').values(row).execute();
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
