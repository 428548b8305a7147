import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database, NewRow, Row } from '../../db/schema.ts';

type Db = Kysely<Database>;

const VALUES = [
  'id',
  'staff_id',
  'minutes',
  'place_of_service',
  'diagnoses',
  'units',
  'state',
  'billable',
  'explanation',
] as const;

/** What a change of many lines may write. */
export type LineValues = Pick<Row<'encounter'>, (typeof VALUES)[number]>;

/** The lines as they are, to be put back by an undo. */
export async function selectLineValues(db: Db, ids: readonly string[]): Promise<LineValues[]> {
  return db
    .selectFrom('encounter')
    .select([...VALUES])
    .where('id', 'in', [...ids])
    .execute();
}

/** Writes a line that was not built. */
export async function writeLine(db: Db, id: string, values: Omit<LineValues, 'id'>): Promise<void> {
  await db.updateTable('encounter').set(values).where('id', '=', id).where('state', '=', 'ready').execute();
}

/** Puts a line back; false when it was built since. */
export async function restoreLine(db: Db, { id, ...values }: LineValues): Promise<boolean> {
  const result = await db
    .updateTable('encounter')
    .set(values)
    .where('id', '=', id)
    .where('state', 'in', ['ready', 'not_billable'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function insertLineFix(db: Db, row: NewRow<'line_fix'>): Promise<void> {
  await db.insertInto('line_fix').values(row).execute();
}

const beforeSchema = z.object({
  lines: z.array(
    z.object({
      id: z.string(),
      staff_id: z.string(),
      minutes: z.number(),
      place_of_service: z.string(),
      diagnoses: z.string(),
      units: z.number(),
      state: z.string(),
      billable: z.number(),
      explanation: z.string(),
    }),
  ),
  entries: z.array(
    z.object({
      memberId: z.string(),
      seriesId: z.string(),
      before: z.object({
        number: z.string().nullable(),
        start: z.string().nullable(),
        end: z.string().nullable(),
      }),
    }),
  ),
});

/** A change of many lines with what it changed, or undefined. */
export async function findLineFix(db: Db, id: string) {
  const row = await db.selectFrom('line_fix').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? { ...beforeSchema.parse(JSON.parse(row.before)), undoneAt: row.undone_at } : undefined;
}

export async function markFixUndone(db: Db, id: string, at: string): Promise<void> {
  await db.updateTable('line_fix').set({ undone_at: at }).where('id', '=', id).execute();
}
