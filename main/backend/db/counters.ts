import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** Takes `count` numbers of a counter for good and returns the first; part of the caller's transaction. */
export async function takeNumbers(db: Kysely<Database>, key: string, count: number): Promise<number> {
  const row = await db
    .insertInto('counter')
    .values({ key, value: count })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({ value: eb('counter.value', '+', count) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(row.value) - count + 1;
}

/** The number a counter would give next; nothing is used up. */
export async function peekNumber(db: Kysely<Database>, key: string): Promise<number> {
  const row = await db.selectFrom('counter').select('value').where('key', '=', key).executeTakeFirst();
  return Number(row?.value ?? 0) + 1;
}
