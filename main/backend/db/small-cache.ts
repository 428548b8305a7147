import { type Kysely, sql } from 'kysely';
import { PAGE_CACHE } from './open.ts';

/** What a long piece of writing gets: 16 MB. SQLite writes older pages into its log and reads them back when asked. */
const SMALL_CACHE = -16_384;

/**
 * Does work that touches every page of a large database once, without filling memory with pages nobody asks for
 * again.
 *
 * The page cache is what makes search and charts fast; a file of 100,000 lines would fill it to the brim and push out
 * what they need. `db` may be a transaction.
 */
export async function withSmallCache<Database, Result>(
  db: Kysely<Database>,
  work: () => Promise<Result>,
): Promise<Result> {
  await sql`PRAGMA cache_size = ${sql.lit(SMALL_CACHE)}`.execute(db);
  try {
    return await work();
  } finally {
    await sql`PRAGMA cache_size = ${sql.lit(PAGE_CACHE)}`.execute(db);
  }
}
