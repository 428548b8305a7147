import type { Kysely } from 'kysely';
import type { Database, Row } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** Every task of some members, whole, open or not. */
export async function findTaskRows(db: Db, memberIds: readonly string[]): Promise<Row<'task'>[]> {
  return db.selectFrom('task').selectAll().where('member_id', 'in', memberIds).orderBy('id').execute();
}

export async function deleteTasks(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('task').where('id', 'in', ids).execute();
}

export async function writeTaskRow(db: Db, row: Row<'task'>): Promise<void> {
  await db.updateTable('task').set(row).where('id', '=', row.id).execute();
}
