import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type Received,
  type ReceivedRow,
  receivedKindSchema,
  receivedStateSchema,
} from '#shared/transfers/contract.ts';
import type { Database, NewRow } from '../../db/schema.ts';

const factsSchema = z.object({
  firstLine: z.string().default(''),
  importId: z.string().nullable().default(null),
  answers: z.array(z.string()).default([]),
});

/** What is known about a received file besides its bytes; JSON in `received.facts`. */
export type ReceivedFacts = z.infer<typeof factsSchema>;

const COLUMNS = [
  'received.id',
  'received.plan_id',
  'received.kind',
  'received.file_name',
  'received.server_path',
  'received.host_key',
  'received.bytes',
  'received.sha256',
  'received.state',
  'received.sentence',
  'received.facts',
  'received.transfer_id',
  'received.received_at',
  'received.settled_at',
  'received.file_id',
  'received.content_removed_at',
  'plan.short_name as plan_name',
  'creator.name as creator_name',
] as const;

function receivedWithNames(db: Kysely<Database>) {
  return db
    .selectFrom('received')
    .innerJoin('plan', 'plan.id', 'received.plan_id')
    .leftJoin('user as creator', 'creator.id', 'received.received_by')
    .select(COLUMNS);
}

type Selected = Awaited<ReturnType<ReturnType<typeof receivedWithNames>['execute']>>[number];

function toRow(row: Selected): ReceivedRow {
  return {
    id: row.id,
    planId: row.plan_id,
    planName: row.plan_name,
    kind: receivedKindSchema.parse(row.kind),
    fileName: row.file_name,
    bytes: row.bytes,
    state: receivedStateSchema.parse(row.state),
    sentence: row.sentence,
    firstLine: factsOf(row.facts).firstLine,
    serverPath: row.server_path,
    receivedAt: row.received_at,
    receivedBy: row.creator_name ?? 'unknown',
  };
}

function factsOf(text: string): ReceivedFacts {
  return factsSchema.parse(JSON.parse(text));
}

/** What waits for a person or was cut off before anyone looked at it, newest first. */
export async function selectInbox(db: Kysely<Database>): Promise<ReceivedRow[]> {
  const rows = await receivedWithNames(db)
    .where('received.state', 'in', ['new', 'waiting'])
    .orderBy('received.received_at', 'desc')
    .limit(500)
    .execute();
  return rows.map(toRow);
}

/** What is done, newest first, and how many there are in all. */
export async function selectReceivedLedger(
  db: Kysely<Database>,
  options: { readonly find: string; readonly limit: number },
): Promise<{ rows: ReceivedRow[]; count: number }> {
  let matching = receivedWithNames(db).where('received.state', '=', 'done');
  if (options.find !== '') {
    const pattern = `%${options.find.toLowerCase()}%`;
    matching = matching.where(({ eb, fn, val, or }) => {
      const like = (
        column: 'received.file_name' | 'plan.short_name' | 'received.sentence' | 'received.sha256',
      ) => eb(fn<string>('lower', [column]), 'like', val(pattern));
      return or([
        like('received.file_name'),
        like('plan.short_name'),
        like('received.sentence'),
        like('received.sha256'),
      ]);
    });
  }
  const rows = await matching.orderBy('received.received_at', 'desc').limit(options.limit).execute();
  const counted = await matching
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(toRow), count: Number(counted.count) };
}

/** A received file as stored, without its bytes. */
export type StoredReceived = Omit<Received, 'head' | 'answers'> & {
  readonly answersNumbers: readonly string[];
  readonly transferId: string | null;
  /** The pieces of a large file; null for one whose bytes are in its row. */
  readonly fileId: string | null;
};

