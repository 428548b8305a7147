import type { Kysely } from 'kysely';
import type { Database, NewRow, Row } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** The whole rows of some members. */
export async function findMemberRows(db: Db, ids: readonly string[]): Promise<Row<'member'>[]> {
  return db.selectFrom('member').selectAll().where('id', 'in', ids).execute();
}

/** Versions of the HAP of some members, with what decides their order. */
export async function findPlanNumbers(db: Db, memberIds: readonly string[]) {
  return db
    .selectFrom('action_plan')
    .select(['id', 'member_id', 'version', 'signed_at'])
    .where('member_id', 'in', memberIds)
    .orderBy('version', 'desc')
    .execute();
}

export async function insertMerge(db: Db, row: NewRow<'member_merge'>): Promise<void> {
  await db.insertInto('member_merge').values(row).execute();
}

/** One merge, or undefined. */
export async function findMerge(db: Db, id: string): Promise<Row<'member_merge'> | undefined> {
  return db.selectFrom('member_merge').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function writeMergeUndone(db: Db, id: string, at: string, by: string): Promise<void> {
  await db.updateTable('member_merge').set({ undone_at: at, undone_by: by }).where('id', '=', id).execute();
}

/** The charts merged into this one that were not taken apart again, newest first. */
export async function findMergesInto(db: Db, keptId: string) {
  return db
    .selectFrom('member_merge')
    .innerJoin('member', 'member.id', 'member_merge.merged_id')
    .leftJoin('user', 'user.id', 'member_merge.created_by')
    .select([
      'member_merge.id',
      'member_merge.merged_id',
      'member_merge.created_at',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
      'member.cin',
      'user.name as author',
    ])
    .where('member_merge.kept_id', '=', keptId)
    .where('member_merge.undone_at', 'is', null)
    .orderBy('member_merge.created_at', 'desc')
    .execute();
}

/** Where a merged chart lives on, or undefined for one that was not merged. */
export async function findMergedInto(db: Db, id: string) {
  return db
    .selectFrom('member')
    .innerJoin('member as kept', 'kept.id', 'member.merged_into')
    .select(['kept.id', 'kept.first_name', 'kept.middle_name', 'kept.last_name'])
    .where('member.id', '=', id)
    .executeTakeFirst();
}
