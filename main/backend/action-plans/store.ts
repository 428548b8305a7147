import type { Kysely } from 'kysely';
import { EMPTY_CONTENT, type PlanContent, planContentSchema } from '#shared/action-plans/content.ts';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import type { Database } from '../db/schema.ts';

type Db = Kysely<Database>;

function selectPlans(db: Db) {
  return db
    .selectFrom('action_plan')
    .leftJoin('user as starter', 'starter.id', 'action_plan.created_by')
    .leftJoin('user as signer', 'signer.id', 'action_plan.signed_by')
    .selectAll('action_plan')
    .select(['starter.name as starter_name', 'signer.name as signer_name']);
}

type PlanRow = Awaited<ReturnType<ReturnType<typeof selectPlans>['execute']>>[number];

/** A version as the database has it, with the seal over its signature. */
export interface StoredPlan extends PlanVersion {
  readonly sealSha256: string | null;
}

/** A text that cannot be read any more reads as a plan of nothing, whose hash is never the one that was signed. */
function contentOf(row: PlanRow): PlanContent {
  try {
    return planContentSchema.parse(JSON.parse(row.content));
  } catch (error) {
    if (row.state === 'signed') return EMPTY_CONTENT;
    throw error;
  }
}

function toPlan(row: PlanRow): StoredPlan {
  const content = contentOf(row);
  return {
    sealSha256: row.seal_sha256,
    id: row.id,
    memberId: row.member_id,
    version: row.version > 0 ? row.version : null,
    state: row.state === 'signed' ? 'signed' : row.state === 'discarded' ? 'discarded' : 'draft',
    goals: content.goals.length,
    startedAt: row.created_at,
    startedBy: { id: row.created_by, name: row.starter_name ?? '' },
    updatedAt: row.updated_at,
    signedAt: row.signed_at,
    signedBy: row.signed_by ? { id: row.signed_by, name: row.signer_name ?? '' } : null,
    sha256: row.content_sha256,
    content,
  };
}

/** Every version of a member's plan, newest first, without discarded drafts. */
export async function findPlans(db: Db, memberId: string): Promise<StoredPlan[]> {
  const rows = await selectPlans(db)
    .where('action_plan.member_id', '=', memberId)
    .where('action_plan.state', '!=', 'discarded')
    .orderBy('action_plan.version', 'desc')
    .execute();
  return rows.map(toPlan);
}

/** One version, or undefined. */
export async function findPlan(db: Db, id: string): Promise<StoredPlan | undefined> {
  const row = await selectPlans(db).where('action_plan.id', '=', id).executeTakeFirst();
  return row ? toPlan(row) : undefined;
}

export async function insertDraft(
  db: Db,
  draft: { id: string; memberId: string; version: number; content: PlanContent; at: string; by: string },
): Promise<void> {
  await db
    .insertInto('action_plan')
    .values({
      id: draft.id,
      member_id: draft.memberId,
      version: draft.version,
      state: 'draft',
      content: JSON.stringify(draft.content),
      content_sha256: null,
      signed_at: null,
      signed_by: null,
      updated_at: draft.at,
      created_at: draft.at,
      created_by: draft.by,
    })
    .execute();
}

/** Keeps a draft's content; false when the version is not a draft any more. */
export async function writeContent(db: Db, id: string, content: PlanContent, at: string): Promise<boolean> {
  const result = await db
    .updateTable('action_plan')
    .set({ content: JSON.stringify(content), updated_at: at })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Freezes a draft; from here on the database itself refuses every change to the row. */
export async function writeSignature(
  db: Db,
  id: string,
  signature: { content: string; sha256: string; seal: string; at: string; by: string },
): Promise<void> {
  await db
    .updateTable('action_plan')
    .set({
      state: 'signed',
      content: signature.content,
      content_sha256: signature.sha256,
      seal_sha256: signature.seal,
      signed_at: signature.at,
      signed_by: signature.by,
      updated_at: signature.at,
    })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

/** The number a new version gets. */
export async function nextVersion(db: Db, memberId: string): Promise<number> {
  const row = await db
    .selectFrom('action_plan')
    .where('member_id', '=', memberId)
    .select((eb) => eb.fn.max('version').as('newest'))
    .executeTakeFirst();
  return Math.max(0, Number(row?.newest ?? 0)) + 1;
}

/** Puts a draft away under a negative number, so that its version number is free again. */
export async function writeDiscarded(
  db: Db,
  plan: { id: string; memberId: string; at: string },
): Promise<void> {
  const row = await db
    .selectFrom('action_plan')
    .where('member_id', '=', plan.memberId)
    .select((eb) => eb.fn.min('version').as('lowest'))
    .executeTakeFirst();
  await db
    .updateTable('action_plan')
    .set({ state: 'discarded', version: Math.min(0, Number(row?.lowest ?? 0)) - 1, updated_at: plan.at })
    .where('id', '=', plan.id)
    .where('state', '=', 'draft')
    .execute();
}

/** Brings a discarded draft back under a free number. */
export async function writeRestored(
  db: Db,
  plan: { id: string; version: number; at: string },
): Promise<void> {
  await db
    .updateTable('action_plan')
    .set({ state: 'draft', version: plan.version, updated_at: plan.at })
    .where('id', '=', plan.id)
    .where('state', '=', 'discarded')
    .execute();
}