export async function selectReceived(
  db: Kysely<Database>,
  id: string,
): Promise<(StoredReceived & { readonly answersTitle: string | null }) | undefined> {
  const row = await receivedWithNames(db)
    .leftJoin('user as settler', 'settler.id', 'received.settled_by')
    .leftJoin('transfer', 'transfer.id', 'received.transfer_id')
    .select(['settler.name as settler_name', 'transfer.title as answers_title'])
    .where('received.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const facts = factsOf(row.facts);
  return {
    ...toRow(row),
    sha256: row.sha256,
    hostKey: row.host_key,
    importId: facts.importId,
    answersNumbers: facts.answers,
    transferId: row.transfer_id,
    fileId: row.file_id,
    contentRemovedAt: row.content_removed_at,
    answersTitle: row.answers_title,
    settledAt: row.settled_at,
    settledBy: row.settler_name,
  };
}

export async function selectReceivedContent(
  db: Kysely<Database>,
  id: string,
): Promise<Uint8Array | undefined> {
  return (await db.selectFrom('received').select('content').where('id', '=', id).executeTakeFirst())?.content;
}

/** The file of a plan with these very bytes, if it came before. */
export async function selectReceivedBySha256(
  db: Kysely<Database>,
  planId: string,
  sha256: string,
): Promise<{ id: string; state: string } | undefined> {
  return db
    .selectFrom('received')
    .select(['id', 'state'])
    .where('plan_id', '=', planId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
}

/** Files that were kept and that nobody has looked at: a crash came in between. */
export async function selectUnopened(db: Kysely<Database>, planId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('received')
    .select('id')
    .where('plan_id', '=', planId)
    .where('state', '=', 'new')
    .execute();
  return rows.map(({ id }) => id);
}

export async function insertReceived(db: Kysely<Database>, row: NewRow<'received'>): Promise<void> {
  await db.insertInto('received').values(row).execute();
}

/** Says what became of a received file. */
export async function updateReceived(
  db: Kysely<Database>,
  id: string,
  change: {
    readonly kind: string;
    readonly state: 'waiting' | 'done';
    readonly sentence: string;
    readonly facts: ReceivedFacts;
    readonly transferId: string | null;
    readonly settled: { readonly at: string; readonly by: string } | null;
  },
): Promise<void> {
  await db
    .updateTable('received')
    .set({
      kind: change.kind,
      state: change.state,
      sentence: change.sentence,
      facts: JSON.stringify(change.facts),
      transfer_id: change.transferId,
      settled_at: change.settled?.at ?? null,
      settled_by: change.settled?.by ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** Says how a received file stands; what it is and what it answers stay. */
export async function updateStanding(
  db: Kysely<Database>,
  id: string,
  standing: {
    readonly state: 'waiting' | 'done';
    readonly sentence: string;
    readonly settled: { readonly at: string; readonly by: string } | null;
  },
): Promise<void> {
  await db
    .updateTable('received')
    .set({
      state: standing.state,
      sentence: standing.sentence,
      settled_at: standing.settled?.at ?? null,
      settled_by: standing.settled?.by ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** A place on the server from which a file was taken. */
export interface SeenFile {
  readonly planId: string;
  readonly serverPath: string;
  readonly size: number;
  readonly modified: number;
}

/** Whether this file of the server is known, and whether the server side is tidied up as the profile says. */
export async function selectSeen(
  db: Kysely<Database>,
  file: SeenFile,
): Promise<{ receivedId: string; cleared: string } | undefined> {
  const row = await db
    .selectFrom('received_from')
    .select(['received_id', 'cleared'])
    .where('plan_id', '=', file.planId)
    .where('server_path', '=', file.serverPath)
    .where('size', '=', file.size)
    .where('modified', '=', file.modified)
    .executeTakeFirst();
  return row && { receivedId: row.received_id, cleared: row.cleared };
}

export async function upsertSeen(
  db: Kysely<Database>,
  file: SeenFile,
  seen: { readonly receivedId: string; readonly cleared: 'no' | 'deleted' | 'moved'; readonly at: string },
): Promise<void> {
  const set = { received_id: seen.receivedId, cleared: seen.cleared, seen_at: seen.at };
  await db
    .insertInto('received_from')
    .values({
      plan_id: file.planId,
      server_path: file.serverPath,
      size: file.size,
      modified: file.modified,
      ...set,
    })
    .onConflict((conflict) =>
      conflict.columns(['plan_id', 'server_path', 'size', 'modified']).doUpdateSet(set),
    )
    .execute();
}

/** What an answer names of the file it answers. */
export interface AnsweredNumbers {
  /** Interchange or group control numbers (TA101, AK102). */
  readonly control: readonly string[];
  /** Our own references in it: BHT03 of a 277CA's receiver level, claim numbers of a 277CA or an 835. */
  readonly references: readonly string[];
}

/** The sent file of a plan that an answer is about: by its control number, else by a claim that was in it. */
export async function selectTransferAnswered(
  db: Kysely<Database>,
  planId: string,
  { control, references }: AnsweredNumbers,
): Promise<string | null> {
  if (control.length + references.length === 0) return null;
  const padded = control.slice(0, 50).map((number) => number.padStart(9, '0'));
  const named = references.slice(0, 50);
  const row = await db
    .selectFrom('transfer')
    .innerJoin('batch', 'batch.id', 'transfer.source_id')
    .select('transfer.id')
    .where('transfer.kind', 'in', ['encounters', 'invoice'])
    .where('transfer.plan_id', '=', planId)
    .where((where) =>
      where.or([
        where('batch.control_number', 'in', padded),
        where(
          'batch.id',
          'in',
          where
            .selectFrom('sent_line')
            .select('sent_line.batch_id')
            .where((line) =>
              line.or([
                line('sent_line.claim_number', 'in', named),
                line('sent_line.set_reference', 'in', named),
              ]),
            ),
        ),
      ]),
    )
    .orderBy('transfer.sent_at', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Notes the first answer to a file. */
export async function updateAnswered(db: Kysely<Database>, id: string, at: string): Promise<void> {
  await db
    .updateTable('transfer')
    .set({ answered_at: at })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .execute();
}

/** Files of a plan that came before this instant, are done and still have their bytes. */
export async function selectReceivedBefore(
  db: Kysely<Database>,
  planId: string,
  before: string,
): Promise<{ id: string; fileId: string | null }[]> {
  const rows = await db
    .selectFrom('received')
    .select(['id', 'file_id'])
    .where('plan_id', '=', planId)
    .where('state', '=', 'done')
    .where('received_at', '<', before)
    .where('content_removed_at', 'is', null)
    .execute();
  return rows.map((row) => ({ id: row.id, fileId: row.file_id }));
}

/** Forgets the bytes of a received file; its line stays. */
export async function clearReceivedContent(db: Kysely<Database>, id: string, at: string): Promise<void> {
  await db
    .updateTable('received')
    .set({ content: Uint8Array.of(0), file_id: null, content_removed_at: at })
    .where('id', '=', id)
    .execute();
}
