import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type Transfer,
  type TransferEvent,
  type TransferRow,
  transferEventSchema,
  transferKindSchema,
  transferStateSchema,
} from '#shared/transfers/contract.ts';
import type { Database, NewRow, Row } from '../db/schema.ts';

const stepsSchema = z.array(transferEventSchema);
const usageSchema = z.enum(['T', 'P']);

/**
 * A transfer as stored.
 *
 * `serverPath` of one that is not sent yet means: a rename to this path was begun and its outcome is not known.
 */
export interface StoredTransfer
  extends Omit<
    Transfer,
    'serverPath' | 'late' | 'members' | 'sentBefore' | 'actionPlan' | 'contentRemovedAt'
  > {
  readonly serverPath: string | null;
  /** The pieces of a large file; null for one whose bytes are in one row. */
  readonly fileId: string | null;
  readonly sentById: string | null;
  readonly contentRemovedAt: string | null;
}

/** A row before it is known whether its plan is late with an answer: that depends on the plan's profile. */
export type StoredRow = Omit<TransferRow, 'late'>;

interface Names {
  readonly plan_name: string;
  readonly creator_name: string | null;
  readonly sender_name?: string | null;
}

function toRow(row: Omit<Row<'transfer'>, 'steps'> & Names): StoredRow {
  return {
    id: row.id,
    planId: row.plan_id,
    planName: row.plan_name,
    kind: transferKindSchema.parse(row.kind),
    title: row.title,
    fileName: row.file_name,
    usage: usageSchema.parse(row.usage),
    bytes: row.bytes,
    state: transferStateSchema.parse(row.state),
    attempts: row.attempts,
    problem: row.problem,
    createdAt: row.created_at,
    createdBy: row.creator_name ?? 'unknown',
    sentAt: row.sent_at,
    answeredAt: row.answered_at,
    nextTryAt: row.next_try_at,
    paused: row.paused !== 0,
  };
}

function transfersWithNames(db: Kysely<Database>) {
  return db
    .selectFrom('transfer')
    .innerJoin('plan', 'plan.id', 'transfer.plan_id')
    .leftJoin('user as creator', 'creator.id', 'transfer.created_by')
    .selectAll('transfer')
    .select(['plan.short_name as plan_name', 'creator.name as creator_name']);
}

/** Everything that is not sent, in the order it was queued. */
export async function selectOutbox(db: Kysely<Database>): Promise<StoredRow[]> {
  const rows = await transfersWithNames(db)
    .where('transfer.state', 'in', ['queued', 'sending', 'unsure'])
    .orderBy('transfer.position')
    .orderBy('transfer.created_at')
    .orderBy('transfer.id')
    .execute();
  return rows.map(toRow);
}

/** What was sent, newest first, and how many there are in all. */
export async function selectLedger(
  db: Kysely<Database>,
  options: { readonly find: string; readonly limit: number },
): Promise<{ rows: StoredRow[]; count: number }> {
  // A typed % or _ matches more than it says; that is harmless in a search and spares an escape clause.
  const pattern = `%${options.find.toLowerCase()}%`;
  let matching = transfersWithNames(db).where('transfer.state', '=', 'sent');
  if (options.find !== '') {
    matching = matching.where(({ eb, fn, val, or }) => {
      const like = (
        column: 'transfer.title' | 'transfer.file_name' | 'transfer.sha256' | 'plan.short_name',
      ) => eb(fn<string>('lower', [column]), 'like', val(pattern));
      return or([
        like('transfer.title'),
        like('transfer.file_name'),
        like('transfer.sha256'),
        like('plan.short_name'),
        eb(
          'transfer.id',
          'in',
          eb
            .selectFrom('transfer_member')
            .innerJoin('member', 'member.id', 'transfer_member.member_id')
            .select('transfer_member.transfer_id')
            .where((member) =>
              member.or([
                member('member.cin', '=', options.find.toUpperCase()),
                member('member.search_text', 'like', pattern),
              ]),
            ),
        ),
      ]);
    });
  }
  const rows = await matching.orderBy('transfer.sent_at', 'desc').limit(options.limit).execute();
  const counted = await matching
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(toRow), count: Number(counted.count) };
}

export async function selectTransfer(db: Kysely<Database>, id: string): Promise<StoredTransfer | undefined> {
  const row = await transfersWithNames(db)
    .leftJoin('user as sender', 'sender.id', 'transfer.sent_by')
    .select('sender.name as sender_name')
    .where('transfer.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...toRow(row),
    sourceId: row.source_id,
    sha256: row.sha256,
    serverPath: row.server_path,
    hostKey: row.host_key,
    sentBy: row.sender_name,
    fileId: row.file_id,
    sentById: row.sent_by,
    contentRemovedAt: row.content_removed_at,
    steps: stepsSchema.parse(JSON.parse(row.steps)),
  };
}

/** The transfer of a source, for example of a batch, if it is queued already. */
export async function selectTransferOf(
  db: Kysely<Database>,
  kind: string,
  sourceId: string,
): Promise<{ id: string; sha256: string; kept: boolean } | undefined> {
  const row = await db
    .selectFrom('transfer')
    .leftJoin('transfer_content', 'transfer_content.transfer_id', 'transfer.id')
    .select(['transfer.id', 'transfer.sha256', 'transfer_content.transfer_id as kept'])
    .where('transfer.kind', '=', kind)
    .where('transfer.source_id', '=', sourceId)
    .executeTakeFirst();
  return row && { id: row.id, sha256: row.sha256, kept: row.kept !== null };
}

