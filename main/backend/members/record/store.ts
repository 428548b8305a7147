import type { Kysely } from 'kysely';
import type { Database, NewRow } from '../../db/schema.ts';

type Db = Kysely<Database>;

const CHUNK = 300;

/** Every version of every entry of these members, in order, with who wrote it; one query. */
export async function findEntryRows(db: Db, memberIds: readonly string[], kinds?: readonly string[]) {
  let query = db
    .selectFrom('member_entry')
    .leftJoin('user', 'user.id', 'member_entry.created_by')
    .selectAll('member_entry')
    .select('user.name as author')
    .where('member_entry.member_id', 'in', memberIds);
  if (kinds) query = query.where('member_entry.kind', 'in', kinds);
  return query
    .orderBy('member_entry.kind')
    .orderBy('member_entry.series_id')
    .orderBy('member_entry.version')
    .execute();
}

export type EntryRow = Awaited<ReturnType<typeof findEntryRows>>[number];

/** Adds versions; none is ever changed. */
export async function insertEntries(db: Db, rows: readonly NewRow<'member_entry'>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await db
      .insertInto('member_entry')
      .values(rows.slice(start, start + CHUNK))
      .execute();
  }
}

/** Takes out what a roster or a merge wrote and took back; the table refuses anything else. */
export async function deleteEntries(db: Db, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += CHUNK) {
    await db
      .deleteFrom('member_entry')
      .where('id', 'in', ids.slice(start, start + CHUNK))
      .execute();
  }
}

/** The newest entry a roster left behind with this content, or undefined. */
export async function findRosterEntry(
  db: Db,
  past: { memberId: string; kind: string; content: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('member_entry')
    .select('id')
    .where('member_id', '=', past.memberId)
    .where('kind', '=', past.kind)
    .where('source', '=', 'roster')
    .where('content', '=', past.content)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}
