import type { Kysely } from 'kysely';
import type { Agency } from '#shared/settings/contract.ts';
import type { Database } from '../db/schema.ts';

export async function selectAgency(db: Kysely<Database>): Promise<Agency | undefined> {
  const row = await db.selectFrom('agency').selectAll().limit(1).executeTakeFirst();
  if (!row) return undefined;
  const { time_zone: timeZone, created_at: _at, created_by: _by, ...agency } = row;
  return { ...agency, timeZone };
}

export async function insertAgency(
  db: Kysely<Database>,
  agency: Agency,
  stamp: { readonly at: string; readonly by: string },
): Promise<void> {
  const { timeZone, ...columns } = agency;
  await db
    .insertInto('agency')
    .values({ ...columns, time_zone: timeZone, created_at: stamp.at, created_by: stamp.by })
    .execute();
}

export async function updateAgency(db: Kysely<Database>, agency: Agency): Promise<void> {
  const { timeZone, id, ...columns } = agency;
  await db
    .updateTable('agency')
    .set({ ...columns, time_zone: timeZone })
    .where('id', '=', id)
    .execute();
}

export async function selectSetting(db: Kysely<Database>, key: string): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

export async function upsertSetting(
  db: Kysely<Database>,
  key: string,
  value: string,
  stamp: { readonly at: string; readonly by: string },
): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key, value, updated_at: stamp.at, updated_by: stamp.by })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ value, updated_at: stamp.at, updated_by: stamp.by }),
    )
    .execute();
}