/** The state of a source's transfer; null when it was never queued. */
export async function selectTransferState(
  db: Kysely<Database>,
  kind: string,
  sourceId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('transfer')
    .select('state')
    .where('kind', '=', kind)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  return row?.state ?? null;
}

export async function insertTransfer(
  db: Kysely<Database>,
  row: Pick<
    NewRow<'transfer'>,
    | 'id'
    | 'plan_id'
    | 'kind'
    | 'source_id'
    | 'title'
    | 'file_name'
    | 'usage'
    | 'bytes'
    | 'sha256'
    | 'created_at'
    | 'created_by'
    | 'file_id'
    | 'position'
  >,
): Promise<void> {
  await db
    .insertInto('transfer')
    .values({ ...row, state: 'queued', attempts: 0, steps: '[]' })
    .execute();
}

/** A try begins. */
export async function updateStarted(db: Kysely<Database>, id: string): Promise<void> {
  await db
    .updateTable('transfer')
    .set(({ eb }) => ({
      state: 'sending',
      attempts: eb('attempts', '+', 1),
      steps: '[]',
      problem: null,
      next_try_at: null,
      paused: 0,
    }))
    .where('id', '=', id)
    .execute();
}

/** Remembers that a rename to this path begins; null once it is certain that it did not happen. */
export async function updateRenaming(db: Kysely<Database>, id: string, path: string | null): Promise<void> {
  await db.updateTable('transfer').set({ server_path: path }).where('id', '=', id).execute();
}

/** A try ended without success. */
export async function updateFailed(
  db: Kysely<Database>,
  id: string,
  failed: {
    readonly state: 'queued' | 'unsure';
    readonly problem: string;
    readonly steps: readonly TransferEvent[];
    readonly nextTryAt: string | null;
    readonly paused: boolean;
  },
): Promise<void> {
  await db
    .updateTable('transfer')
    .set({
      state: failed.state,
      problem: failed.problem,
      steps: JSON.stringify(failed.steps),
      next_try_at: failed.nextTryAt,
      paused: failed.paused ? 1 : 0,
    })
    .where('id', '=', id)
    .execute();
}

/** The file arrived. */
export async function updateSent(
  db: Kysely<Database>,
  id: string,
  sent: {
    readonly at: string;
    readonly by: string;
    readonly serverPath: string | null;
    readonly hostKey: string | null;
    readonly remoteBytes: number | null;
    readonly steps: readonly TransferEvent[];
  },
): Promise<void> {
  await db
    .updateTable('transfer')
    .set({
      state: 'sent',
      problem: null,
      server_path: sent.serverPath,
      host_key: sent.hostKey,
      remote_bytes: sent.remoteBytes,
      steps: JSON.stringify(sent.steps),
      sent_at: sent.at,
      sent_by: sent.by,
    })
    .where('id', '=', id)
    .execute();
}

/** Puts an unsure transfer back into the outbox as one that did not arrive. */
export async function updateNotArrived(db: Kysely<Database>, id: string): Promise<void> {
  await db
    .updateTable('transfer')
    .set({ state: 'queued', problem: null, server_path: null })
    .where('id', '=', id)
    .execute();
}

/** Writes the outbox in this order. */
export async function updatePositions(db: Kysely<Database>, ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await db
      .updateTable('transfer')
      .set({ position: index + 1 })
      .where('id', '=', id)
      .execute();
  }
}

/** The place behind everything that waits. */
export async function selectLastPosition(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('transfer')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('state', 'in', ['queued', 'sending', 'unsure'])
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** Keeps an earlier sending of a file that goes again. */
export async function insertSending(
  db: Kysely<Database>,
  sending: NewRow<'transfer_sending'>,
): Promise<void> {
  await db.insertInto('transfer_sending').values(sending).execute();
}

/** Earlier sendings of a file, newest first. */
export async function selectSendings(
  db: Kysely<Database>,
  transferId: string,
): Promise<Transfer['sentBefore']> {
  const rows = await db
    .selectFrom('transfer_sending')
    .leftJoin('user', 'user.id', 'transfer_sending.sent_by')
    .select([
      'transfer_sending.sent_at',
      'transfer_sending.answered_at',
      'transfer_sending.reason',
      'user.name',
    ])
    .where('transfer_id', '=', transferId)
    .orderBy('transfer_sending.sent_at', 'desc')
    .execute();
  return rows.map((row) => ({
    at: row.sent_at,
    by: row.name ?? 'unknown',
    answeredAt: row.answered_at,
    reason: row.reason,
  }));
}

/** Puts a sent file back into the outbox. */
export async function updateSendAgain(db: Kysely<Database>, id: string): Promise<void> {
  await db
    .updateTable('transfer')
    .set({
      state: 'queued',
      problem: null,
      server_path: null,
      sent_at: null,
      sent_by: null,
      answered_at: null,
    })
    .where('id', '=', id)
    .execute();
}

/** Holds a file back or lets it go on. */
export async function updatePaused(db: Kysely<Database>, id: string, paused: boolean): Promise<void> {
  await db
    .updateTable('transfer')
    .set({ paused: paused ? 1 : 0, next_try_at: null })
    .where('id', '=', id)
    .execute();
}
