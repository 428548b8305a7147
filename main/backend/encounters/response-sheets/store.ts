import type { Kysely } from 'kysely';
import { z } from 'zod';
import { verdictSchema } from '#shared/encounters/answers/answer.ts';
import {
  type SheetRow,
  sheetCountsSchema,
  sheetStateSchema,
} from '#shared/encounters/response-sheets/contract.ts';
import type { ResponseMapping } from '#shared/encounters/response-sheets/read-sheet.ts';
import { displayName } from '#shared/members/member.ts';
import type { Database, NewRow } from '../../db/schema.ts';

type Db = Kysely<Database>;

const CHUNK = 500;

const mappingSchema = z.object({
  columns: z.record(z.string(), z.string().nullable()).default({}),
  statuses: z.record(z.string(), verdictSchema.nullable()).default({}),
});

/** Reads `response_sheet.mapping`. */
function parseMapping(text: string): ResponseMapping {
  return mappingSchema.parse(JSON.parse(text)) as ResponseMapping;
}

const COLUMNS = [
  'response_sheet.id',
  'response_sheet.plan_id',
  'response_sheet.file_name',
  'response_sheet.state',
  'response_sheet.counts',
  'response_sheet.created_at',
  'response_sheet.applied_at',
  'plan.short_name',
] as const;

function sheets(db: Db) {
  return db
    .selectFrom('response_sheet')
    .innerJoin('plan', 'plan.id', 'response_sheet.plan_id')
    .select(COLUMNS);
}

type Selected = Awaited<ReturnType<ReturnType<typeof sheets>['execute']>>[number];

function toRow(row: Selected): SheetRow {
  return {
    id: row.id,
    planId: row.plan_id,
    planName: row.short_name,
    fileName: row.file_name,
    state: sheetStateSchema.parse(row.state),
    counts: sheetCountsSchema.parse(JSON.parse(row.counts)),
    createdAt: row.created_at,
    appliedAt: row.applied_at,
  };
}

export async function selectSheets(db: Db, planId: string | undefined): Promise<SheetRow[]> {
  let query = sheets(db);
  if (planId) query = query.where('response_sheet.plan_id', '=', planId);
  const rows = await query.orderBy('response_sheet.created_at', 'desc').limit(200).execute();
  return rows.map(toRow);
}

/** A sheet with its bytes and what it was read with. */
export async function selectSheet(db: Db, id: string) {
  const row = await sheets(db)
    .select(['response_sheet.content', 'response_sheet.mapping'])
    .where('response_sheet.id', '=', id)
    .executeTakeFirst();
  return row && { ...toRow(row), content: row.content, mapping: parseMapping(row.mapping) };
}

/** The sheet of a plan with these very bytes. */
export async function selectSheetBySha256(db: Db, planId: string, sha256: string) {
  return db
    .selectFrom('response_sheet')
    .select('id')
    .where('plan_id', '=', planId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
}

/** What the plan's last sheet was read with. */
export async function selectLearned(db: Db, planId: string): Promise<ResponseMapping | undefined> {
  const row = await db
    .selectFrom('response_sheet')
    .select('mapping')
    .where('plan_id', '=', planId)
    .orderBy('learned_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && parseMapping(row.mapping);
}

export async function insertSheet(db: Db, row: NewRow<'response_sheet'>): Promise<void> {
  await db.insertInto('response_sheet').values(row).execute();
}

export async function updateSheet(
  db: Db,
  id: string,
  change: Partial<
    Pick<
      NewRow<'response_sheet'>,
      'mapping' | 'learned_at' | 'counts' | 'state' | 'applied_at' | 'applied_by' | 'undone_at' | 'undone_by'
    >
  >,
): Promise<void> {
  await db.updateTable('response_sheet').set(change).where('id', '=', id).execute();
}

/** A sent line that a row may name, with whom it is about. */
export type NamedLine = Awaited<ReturnType<typeof selectNamed>>[number];

/** Sent lines of a plan by their own numbers or by those of their claims. */
export async function selectNamed(
  db: Db,
  planId: string,
  column: 'line_number' | 'claim_number',
  numbers: readonly string[],
) {
  const found = [];
  for (let from = 0; from < numbers.length; from += CHUNK) {
    const rows = await db
      .selectFrom('sent_line')
      .innerJoin('encounter', 'encounter.id', 'sent_line.encounter_id')
      .innerJoin('member', 'member.id', 'encounter.member_id')
      .select([
        'sent_line.line_number',
        'sent_line.claim_number',
        'sent_line.batch_id',
        'sent_line.service_on',
        'sent_line.code',
        'member.first_name',
        'member.middle_name',
        'member.last_name',
      ])
      .where('sent_line.plan_id', '=', planId)
      .where(`sent_line.${column}`, 'in', numbers.slice(from, from + CHUNK))
      .execute();
    found.push(
      ...rows.map((row) => ({
        lineNumber: row.line_number,
        claimNumber: row.claim_number,
        batchId: row.batch_id,
        serviceOn: row.service_on,
        code: row.code,
        memberName: displayName(row.first_name, row.middle_name, row.last_name),
      })),
    );
  }
  return found;
}

/** The files that answers of a sheet are about. */
export async function selectBatchesOfSheet(db: Db, sheetId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('answer')
    .select('batch_id')
    .distinct()
    .where('sheet_id', '=', sheetId)
    .execute();
  return rows.map((row) => row.batch_id);
}

/** How many services that a sheet sent back were opened for correction since. */
export async function countMovedOn(db: Db, sheetId: string): Promise<number> {
  const row = await db
    .selectFrom('answer')
    .innerJoin('sent_line', (join) =>
      join
        .onRef('sent_line.batch_id', '=', 'answer.batch_id')
        .on((eb) =>
          eb.or([
            eb('answer.line_number', '=', eb.ref('sent_line.line_number')),
            eb.and([
              eb('answer.line_number', 'is', null),
              eb('answer.claim_number', '=', eb.ref('sent_line.claim_number')),
            ]),
          ]),
        ),
    )
    .innerJoin('encounter', 'encounter.id', 'sent_line.encounter_id')
    .select((eb) => eb.fn.count<number>('encounter.id').distinct().as('lines'))
    .where('answer.sheet_id', '=', sheetId)
    .where('answer.verdict', '=', 'rejected')
    .where((eb) =>
      eb.or([
        eb('encounter.state', '=', 'ready'),
        eb('encounter.line_number', '!=', eb.ref('sent_line.line_number')),
      ]),
    )
    .executeTakeFirst();
  return Number(row?.lines ?? 0);
}
