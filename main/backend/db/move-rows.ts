import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from './schema.ts';

// Which tables point to a member, and how their guards are lifted, is asked of the database itself: a table added
// tomorrow moves with the others without anybody remembering this file.

/** One row that moved: its table and its key, without the member. */
export interface MovedRow {
  readonly table: string;
  readonly key: Readonly<Record<string, string | number | null>>;
}

/** What stays with the member it was written for: the audit is final, search lines and rosters have their own way. */
const STAYING = new Set(['audit', 'member_search', 'roster_row', 'roster_decision', 'member_merge']);

interface Column {
  readonly name: string;
  readonly pk: number;
}

/** The tables with a `member_id` whose rows belong to the member, each with the columns of its key. */
async function memberTables(
  db: Kysely<Database>,
): Promise<readonly { name: string; key: readonly string[] }[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`.execute(
    db,
  );
  const tables: { name: string; key: readonly string[] }[] = [];
  for (const { name } of rows) {
    if (STAYING.has(name) || name.startsWith('member_search')) continue;
    const { rows: columns } = await sql<Column>`select name, pk from pragma_table_info(${name})`.execute(db);
    if (!columns.some((column) => column.name === 'member_id')) continue;
    tables.push({ name, key: columns.filter(({ pk }) => pk > 0).map((column) => column.name) });
  }
  return tables;
}

/**
 * Runs `work` with the guards of a table against changes lifted, and puts them back.
 *
 * SECURITY: only to move rows from one member to another; it must run inside a transaction, so that a failure
 * leaves guards and rows as they were.
 */
async function withoutGuards(db: Kysely<Database>, table: string, work: () => Promise<void>): Promise<void> {
  const { rows: guards } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master
    where type = 'trigger' and tbl_name = ${table} and sql like '%BEFORE UPDATE%' order by name`.execute(db);
  for (const { name } of guards) await sql`drop trigger ${sql.id(name)}`.execute(db);
  await work();
  for (const guard of guards) await sql.raw(guard.sql).execute(db);
}

type KeyRow = Readonly<Record<string, string | number | null>>;

async function keysOf(db: Kysely<Database>, table: string, key: readonly string[], memberId: string) {
  const columns = sql.join(key.filter((name) => name !== 'member_id').map((name) => sql.id(name)));
  const list = key.every((name) => name === 'member_id') ? sql`member_id` : columns;
  const { rows } = await sql<KeyRow>`
    select ${list} from ${sql.id(table)} where member_id = ${memberId}`.execute(db);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'member_id')));
}

/**
 * Moves every row of one member to another, signed ones too; their content is not touched.
 *
 * A row that the other member already has one of, such as the outreach clock, stays where it is.
 */
export async function moveRows(db: Kysely<Database>, from: string, to: string): Promise<MovedRow[]> {
  const moved: MovedRow[] = [];
  for (const { name, key } of await memberTables(db)) {
    const before = await keysOf(db, name, key, from);
    if (before.length === 0) continue;
    await withoutGuards(db, name, async () => {
      await sql`update or ignore ${sql.id(name)} set member_id = ${to} where member_id = ${from}`.execute(db);
    });
    const left = new Set((await keysOf(db, name, key, from)).map((row) => JSON.stringify(row)));
    moved.push(
      ...before.filter((row) => !left.has(JSON.stringify(row))).map((row) => ({ table: name, key: row })),
    );
  }
  return moved;
}

/** Moves single rows back to where they came from; rows that are gone since are passed over. */
export async function moveRowsBack(
  db: Kysely<Database>,
  rows: readonly MovedRow[],
  from: string,
  to: string,
): Promise<void> {
  const tables = new Map<string, MovedRow[]>();
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  for (const [table, own] of tables) {
    await withoutGuards(db, table, async () => {
      for (const { key } of own) {
        const wheres = Object.entries(key).map(([name, value]) => sql`${sql.id(name)} = ${value}`);
        await sql`update or ignore ${sql.id(table)} set member_id = ${to}
          where ${sql.join([sql`member_id = ${from}`, ...wheres], sql` and `)}`.execute(db);
      }
    });
  }
}

/** Gives versions of the Health Action Plan other numbers, signed ones too; their content is not touched. */
export async function renumberPlans(
  db: Kysely<Database>,
  numbers: readonly { readonly id: string; readonly version: number }[],
): Promise<void> {
  await withoutGuards(db, 'action_plan', async () => {
    for (const { id, version } of numbers) {
      await db.updateTable('action_plan').set({ version }).where('id', '=', id).execute();
    }
  });
}
