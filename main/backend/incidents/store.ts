import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';

const COUNTED = [
  'member',
  'note',
  'assessment',
  'action_plan',
  'encounter',
  'transfer',
  'letter',
  'task',
  'user',
] as const;

/** How many rows the large tables have. */
export async function countRows(db: Kysely<Database>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of COUNTED) {
    const row = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirst();
    counts[table] = Number(row?.n ?? 0);
  }
  return counts;
}
