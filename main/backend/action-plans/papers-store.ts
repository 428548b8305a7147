import type { Kysely } from 'kysely';
import { type Authorization, authorizationSchema } from '#shared/action-plans/authorizations.ts';
import {
  type Review,
  reviewSchema,
  type Share,
  type Signature,
  shareSchema,
  signatureSchema,
} from '#shared/action-plans/papers.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

/** Every review of a member's plans, newest first. */
export async function findReviews(db: Db, memberId: string): Promise<Review[]> {
  const rows = await db
    .selectFrom('action_plan_review as review')
    .leftJoin('user as asker', 'asker.id', 'review.created_by')
    .leftJoin('user as reviewer', 'reviewer.id', 'review.reviewer_id')
    .leftJoin('user as answerer', 'answerer.id', 'review.answered_by')
    .selectAll('review')
    .select(['asker.name as asker_name', 'reviewer.name as reviewer_name', 'answerer.name as answerer_name'])
    .where('review.member_id', '=', memberId)
    .orderBy('review.created_at', 'desc')
    .orderBy('review.id', 'desc')
    .execute();
  return rows.map((row) =>
    reviewSchema.parse({
      id: row.id,
      planId: row.plan_id,
      reviewer: { id: row.reviewer_id, name: row.reviewer_name ?? '' },
      askedAt: row.created_at,
      askedBy: { id: row.created_by, name: row.asker_name ?? '' },
      note: row.note,
      outcome: row.outcome,
      comment: row.comment,
      answeredAt: row.answered_at,
      answeredBy: row.answered_by ? { id: row.answered_by, name: row.answerer_name ?? '' } : null,
      contentSha256: row.content_sha256,
    }),
  );
}

export async function insertReview(db: Db, row: NewRow<'action_plan_review'>): Promise<void> {
  await db.insertInto('action_plan_review').values(row).execute();
}

/** Answers the open review of a version; false when none is open. */
export async function writeReviewAnswer(
  db: Db,
  planId: string,
  answer: { outcome: string; comment: string; at: string; by: string },
): Promise<boolean> {
  const result = await db
    .updateTable('action_plan_review')
    .set({
      outcome: answer.outcome,
      comment: answer.comment,
      answered_at: answer.at,
      answered_by: answer.by,
    })
    .where('plan_id', '=', planId)
    .where('outcome', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether a version waits for its review. */
export async function hasOpenReview(db: Db, planId: string): Promise<boolean> {
  const row = await db
    .selectFrom('action_plan_review')
    .select('id')
    .where('plan_id', '=', planId)
    .where('outcome', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Every signature under a member's plans, oldest first. */
export async function findSignatures(db: Db, memberId: string): Promise<Signature[]> {
  const rows = await db
    .selectFrom('action_plan_signature as signature')
    .leftJoin('user as witness', 'witness.id', 'signature.created_by')
    .selectAll('signature')
    .select('witness.name as witness_name')
    .where('signature.member_id', '=', memberId)
    .orderBy('signature.created_at')
    .orderBy('signature.id')
    .execute();
  return rows.map((row) =>
    signatureSchema.parse({
      id: row.id,
      planId: row.plan_id,
      signer: row.signer,
      name: row.name,
      method: row.method,
      detail: row.detail,
      strokes: row.strokes === null ? null : JSON.parse(row.strokes),
      signedAt: row.signed_at,
      witness: { id: row.created_by, name: row.witness_name ?? '' },
      contentSha256: row.content_sha256,
      sha256: row.sha256,
    }),
  );
}

export async function insertSignature(db: Db, row: NewRow<'action_plan_signature'>): Promise<void> {
  await db.insertInto('action_plan_signature').values(row).execute();
}

/** Every disclosure of a member's plans, newest first. */
export async function findShares(db: Db, memberId: string): Promise<Share[]> {
  const rows = await db
    .selectFrom('action_plan_share as share')
    .leftJoin('user as sharer', 'sharer.id', 'share.created_by')
    .selectAll('share')
    .select('sharer.name as sharer_name')
    .where('share.member_id', '=', memberId)
    .orderBy('share.shared_on', 'desc')
    .orderBy('share.id', 'desc')
    .execute();
  return rows.map((row) =>
    shareSchema.parse({
      id: row.id,
      planId: row.plan_id,
      recipient: row.recipient,
      recipientKind: row.recipient_kind,
      how: row.how,
      sharedOn: row.shared_on,
      authority: row.authority,
      authorityDetail: row.authority_detail,
      authorityUntil: row.authority_until,
      sensitive: row.sensitive === 1,
      sharedBy: { id: row.created_by, name: row.sharer_name ?? '' },
    }),
  );
}

export async function insertShare(db: Db, row: NewRow<'action_plan_share'>): Promise<void> {
  await db.insertInto('action_plan_share').values(row).execute();
}

function selectAuthorizations(db: Db) {
  return db
    .selectFrom('disclosure_authorization as form')
    .leftJoin('user as recorder', 'recorder.id', 'form.created_by')
    .selectAll('form')
    .select('recorder.name as recorder_name');
}

type AuthorizationRow = Awaited<ReturnType<ReturnType<typeof selectAuthorizations>['execute']>>[number];

function toAuthorization(row: AuthorizationRow): Authorization {
  return authorizationSchema.parse({
    id: row.id,
    memberId: row.member_id,
    recipient: row.recipient,
    information: row.information,
    purpose: row.purpose,
    signedOn: row.signed_on,
    signedBy: row.signed_by,
    representativeRight: row.representative_right,
    expiresOn: row.expires_on,
    expiresEvent: row.expires_event,
    substanceUse: row.substance_use === 1,
    sensitive: row.sensitive === 1,
    keptWhere: row.kept_where,
    withdrawnOn: row.withdrawn_on,
    withdrawnHow: row.withdrawn_how,
    recordedBy: row.recorder_name ?? '',
    recordedAt: row.created_at,
  });
}

/** Every authorization to disclose of a member, newest first. */
export async function findAuthorizations(db: Db, memberId: string): Promise<Authorization[]> {
  const rows = await selectAuthorizations(db)
    .where('form.member_id', '=', memberId)
    .orderBy('form.signed_on', 'desc')
    .orderBy('form.id', 'desc')
    .execute();
  return rows.map(toAuthorization);
}

/** One authorization to disclose, or undefined. */
export async function findAuthorization(db: Db, id: string): Promise<Authorization | undefined> {
  const row = await selectAuthorizations(db).where('form.id', '=', id).executeTakeFirst();
  return row ? toAuthorization(row) : undefined;
}

export async function insertAuthorization(db: Db, row: NewRow<'disclosure_authorization'>): Promise<void> {
  await db.insertInto('disclosure_authorization').values(row).execute();
}

/** Writes a withdrawal; false when there is one already. */
export async function writeWithdrawal(
  db: Db,
  id: string,
  withdrawal: { readonly on: string; readonly how: string; readonly by: string },
): Promise<boolean> {
  const result = await db
    .updateTable('disclosure_authorization')
    .set({ withdrawn_on: withdrawal.on, withdrawn_how: withdrawal.how, withdrawn_by: withdrawal.by })
    .where('id', '=', id)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
