import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { RowKind } from '#shared/roster/contract.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

const CHUNK = 500;

/** Every column of an import but the file itself. */
function selectImports(db: Db) {
  return db
    .selectFrom('roster_import')
    .innerJoin('plan', 'plan.id', 'roster_import.plan_id')
    .innerJoin('user as opener', 'opener.id', 'roster_import.created_by')
    .leftJoin('user as applier', 'applier.id', 'roster_import.applied_by')
    .select([
      'roster_import.id',
      'roster_import.plan_id',
      'roster_import.file_name',
      'roster_import.state',
      'roster_import.headers',
      'roster_import.mapping',
      'roster_import.counts',
      'roster_import.created_at',
      'roster_import.applied_at',
      'plan.name as plan_name',
      'plan.short_name as plan_short_name',
      'opener.name as opened_by',
      'applier.name as applied_by',
    ]);
}

export type ImportRow = Awaited<ReturnType<typeof findImports>>[number];

/** Every roster that was not thrown away, newest first. */
export async function findImports(db: Db, limit: number) {
  return selectImports(db)
    .where('roster_import.state', '!=', 'discarded')
    .orderBy('roster_import.created_at', 'desc')
    .orderBy('roster_import.id', 'desc')
    .limit(limit)
    .execute();
}

export async function findImport(db: Db, id: string) {
  return selectImports(db).where('roster_import.id', '=', id).executeTakeFirst();
}

/** The bytes of the plan's file, as it was opened. */
export async function findOriginal(db: Db, id: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('roster_import').select('original').where('id', '=', id).executeTakeFirst();
  return row?.original;
}

/** The plan's newest applied roster, with the fingerprint of its file. */
export async function findNewestApplied(db: Db, planId: string) {
  return db
    .selectFrom('roster_import')
    .select(['id', 'sha256', 'applied_at', 'mapping'])
    .where('plan_id', '=', planId)
    .where('state', '=', 'applied')
    .orderBy('applied_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The newest applied roster of each plan. */
export async function findNewestAppliedIds(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('roster_import')
    .select(['id', 'plan_id'])
    .where('state', '=', 'applied')
    .orderBy('applied_at')
    .orderBy('id')
    .execute();
  return new Set(new Map(rows.map((row) => [row.plan_id, row.id])).values());
}

/** The plan's preview of the same file, which is shown again instead of a second one. */
export async function findPreviewOf(db: Db, planId: string, sha256: string) {
  return db
    .selectFrom('roster_import')
    .select(['id', 'mapping'])
    .where('plan_id', '=', planId)
    .where('sha256', '=', sha256)
    .where('state', '=', 'preview')
    .executeTakeFirst();
}

/** The column choices of the plan's newest file, so that the next one is read the same way. */
export async function findLastMapping(db: Db, planId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('roster_import')
    .select('mapping')
    .where('plan_id', '=', planId)
    .where('state', 'in', ['preview', 'applied'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.mapping;
}

export async function insertImport(db: Db, row: NewRow<'roster_import'>): Promise<void> {
  await db.insertInto('roster_import').values(row).execute();
}

/** Changes what is known about an import; its file never changes. */
export async function updateImport(
  db: Db,
  id: string,
  changes: {
    state?: string;
    headers?: string;
    mapping?: string;
    counts?: string;
    applied_at?: string;
    applied_by?: string;
  },
): Promise<void> {
  await db.updateTable('roster_import').set(changes).where('id', '=', id).execute();
}

/** Replaces the rows of a preview. */
export async function writeRows(
  db: Db,
  importId: string,
  rows: readonly NewRow<'roster_row'>[],
): Promise<void> {
  await db.deleteFrom('roster_row').where('import_id', '=', importId).execute();
  for (let start = 0; start < rows.length; start += CHUNK) {
    await db
      .insertInto('roster_row')
      .values(rows.slice(start, start + CHUNK))
      .execute();
    await nextTurn();
  }
}

/** A page of a preview's rows of one kind or of all, in the order of the file; members gone come by name. */
export async function findRows(
  db: Db,
  query: { importId: string; kind: RowKind | undefined; limit: number; offset: number },
) {
  let rows = db
    .selectFrom('roster_row')
    .selectAll()
    .where('import_id', '=', query.importId)
    .orderBy('kind')
    .orderBy('row_number')
    .orderBy('name')
    .limit(query.limit)
    .offset(query.offset);
  if (query.kind !== undefined) rows = rows.where('kind', '=', query.kind);
  return rows.execute();
}

/** How many questions of each import have no answer yet. */
export async function countUnanswered(db: Db, importIds: readonly string[]): Promise<Map<string, number>> {
  if (importIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('roster_row')
    .select(['import_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('import_id', 'in', importIds)
    .where('kind', '=', 'duplicate')
    .where('answer', 'is', null)
    .groupBy('import_id')
    .execute();
  return new Map(rows.map((row) => [row.import_id, row.n]));
}

/** The rows with a question that has an answer. */
export async function findAnswered(db: Db, importId: string) {
  return db
    .selectFrom('roster_row')
    .select(['answer', 'detail'])
    .where('import_id', '=', importId)
    .where('kind', '=', 'duplicate')
    .where('answer', 'is not', null)
    .execute();
}

/** One row of the file, as the preview keeps it. */
export async function findRow(db: Db, importId: string, rowNumber: number) {
  return db
    .selectFrom('roster_row')
    .selectAll()
    .where('import_id', '=', importId)
    .where('row_number', '=', rowNumber)
    .where('kind', '!=', 'gone')
    .executeTakeFirst();
}

/** Another row of the import that was said to be this member. */
export async function findSameAs(db: Db, importId: string, memberId: string, notRow: number) {
  return db
    .selectFrom('roster_row')
    .select(['row_number', 'name'])
    .where('import_id', '=', importId)
    .where('kind', '=', 'duplicate')
    .where('member_id', '=', memberId)
    .where('answer', '=', 'same')
    .where('row_number', '!=', notRow)
    .executeTakeFirst();
}

export async function writeAnswer(db: Db, rowId: string, answer: string): Promise<void> {
  await db.updateTable('roster_row').set({ answer }).where('id', '=', rowId).execute();
}

/** Keeps a decision; a later one about the same row and member takes its place. */
export async function writeDecision(db: Db, row: NewRow<'roster_decision'>): Promise<void> {
  await db
    .insertInto('roster_decision')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['import_id', 'kind', 'row_number', 'member_id'])
        .doUpdateSet({ value: row.value, created_at: row.created_at, created_by: row.created_by }),
    )
    .execute();
}

/** Everything decided about an import's rows. */
export async function findDecisions(db: Db, importId: string) {
  return db
    .selectFrom('roster_decision')
    .select(['kind', 'row_number', 'member_id', 'value'])
    .where('import_id', '=', importId)
    .execute();
}

/** The row details that carry what applying wrote, for the undo. */
export async function findDetails(db: Db, importId: string): Promise<{ kind: string; detail: string }[]> {
  return db.selectFrom('roster_row').select(['kind', 'detail']).where('import_id', '=', importId).execute();
}
