import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type AnswerKind,
  type AnswerLevel,
  type AnswerReason,
  answerKindSchema,
  answerLevelSchema,
  answerReasonSchema,
  type Payment,
  paymentSchema,
  type Verdict,
  verdictSchema,
} from '#shared/encounters/answers/answer.ts';
import type { Database, NewRow, Row } from '../../db/schema.ts';

type Db = Kysely<Database>;

const reasonsSchema = z.array(answerReasonSchema);
const segmentsSchema = z.array(z.string());
/** Named one by one in a query at most. */
const CHUNK = 500;

/** A line as it stood in a file. */
export type SentLine = Row<'sent_line'>;

/** What a plan said, as it is kept. */
export interface StoredAnswer {
  readonly id: string;
  readonly batchId: string;
  readonly kind: AnswerKind;
  readonly level: AnswerLevel;
  readonly verdict: Verdict;
  readonly setControl: string | null;
  readonly claimNumber: string | null;
  readonly lineNumber: string | null;
  readonly reasons: readonly AnswerReason[];
  readonly segments: readonly string[];
  readonly planNumber: string | null;
  readonly writtenAt: string;
  /** What an 835 says was paid. */
  readonly payment: Payment | null;
}

export async function insertSentLines(db: Db, rows: readonly NewRow<'sent_line'>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('sent_line')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  }
}

/** The lines of a file, in the order they stand in it. */
export async function selectSentLines(db: Db, batchId: string): Promise<SentLine[]> {
  return db
    .selectFrom('sent_line')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('set_control')
    .orderBy('line_from')
    .execute();
}

/** Sent lines by their own numbers, which are unique for ever. */
export async function selectSentByNumber(db: Db, numbers: readonly string[]): Promise<SentLine[]> {
  return selectIn(db, 'line_number', numbers);
}

/** Every line of these claims. */
export async function selectSentByClaim(db: Db, claims: readonly string[]): Promise<SentLine[]> {
  return selectIn(db, 'claim_number', claims);
}

async function selectIn(db: Db, column: 'line_number' | 'claim_number', values: readonly string[]) {
  const found: SentLine[] = [];
  for (let from = 0; from < values.length; from += CHUNK) {
    const chunk = values.slice(from, from + CHUNK);
    found.push(...(await db.selectFrom('sent_line').selectAll().where(column, 'in', chunk).execute()));
  }
  return found;
}

/** Which files of a plan carry these numbers; answers only ever count for the plan that wrote them. */
export async function selectBatchesNamed(
  db: Db,
  planId: string,
  column: 'claim_number' | 'line_number' | 'set_control' | 'set_reference' | 'group_control',
  values: readonly string[],
): Promise<ReadonlyMap<string, { readonly batchId: string; readonly setControl: string }>> {
  const found = new Map<string, { batchId: string; setControl: string }>();
  for (let from = 0; from < values.length; from += CHUNK) {
    const rows = await db
      .selectFrom('sent_line')
      .select([`${column} as value`, 'batch_id', 'set_control'])
      .distinct()
      .where('plan_id', '=', planId)
      .where(column, 'in', values.slice(from, from + CHUNK))
      .execute();
    for (const row of rows) found.set(row.value, { batchId: row.batch_id, setControl: row.set_control });
  }
  return found;
}

/** The files of a plan with these interchange control numbers, without leading zeros. */
export async function selectBatchesByControl(
  db: Db,
  planId: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .selectFrom('batch')
    .select(['id', 'control_number'])
    .where('plan_id', '=', planId)
    .where(
      'control_number',
      'in',
      numbers.slice(0, 5000).map((number) => number.padStart(9, '0')),
    )
    .execute();
  return new Map(rows.map((row) => [String(Number(row.control_number)), row.id]));
}

/** Keeps an answer once; returns false when the very same was kept before. */
export async function insertAnswer(db: Db, row: NewRow<'answer'>): Promise<boolean> {
  const result = await db
    .insertInto('answer')
    .values(row)
    .onConflict((conflict) => conflict.columns(['batch_id', 'fingerprint']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Everything that was said about a file and what is in it, oldest first. */
export async function selectAnswers(db: Db, batchIds: readonly string[]): Promise<StoredAnswer[]> {
  if (batchIds.length === 0) return [];
  const rows = await db
    .selectFrom('answer')
    .leftJoin('response_sheet', 'response_sheet.id', 'answer.sheet_id')
    .selectAll('answer')
    .where('answer.batch_id', 'in', [...batchIds])
    // A sheet that was taken back says nothing any more.
    .where((eb) => eb.or([eb('answer.sheet_id', 'is', null), eb('response_sheet.state', '=', 'applied')]))
    .orderBy('answer.written_at')
    .orderBy('answer.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    batchId: row.batch_id,
    kind: answerKindSchema.parse(row.kind),
    level: answerLevelSchema.parse(row.level),
    verdict: verdictSchema.parse(row.verdict),
    setControl: row.set_control,
    claimNumber: row.claim_number,
    lineNumber: row.line_number,
    reasons: reasonsSchema.parse(JSON.parse(row.reasons)),
    segments: segmentsSchema.parse(JSON.parse(row.segments)),
    planNumber: row.plan_number,
    writtenAt: row.written_at,
    payment: row.payment === null ? null : paymentSchema.parse(JSON.parse(row.payment)),
  }));
}

/** Writes down where a sent line stands now. */
export async function updateSentLine(
  db: Db,
  lineNumber: string,
  change: { readonly state: string; readonly decidedAt: string | null; readonly planNumber: string | null },
): Promise<void> {
  await db
    .updateTable('sent_line')
    .set({ state: change.state, decided_at: change.decidedAt, plan_number: change.planNumber })
    .where('line_number', '=', lineNumber)
    .execute();
}

/** Marks the lines of a file that nobody answered yet as sent. */
export async function markSentLinesSent(db: Db, batchId: string): Promise<void> {
  await db
    .updateTable('sent_line')
    .set({ state: 'sent' })
    .where('batch_id', '=', batchId)
    .where('state', '=', 'built')
    .execute();
}

/** Puts the service of a sent line into a state, if this is still the last time it went out. */
export async function updateServiceOf(
  db: Db,
  line: Pick<SentLine, 'encounter_id' | 'line_number'>,
  change: { readonly state: string; readonly from: readonly string[]; readonly correction: string | null },
): Promise<boolean> {
  const result = await db
    .updateTable('encounter')
    .set({ state: change.state, correction: change.correction })
    .where('id', '=', line.encounter_id)
    .where('line_number', '=', line.line_number)
    .where('state', 'in', [...change.from])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
