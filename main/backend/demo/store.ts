import { CompiledQuery, type Kysely } from 'kysely';
import { CHAIN_START, type ChainEnd } from '../audit/chain.ts';
import type { Database, NewRow } from '../db/schema.ts';

/** Bound values a statement may have; SQLite's own default is 32,766. */
const MAX_BOUND = 8000;

/**
 * Inserts many rows of one shape, several hundred a statement.
 *
 * The statement is compiled once and run again with other values: building it anew for a million rows would take
 * most of the time. Every row must have the same columns in the same order.
 */
export async function insertMany<Name extends keyof Database & string>(
  db: Kysely<Database>,
  table: Name,
  rows: readonly NewRow<Name>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first) as (keyof typeof first)[];
  const perStatement = Math.max(1, Math.floor(MAX_BOUND / columns.length));
  let compiled: CompiledQuery | null = null;
  for (let start = 0; start < rows.length; start += perStatement) {
    const chunk = rows.slice(start, start + perStatement);
    if (chunk.length < perStatement || compiled === null) {
      // Kysely cannot know that a generic table's insertable row is one of its own insertable rows.
      const query = db
        .insertInto(table)
        .values(chunk as never)
        .compile();
      await db.executeQuery(query);
      compiled = query;
      continue;
    }
    const values = chunk.flatMap((row) => columns.map((column) => row[column]));
    await db.executeQuery(CompiledQuery.raw(compiled.sql, values));
  }
}

/** The end of the audit chain, to chain more rows to. */
export async function lastAuditRow(db: Kysely<Database>): Promise<ChainEnd> {
  const query = db.selectFrom('audit').select(['seq', 'mac']).orderBy('seq', 'desc').limit(1);
  return (await query.executeTakeFirst()) ?? CHAIN_START;
}
