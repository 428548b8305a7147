import type { Kysely } from 'kysely';
import type { Unfinished } from '#shared/unfinished/contract.ts';
import type { Database } from '../db/schema.ts';

export async function selectUnfinished(
  db: Kysely<Database>,
  userId: string,
): Promise<Unfinished | undefined> {
  return db
    .selectFrom('unfinished_text')
    .select(['place', 'content'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

export async function upsertUnfinished(
  db: Kysely<Database>,
  { place, content }: Unfinished,
  stamp: { readonly id: string; readonly at: string; readonly by: string },
): Promise<void> {
  await db
    .insertInto('unfinished_text')
    .values({
      id: stamp.id,
      user_id: stamp.by,
      place,
      content,
      created_at: stamp.at,
      created_by: stamp.by,
    })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ place, content, created_at: stamp.at }),
    )
    .execute();
}

export async function deleteUnfinished(db: Kysely<Database>, userId: string): Promise<void> {
  await db.deleteFrom('unfinished_text').where('user_id', '=', userId).execute();
}
