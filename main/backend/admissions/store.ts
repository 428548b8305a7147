import type { Kysely } from 'kysely';
import { z } from 'zod';
import { noticeStateSchema } from '#shared/admissions/contract.ts';
import { noticeSchema } from '#shared/admissions/notice.ts';
import { LIST_TYPES, type NoticeMapping } from '#shared/admissions/sheet.ts';
import type { Database, NewRow, Row } from '../db/schema.ts';

type Db = Kysely<Database>;

const CHUNK = 300;

function toNotice(row: Row<'admission_notice'>) {
  return {
    id: row.id,
    planId: row.plan_id,
    receivedId: row.received_id,
    ordinal: row.ordinal,
    sha256: row.sha256,
    state: noticeStateSchema.parse(row.state),
    sentence: row.sentence,
    place: row.place,
    notice: row.notice === null ? null : noticeSchema.parse(JSON.parse(row.notice)),
    personKey: row.person_key,
    visitKey: row.visit_key,
    memberId: row.member_id,
    seriesId: row.series_id,
    settledAt: row.settled_at,
    createdAt: row.created_at,
  };
}

/** A notice as stored. */
export type StoredNotice = ReturnType<typeof toNotice>;

/** Notices of a plan by what they say, whatever file brought them. */
export async function selectBySha256(
  db: Db,
  planId: string,
  sha256: readonly string[],
): Promise<StoredNotice[]> {
  const found: StoredNotice[] = [];
  for (let from = 0; from < sha256.length; from += CHUNK) {
    const rows = await db
      .selectFrom('admission_notice')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('sha256', 'in', sha256.slice(from, from + CHUNK))
      .execute();
    found.push(...rows.map(toNotice));
  }
  return found;
}

/** Every notice of a plan about some members, oldest first. */
export async function selectOfMembers(
  db: Db,
  planId: string,
  memberIds: readonly string[],
): Promise<StoredNotice[]> {
  const found: StoredNotice[] = [];
  for (let from = 0; from < memberIds.length; from += CHUNK) {
    const rows = await db
      .selectFrom('admission_notice')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('member_id', 'in', memberIds.slice(from, from + CHUNK))
      .orderBy('created_at')
      .orderBy('ordinal')
      .execute();
    found.push(...rows.map(toNotice));
  }
  return found;
}

/** Notices of a plan that wait and are about a person in the same words. */
export async function selectWaitingFor(db: Db, planId: string, personKey: string): Promise<StoredNotice[]> {
  const rows = await db
    .selectFrom('admission_notice')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('person_key', '=', personKey)
    .where('state', '=', 'waiting')
    .orderBy('created_at')
    .orderBy('ordinal')
    .execute();
  return rows.map(toNotice);
}

export async function selectNotice(db: Db, id: string): Promise<StoredNotice | undefined> {
  const row = await db.selectFrom('admission_notice').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toNotice(row);
}

/** The notices of a file in one state, in the order of the file. */
export async function selectOfFile(
  db: Db,
  receivedId: string,
  options: { readonly waiting: boolean; readonly limit: number },
): Promise<StoredNotice[]> {
  const rows = await db
    .selectFrom('admission_notice')
    .selectAll()
    .where('received_id', '=', receivedId)
    .where('state', options.waiting ? '=' : '!=', 'waiting')
    .orderBy('ordinal')
    .limit(options.limit)
    .execute();
  return rows.map(toNotice);
}

/** How many notices of a file are in which state. */
export async function countOfFile(
  db: Db,
  receivedId: string,
): Promise<{ applied: number; waiting: number; nothing: number }> {
  const rows = await db
    .selectFrom('admission_notice')
    .select(({ fn }) => ['state', fn.countAll<number>().as('n')])
    .where('received_id', '=', receivedId)
    .groupBy('state')
    .execute();
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.n ?? 0);
  return { applied: of('applied'), waiting: of('waiting'), nothing: of('nothing') };
}

export async function insertNotices(db: Db, rows: readonly NewRow<'admission_notice'>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('admission_notice')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  }
}

/** Says what became of a notice. */
export async function updateNotice(
  db: Db,
  id: string,
  change: Partial<
    Pick<
      NewRow<'admission_notice'>,
      | 'state'
      | 'sentence'
      | 'notice'
      | 'person_key'
      | 'visit_key'
      | 'member_id'
      | 'series_id'
      | 'settled_at'
      | 'settled_by'
    >
  >,
): Promise<void> {
  await db.updateTable('admission_notice').set(change).where('id', '=', id).execute();
}

/** Says that nothing is to be done about every notice of a file that waits; returns how many there were. */
export async function dismissWaiting(
  db: Db,
  receivedId: string,
  change: { readonly sentence: string; readonly at: string; readonly by: string },
): Promise<number> {
  const result = await db
    .updateTable('admission_notice')
    .set({ state: 'nothing', sentence: change.sentence, settled_at: change.at, settled_by: change.by })
    .where('received_id', '=', receivedId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

const mappingSchema = z.object({
  columns: z.record(z.string(), z.string().nullable()).default({}),
  lists: z.record(z.string(), z.enum(LIST_TYPES)).default({}),
});

/** How the lists of a plan are read; undefined where nobody said anything yet. */
export async function selectMapping(db: Db, planId: string): Promise<NoticeMapping | undefined> {
  const row = await db
    .selectFrom('admission_mapping')
    .select('mapping')
    .where('plan_id', '=', planId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && (mappingSchema.parse(JSON.parse(row.mapping)) as NoticeMapping);
}

export async function insertMapping(db: Db, row: NewRow<'admission_mapping'>): Promise<void> {
  await db.insertInto('admission_mapping').values(row).execute();
}
