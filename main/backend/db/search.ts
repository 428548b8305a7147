import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from './schema.ts';

// Full-text search is the one thing SQLite and PostgreSQL do differently enough to need a helper: all of it is here.

/** Members are found by this line: names, CIN, ids, phone, birthday. */
export interface SearchLine {
  readonly memberId: string;
  readonly text: string;
}

const CHUNK = 400;

/** Writes or rewrites the search lines of members. */
export async function indexForSearch(db: Kysely<Database>, lines: readonly SearchLine[]): Promise<void> {
  for (let start = 0; start < lines.length; start += CHUNK) {
    const chunk = lines.slice(start, start + CHUNK);
    await db
      .deleteFrom('member_search')
      .where(
        'member_id',
        'in',
        chunk.map((line) => line.memberId),
      )
      .execute();
    await addToSearch(db, chunk);
  }
}

/** Adds search lines of members that have none yet; saves the look-up that rewriting needs. */
export async function addToSearch(db: Kysely<Database>, lines: readonly SearchLine[]): Promise<void> {
  for (let start = 0; start < lines.length; start += CHUNK) {
    const chunk = lines.slice(start, start + CHUNK);
    await db
      .insertInto('member_search')
      .values(chunk.map((line) => ({ member_id: line.memberId, text: line.text })))
      .execute();
  }
}

/** The query of full-text search: every word, or one that begins with it. */
function matchQuery(words: readonly string[]): string {
  return words.map((word) => `"${word.replaceAll('"', '')}"*`).join(' AND ');
}

/** Signed notes that have every one of `words`, the last signed first, with their text as it is searched. */
export async function findNoteIds(
  db: Kysely<Database>,
  words: readonly string[],
  limit: number,
): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select note_id as id, text from note_search where note_search match ${matchQuery(words)}
    order by rowid desc limit ${limit}`.execute(db);
  return rows;
}

/** Tasks that have or had every one of `words` in their title, the last written first. */
export async function findTaskIds(
  db: Kysely<Database>,
  words: readonly string[],
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select task_id as id from task_search where task_search match ${matchQuery(words)}
    order by rowid desc limit ${limit}`.execute(db);
  return [...new Set(rows.map(({ id }) => id))];
}

/** The ids of members whose search line has a word beginning with each word of `words`. */
export function membersMatching(words: readonly string[]) {
  const query = matchQuery(words);
  return sql<string>`(select member_id from member_search where member_search match ${query})`;
}

/** Takes members out of the search, such as a chart that was merged into another one. */
export async function dropFromSearch(db: Kysely<Database>, memberIds: readonly string[]): Promise<void> {
  await db.deleteFrom('member_search').where('member_id', 'in', memberIds).execute();
}
