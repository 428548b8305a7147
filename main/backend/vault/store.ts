import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';

/** The data keys before this one, oldest first. */
export async function selectRetiredKeys(db: Kysely<Database>): Promise<Buffer[]> {
  const rows = await db.selectFrom('retired_key').select('data_key').orderBy('created_at').execute();
  return rows.map((row) => Buffer.from(row.data_key, 'hex'));
}

export async function insertRetiredKey(
  db: Kysely<Database>,
  key: { readonly id: string; readonly dataKey: Uint8Array; readonly at: string; readonly by: string },
): Promise<void> {
  await db
    .insertInto('retired_key')
    .values({
      id: key.id,
      data_key: Buffer.from(key.dataKey).toString('hex'),
      created_at: key.at,
      created_by: key.by,
    })
    .execute();
}
