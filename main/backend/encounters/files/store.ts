import type { Kysely } from 'kysely';
import type { BatchRow } from '#shared/encounters/contract.ts';
import type { Database, NewRow } from '../../db/schema.ts';

type Db = Kysely<Database>;

export async function insertBatch(db: Db, row: NewRow<'batch'>): Promise<void> {
  await db.insertInto('batch').values(row).execute();
}

/** Fills in what is known of a file once it is written. */
export async function finishBatch(
  db: Db,
  id: string,
  facts: Pick<
    NewRow<'batch'>,
    | 'file_name'
    | 'control_number'
    | 'claims'
    | 'lines'
    | 'units'
    | 'members'
    | 'bytes'
    | 'sha256'
    | 'content'
    | 'format'
  >,
): Promise<void> {
  await db.updateTable('batch').set(facts).where('id', '=', id).execute();
}

/** Keeps one part of a large file. */
export async function insertPart(db: Db, row: NewRow<'batch_part'>): Promise<void> {
  await db.insertInto('batch_part').values(row).execute();
}

/** Whether a plan already has a file of this name. */
export async function hasFileName(db: Db, planId: string, fileName: string): Promise<boolean> {
  const row = await db
    .selectFrom('batch')
    .select('id')
    .where('plan_id', '=', planId)
    .where('file_name', '=', fileName)
    .executeTakeFirst();
  return row !== undefined;
}

function batches(db: Db) {
  return db
    .selectFrom('batch')
    .innerJoin('plan', 'plan.id', 'batch.plan_id')
    .leftJoin('user', 'user.id', 'batch.created_by')
    .select([
      'batch.id',
      'batch.plan_id',
      'batch.file_name',
      'batch.usage',
      'batch.control_number',
      'batch.claims',
      'batch.lines',
      'batch.units',
      'batch.members',
      'batch.bytes',
      'batch.sha256',
      'batch.state',
      'batch.format',
      'batch.created_at',
      'plan.short_name as plan_name',
      'user.name as by_name',
    ]);
}

type StoredBatch = Awaited<ReturnType<ReturnType<typeof batches>['execute']>>[number];

function toBatchRow(row: StoredBatch): BatchRow {
  return {
    id: row.id,
    planId: row.plan_id,
    planName: row.plan_name,
    fileName: row.file_name,
    usage: row.usage === 'P' ? 'P' : 'T',
    format: row.format === 'csv' || row.format === 'xlsx' ? row.format : '837p',
    controlNumber: row.control_number,
    claims: row.claims,
    lines: row.lines,
    units: row.units,
    members: row.members,
    bytes: row.bytes,
    sha256: row.sha256,
    state: row.state === 'sent' ? 'sent' : 'built',
    createdAt: row.created_at,
    createdBy: row.by_name ?? 'unknown',
  };
}

/** Built files, newest first. */
export async function selectBatches(db: Db, limit: number): Promise<BatchRow[]> {
  const rows = await batches(db)
    .orderBy('batch.created_at', 'desc')
    .orderBy('batch.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toBatchRow);
}

export async function selectBatch(db: Db, id: string): Promise<BatchRow | undefined> {
  const row = await batches(db).where('batch.id', '=', id).executeTakeFirst();
  return row && toBatchRow(row);
}

/** The bytes of a built file, as they were on the day it was built. */
export async function selectBatchContent(db: Db, id: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('batch')
    .select(['content', 'bytes'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.content.byteLength === row.bytes) return row?.content;
  const whole = new Uint8Array(row.bytes);
  let at = 0;
  const parts = await db
    .selectFrom('batch_part')
    .select('content')
    .where('batch_id', '=', id)
    .orderBy('ordinal')
    .execute();
  for (const { content } of parts) {
    whole.set(content, at);
    at += content.byteLength;
  }
  return whole;
}

export async function updateBatchState(db: Db, id: string, state: 'built' | 'sent'): Promise<void> {
  await db.updateTable('batch').set({ state }).where('id', '=', id).execute();
}

/** Marks every line of a batch as sent. */
export async function markLinesSent(db: Db, batchId: string): Promise<void> {
  await db
    .updateTable('encounter')
    .set({ state: 'sent' })
    .where('batch_id', '=', batchId)
    .where('state', '=', 'built')
    .execute();
}
