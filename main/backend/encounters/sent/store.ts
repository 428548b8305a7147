import type { Kysely } from 'kysely';
import { displayName } from '#shared/members/member.ts';
import type { Database } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** Which of the sent lines a question is about. */
export interface SentFilter {
  readonly batchId?: string | undefined;
  readonly batchIds?: readonly string[] | undefined;
  readonly planId?: string | undefined;
  readonly states?: readonly string[] | undefined;
  /** Only the last time each service went out, and only while nobody corrects it. */
  readonly current?: boolean | undefined;
  /** Folded text to look for in the members' names and numbers. */
  readonly text?: string | undefined;
  readonly claims?: readonly string[] | undefined;
  readonly lines?: readonly string[] | undefined;
}

function filtered(db: Db, filter: SentFilter) {
  let query = db
    .selectFrom('sent_line')
    .innerJoin('encounter', 'encounter.id', 'sent_line.encounter_id')
    .innerJoin('member', 'member.id', 'encounter.member_id')
    .innerJoin('batch', 'batch.id', 'sent_line.batch_id')
    .innerJoin('plan', 'plan.id', 'sent_line.plan_id');
  const { batchId, batchIds, planId, states, text, claims, lines } = filter;
  if (batchId) query = query.where('sent_line.batch_id', '=', batchId);
  if (batchIds) query = query.where('sent_line.batch_id', 'in', [...batchIds]);
  if (planId) query = query.where('sent_line.plan_id', '=', planId);
  if (states) query = query.where('sent_line.state', 'in', [...states]);
  if (claims) query = query.where('sent_line.claim_number', 'in', [...claims]);
  if (lines) query = query.where('sent_line.line_number', 'in', [...lines]);
  if (text) query = query.where('member.search_text', 'like', `%${text}%`);
  if (filter.current) {
    query = query
      .whereRef('encounter.line_number', '=', 'sent_line.line_number')
      .where('encounter.state', 'in', ['accepted', 'rejected', 'received', 'sent', 'void']);
  }
  return query;
}

/** Sent lines with whom they are about, newest service first, a page of them. */
export async function selectSent(
  db: Db,
  filter: SentFilter,
  page: { readonly limit: number; readonly offset: number },
) {
  const rows = await filtered(db, filter)
    .selectAll('sent_line')
    .select([
      'encounter.note_id',
      'encounter.state as service_state',
      'encounter.line_number as last_line',
      'encounter.member_id',
      'encounter.staff_id',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
      'plan.short_name as plan_name',
      'batch.file_name',
      'batch.usage',
    ])
    .orderBy('sent_line.service_on', 'desc')
    .orderBy('sent_line.line_number')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map((row) => ({
    ...row,
    memberName: displayName(row.first_name, row.middle_name, row.last_name),
  }));
}

export type SentRow = Awaited<ReturnType<typeof selectSent>>[number];

export async function countSent(db: Db, filter: SentFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('lines'))
    .executeTakeFirst();
  return Number(row?.lines ?? 0);
}

/** Files that were sent from a day on, newest first, with their days of service. */
export async function selectSentFiles(db: Db, since: string) {
  return db
    .selectFrom('batch')
    .innerJoin('plan', 'plan.id', 'batch.plan_id')
    .leftJoin('transfer', (join) =>
      join.onRef('transfer.source_id', '=', 'batch.id').on('transfer.kind', 'in', ['encounters', 'invoice']),
    )
    .leftJoin('sent_line', 'sent_line.batch_id', 'batch.id')
    .select((eb) => [
      'batch.id',
      'batch.plan_id',
      'batch.file_name',
      'batch.usage',
      'batch.control_number',
      'batch.lines',
      'batch.created_at',
      'plan.short_name as plan_name',
      'transfer.sent_at',
      eb.fn.min('sent_line.service_on').as('first_on'),
      eb.fn.max('sent_line.service_on').as('last_on'),
    ])
    .where('batch.state', '=', 'sent')
    .where('batch.created_at', '>=', since)
    .groupBy('batch.id')
    .orderBy('plan.short_name')
    .orderBy('batch.created_at', 'desc')
    .execute();
}

/** How many lines of each file stand in each state. */
export async function countByFile(db: Db, batchIds: readonly string[]) {
  if (batchIds.length === 0) return [];
  const rows = await db
    .selectFrom('sent_line')
    .select((eb) => ['batch_id', 'state', eb.fn.countAll<number>().as('lines')])
    .where('batch_id', 'in', [...batchIds])
    .groupBy(['batch_id', 'state'])
    .execute();
  return rows.map((row) => ({ ...row, lines: Number(row.lines) }));
}

/** How many lines that came back go out again, by file. */
export async function countCorrected(db: Db, batchIds: readonly string[]) {
  if (batchIds.length === 0) return new Map<string, number>();
  const rows = await db
    .selectFrom('sent_line')
    .innerJoin('encounter', 'encounter.id', 'sent_line.encounter_id')
    .select((eb) => ['sent_line.batch_id', eb.fn.countAll<number>().as('lines')])
    .where('sent_line.batch_id', 'in', [...batchIds])
    .where('sent_line.state', '=', 'rejected')
    .where((eb) =>
      eb.or([
        eb('encounter.correction', 'is not', null),
        eb('encounter.line_number', '!=', eb.ref('sent_line.line_number')),
      ]),
    )
    .groupBy('sent_line.batch_id')
    .execute();
  return new Map(rows.map((row) => [row.batch_id, Number(row.lines)]));
}
