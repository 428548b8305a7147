import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../db/schema.ts';
import { findNoteIds, findTaskIds, type SearchTerm } from '../db/search.ts';

type Db = Kysely<Database>;

/** Signed notes with all these words, newest first, each with the words around. */
export async function findNotes(db: Db, terms: readonly SearchTerm[], limit: number) {
  const found = await findNoteIds(db, terms, limit);
  if (found.length === 0) return [];
  const rows = await db
    .selectFrom('note')
    .innerJoin('member', 'member.id', 'note.member_id')
    .leftJoin('user', 'user.id', 'note.staff_id')
    .select(['note.id', 'note.member_id', 'note.service_on', 'note.content'])
    .select(['member.first_name', 'member.middle_name', 'member.last_name', 'user.name as staff'])
    .where(
      'note.id',
      'in',
      found.map(({ id }) => id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, text }) => {
    const row = byId.get(id);
    return row ? [{ ...row, text: writtenText(row.content) || text }] : [];
  });
}

/** Open tasks whose title has all these words, newest first. */
export async function findTasks(db: Db, terms: readonly SearchTerm[], limit: number) {
  const ids = await findTaskIds(db, terms, 200);
  if (ids.length === 0) return [];
  return db
    .selectFrom('task')
    .leftJoin('member', 'member.id', 'task.member_id')
    .select(['task.id', 'task.member_id', 'task.title', 'task.due_on'])
    .select(['member.first_name', 'member.middle_name', 'member.last_name'])
    .where('task.id', 'in', ids)
    .where('task.state', '=', 'open')
    .orderBy('task.due_on', (order) => order.asc().nullsLast())
    .orderBy('task.id')
    .limit(limit)
    .execute();
}

const noteText = z.object({ text: z.string() });
/** A note that an import wrote keeps its text without an envelope. */
const storedText = z.union([z.object({ content: noteText }).transform(({ content }) => content), noteText]);

/** The words of a note as they were written; what is searched is in small letters without accents. */
function writtenText(content: string): string {
  return storedText.safeParse(JSON.parse(content)).data?.text ?? '';
}
