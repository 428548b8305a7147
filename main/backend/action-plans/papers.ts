import { whatIsMissing } from '#shared/action-plans/checks.ts';
import { namesSubstanceUse, type PlanContent } from '#shared/action-plans/content.ts';
import {
  type NewShare,
  type NewSignature,
  type Papers,
  shareProblem,
  signatureGap,
} from '#shared/action-plans/papers.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import { addTask, closeTasksFor } from '../tasks/add-task.ts';
import { listStaff } from '../users/users.ts';
import { getAuthorization } from './authorizations.ts';
import { contentSha256, refuseChanged, signatureSha256, tamperProblem } from './hashes.ts';
import {
  findAuthorizations,
  findReviews,
  findShares,
  findSignatures,
  insertReview,
  insertShare,
  insertSignature,
  writeReviewAnswer,
} from './papers-store.ts';
import { getDraft, getPlan } from './plans.ts';
import { findPlans, type StoredPlan } from './store.ts';

/** What a task that asks for a review says it came from. */
const REVIEW_SOURCE = 'hap_review';

/** Reviews, signatures and disclosures of a member's plans, and whether the signed ones are untouched. */
export async function listPapers(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<Papers> {
  const member = await getMember(context, input.memberId);
  context.about({ memberId: member.id });
  const plans = await findPlans(context.db, member.id);
  const signatures = await findSignatures(context.db, member.id);
  const draft = plans.find(({ state }) => state === 'draft');
  return {
    reviews: await findReviews(context.db, member.id),
    signatures,
    shares: await findShares(context.db, member.id),
    authorizations: await findAuthorizations(context.db, member.id),
    reviewers: await reviewersFor(context),
    draftSha256: draft ? contentSha256(draft.content) : null,
    checked: plans
      .filter(({ state }) => state === 'signed')
      .map((plan) => {
        const problem = tamperProblem(plan, signatures);
        return { planId: plan.id, intact: problem === null, problem };
      }),
  };
}

async function reviewersFor(context: CallContext): Promise<{ id: string; name: string }[]> {
  return (await listStaff(context))
    .filter((one) => one.active && one.role === 'clinical_lead' && one.id !== context.user.id)
    .map(({ id, name }) => ({ id, name }));
}

/**
 * Sends a whole draft to a clinical lead; until it is answered or taken back nobody writes in it.
 *
 * @throws AppError `HELD` when parts are missing, `CONFLICT` when it waits already.
 */
export async function sendForReview(
  context: CallContext,
  input: { readonly id: string; readonly reviewerId: string; readonly note: string },
): Promise<void> {
  const plan = await getDraft(context, input.id);
  refuseGaps(plan.content);
  const reviewer = (await reviewersFor(context)).find(({ id }) => id === input.reviewerId);
  if (!reviewer) {
    throw new AppError('VALIDATION', 'Choose a clinical lead other than yourself.', { field: 'reviewerId' });
  }
  const reviews = await findReviews(context.db, plan.memberId);
  const open = reviews.find(({ planId, outcome }) => planId === plan.id && outcome === null);
  if (open) throw new AppError('CONFLICT', `This draft already waits for ${open.reviewer.name}.`);
  const member = await getMember(context, plan.memberId);
  const id = context.newId();
  await insertReview(context.db, {
    id,
    plan_id: plan.id,
    member_id: plan.memberId,
    reviewer_id: reviewer.id,
    content_sha256: contentSha256(plan.content),
    note: input.note,
    outcome: null,
    comment: '',
    answered_at: null,
    answered_by: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  await addTask(context, {
    memberId: plan.memberId,
    title: `Review the Health Action Plan of ${member.name}`,
    detail: input.note,
    kind: 'review',
    ownerId: reviewer.id,
    dueOn: context.today(),
    sourceKind: REVIEW_SOURCE,
    sourceId: plan.id,
    why: `${context.user.name} sent version ${plan.version} for clinical review.`,
  });
  context.about({ detail: { version: plan.version, reviewer: reviewer.id } });
}

/** Refuses a draft that lacks parts, naming the first. */
export function refuseGaps(content: PlanContent): void {
  const missing = whatIsMissing(content);
  const [first] = missing;
  if (!first) return;
  const count = missing.length === 1 ? 'One part is missing.' : `${missing.length} parts are missing.`;
  throw new AppError('HELD', `${count} ${first.sentence}`, {
    field: first.field,
    facts: { missing: missing.length },
  });
}

/** A clinical lead approves a draft as it stands, or returns it with what to change. */
export async function answerReview(
  context: CallContext,
  input: { readonly id: string; readonly outcome: 'approved' | 'returned'; readonly comment: string },
): Promise<void> {
  const plan = await getDraft(context, input.id);
  const open = (await findReviews(context.db, plan.memberId)).find(
    ({ planId, outcome }) => planId === plan.id && outcome === null,
  );
  if (!open) throw new AppError('CONFLICT', 'This draft does not wait for a review.');
  // SECURITY: nobody approves what they sent themselves.
  if (open.askedBy.id === context.user.id) {
    throw new AppError('FORBIDDEN', 'Somebody else reviews what you sent.');
  }
  if (input.outcome === 'returned' && input.comment.trim() === '') {
    throw new AppError('VALIDATION', 'Say what should change.', { field: 'comment' });
  }
  await writeReviewAnswer(context.db, plan.id, {
    outcome: input.outcome,
    comment: input.comment,
    at: context.now(),
    by: context.user.id,
  });
  await closeTasksFor(context, { sourceKind: REVIEW_SOURCE, sourceId: plan.id });
  if (input.outcome === 'returned') {
    await addTask(context, {
      memberId: plan.memberId,
      title: 'Change the Health Action Plan as the review asks',
      detail: input.comment.slice(0, 200),
      kind: 'hap',
      ownerId: open.askedBy.id,
      dueOn: context.today(),
      sourceKind: 'action_plan',
      sourceId: plan.id,
      why: `${context.user.name} returned version ${plan.version}.`,
    });
  }
  context.about({ detail: { version: plan.version, outcome: input.outcome } });
}

/** Takes a draft back from review, so that it can be written in again. */
export async function takeBack(context: CallContext, input: { readonly id: string }): Promise<void> {
  const plan = await getDraft(context, input.id);
  const answer = { outcome: 'withdrawn', comment: '', at: context.now(), by: context.user.id };
  if (!(await writeReviewAnswer(context.db, plan.id, answer))) {
    throw new AppError('CONFLICT', 'This draft does not wait for a review.');
  }
  await closeTasksFor(context, { sourceKind: REVIEW_SOURCE, sourceId: plan.id });
}

/** Puts the member's signature under a frozen version, with the time, the witness and the hash of what was signed. */
export async function addSignature(context: CallContext, input: NewSignature): Promise<void> {
  const plan = await getSigned(context, input.id);
  const gap = signatureGap(input);
  if (gap) throw new AppError('VALIDATION', gap.sentence, { field: gap.field });
  const earlier = (await findSignatures(context.db, plan.memberId)).find(
    (one) => one.planId === plan.id && one.signer === input.signer,
  );
  if (earlier) {
    throw new AppError('CONFLICT', `${earlier.name} has signed version ${plan.version} already.`);
  }
  const signature = {
    id: context.newId(),
    planId: plan.id,
    signer: input.signer,
    name: input.name,
    method: input.method,
    detail: input.detail,
    strokes: input.strokes,
    signedAt: context.now(),
    contentSha256: plan.sha256,
  };
  const sha256 = signatureSha256({ ...signature, witnessId: context.user.id });
  await insertSignature(context.db, {
    id: signature.id,
    plan_id: plan.id,
    member_id: plan.memberId,
    signer: signature.signer,
    name: signature.name,
    method: signature.method,
    detail: signature.detail,
    strokes: signature.strokes === null ? null : JSON.stringify(signature.strokes),
    content_sha256: plan.sha256,
    sha256,
    signed_at: signature.signedAt,
    created_at: signature.signedAt,
    created_by: context.user.id,
  });
  await refreshClocks(context, [plan.memberId]);
  context.about({ detail: { version: plan.version, signer: input.signer, method: input.method, sha256 } });
}

/** Records that a signed version was given to somebody, after checking the authority for it. */
export async function sharePlan(context: CallContext, input: NewShare): Promise<void> {
  const plan = await getSigned(context, input.id);
  const substanceUse = namesSubstanceUse(plan.content);
  const authorization =
    input.authority === 'member_authorization' && input.authorizationId !== null
      ? await getAuthorization(context, input.authorizationId)
      : null;
  // SECURITY: an authorization speaks for the member who signed it, and for nobody else.
  if (authorization && authorization.memberId !== plan.memberId) {
    throw new AppError('VALIDATION', 'This authorization is of another member.', {
      field: 'authorizationId',
    });
  }
  const problem = shareProblem(input, { substanceUse, today: context.today(), authorization });
  if (problem) throw new AppError('VALIDATION', problem.sentence, { field: problem.field });
  await insertShare(context.db, {
    id: context.newId(),
    plan_id: plan.id,
    member_id: plan.memberId,
    recipient: input.recipient,
    recipient_kind: input.recipientKind,
    how: input.how,
    shared_on: input.sharedOn,
    authority: input.authority,
    authority_detail: authorization
      ? `signed ${authorization.signedOn} by ${authorization.signedBy}`.slice(0, 200)
      : input.authorityDetail,
    authority_until: authorization?.expiresOn ?? null,
    authorization_id: authorization?.id ?? null,
    sensitive: substanceUse ? 1 : 0,
    created_at: context.now(),
    created_by: context.user.id,
  });
  context.about({
    detail: {
      version: plan.version,
      recipient: input.recipientKind,
      how: input.how,
      authority: input.authority,
      sensitive: substanceUse,
    },
  });
}

async function getSigned(context: CallContext, id: string): Promise<StoredPlan & { sha256: string }> {
  const plan = await getPlan(context, id);
  if (plan.state !== 'signed' || plan.sha256 === null) {
    throw new AppError('CONFLICT', 'Sign the plan first. A draft can still change.');
  }
  refuseChanged(plan, await findSignatures(context.db, plan.memberId));
  return { ...plan, sha256: plan.sha256 };
}
