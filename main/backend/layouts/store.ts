import type { Kysely } from 'kysely';
import type { LayoutKind } from '#shared/layouts/column.ts';
import { layoutSchema } from '#shared/layouts/column.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

/** The newest version of a plan's layout with who made it, if there is one. */
export async function selectLayout(db: Db, planId: string, kind: LayoutKind) {
  const row = await db
    .selectFrom('plan_layout')
    .leftJoin('user', 'user.id', 'plan_layout.created_by')
    .select(['plan_layout.layout', 'plan_layout.created_at', 'user.name'])
    .where('plan_id', '=', planId)
    .where('kind', '=', kind)
    .orderBy('plan_layout.created_at', 'desc')
    .orderBy('plan_layout.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    layout: layoutSchema.parse(JSON.parse(row.layout)),
    changed: { at: row.created_at, by: row.name ?? 'unknown' },
  };
}

export async function insertLayout(db: Db, row: NewRow<'plan_layout'>): Promise<void> {
  await db.insertInto('plan_layout').values(row).execute();
}
