import type { Kysely } from 'kysely';
import { type PackChanges, packChangesSchema } from '#shared/programs/changes.ts';
import type { Confirmation } from '#shared/programs/contract.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

/** A confirmation with the plan and rule it is about. */
export interface StoredConfirmation extends Confirmation {
  readonly planId: string | null;
  readonly ruleId: string;
}

/** Every confirmation, oldest first; there are a few dozen a plan at most. */
export async function selectConfirmations(db: Db): Promise<StoredConfirmation[]> {
  const rows = await db
    .selectFrom('rule_confirmation')
    .leftJoin('user', 'user.id', 'rule_confirmation.created_by')
    .selectAll('rule_confirmation')
    .select('user.name as by_name')
    .orderBy('rule_confirmation.created_at')
    .execute();
  return rows.map((row) => ({
    planId: row.plan_id,
    ruleId: row.rule_id,
    by: row.by_name ?? 'unknown',
    at: row.created_at,
    source: row.source,
    note: row.note,
  }));
}

/** Puts a confirmation in the place of an earlier one of the same rule and plan; the audit keeps both. */
export async function replaceConfirmation(db: Db, row: NewRow<'rule_confirmation'>): Promise<void> {
  await deleteConfirmation(db, row.plan_id ?? null, row.rule_id);
  await db.insertInto('rule_confirmation').values(row).execute();
}

/** Takes a confirmation away; returns whether there was one. */
export async function deleteConfirmation(db: Db, planId: string | null, ruleId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('rule_confirmation')
    .where('plan_id', planId === null ? 'is' : '=', planId)
    .where('rule_id', '=', ruleId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** A set of changes of one plan's rules. */
export interface StoredChanges {
  readonly id: string;
  readonly planId: string;
  readonly state: string;
  readonly changes: PackChanges;
  /** What was replayed last, as text. */
  readonly replayed: string | null;
  readonly by: string;
  readonly liveAt: string | null;
  readonly liveBy: string;
  readonly updatedAt: string;
}

function changesIn(db: Db) {
  return db
    .selectFrom('rule_change')
    .leftJoin('user as author', 'author.id', 'rule_change.created_by')
    .leftJoin('user as signer', 'signer.id', 'rule_change.live_by')
    .selectAll('rule_change')
    .select(['author.name as author_name', 'signer.name as signer_name']);
}

type ChangesRow = Awaited<ReturnType<ReturnType<typeof changesIn>['execute']>>[number];

function toChanges(row: ChangesRow): StoredChanges {
  return {
    id: row.id,
    planId: row.plan_id,
    state: row.state,
    changes: packChangesSchema.parse(JSON.parse(row.changes)),
    replayed: row.replayed,
    by: row.author_name ?? 'unknown',
    liveAt: row.live_at,
    liveBy: row.signer_name ?? 'unknown',
    updatedAt: row.updated_at,
  };
}

/** Everything that went live, in that order. */
export async function selectLiveChanges(db: Db): Promise<StoredChanges[]> {
  const rows = await changesIn(db)
    .where('rule_change.state', '=', 'live')
    .orderBy('rule_change.live_at')
    .orderBy('rule_change.id')
    .execute();
  return rows.map(toChanges);
}

/** The drafts of plans, at most one each. */
export async function selectDrafts(db: Db): Promise<StoredChanges[]> {
  return (await changesIn(db).where('rule_change.state', '=', 'draft').execute()).map(toChanges);
}

/** A set of changes by its id, whatever became of it. */
export async function findChanges(db: Db, id: string): Promise<StoredChanges | undefined> {
  const row = await changesIn(db).where('rule_change.id', '=', id).executeTakeFirst();
  return row ? toChanges(row) : undefined;
}

export async function insertChanges(db: Db, row: NewRow<'rule_change'>): Promise<void> {
  await db.insertInto('rule_change').values(row).execute();
}

/** Changes a set that is not in force; one that is stays as it is. */
export async function updateChanges(
  db: Db,
  id: string,
  change: Partial<
    Pick<NewRow<'rule_change'>, 'state' | 'changes' | 'replayed' | 'live_at' | 'live_by' | 'updated_at'>
  >,
): Promise<void> {
  await db.updateTable('rule_change').set(change).where('id', '=', id).where('state', '!=', 'live').execute();
}
