import type { Kysely } from 'kysely';
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
