import type { PlanSummary, PlanVersion } from '#shared/action-plans/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { findPlan, findPlans, type StoredPlan } from './store.ts';

/**
 * One version of a plan; the call's audit row says which.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function getPlan(context: CallContext, id: string): Promise<StoredPlan> {
  const plan = await findPlan(context.db, id);
  if (!plan) throw new AppError('NOT_FOUND', 'This Health Action Plan is not on file.');
  context.about({ memberId: plan.memberId, entityId: plan.id });
  return plan;
}

/** The newest signed version of a member's plan, or null; for letters, which say themselves what they are about. */
export async function signedPlanOf(context: CallContext, memberId: string): Promise<PlanVersion | null> {
  return (await findPlans(context.db, memberId)).find(({ state }) => state === 'signed') ?? null;
}

/** A version without its content. */
export function summaryOf({ content: _content, sealSha256: _seal, ...summary }: StoredPlan): PlanSummary {
  return summary;
}

/** Every version of a member's plan without its content, newest first. */
export async function listPlans(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<{ versions: PlanSummary[] }> {
  context.about({ memberId: input.memberId });
  return { versions: (await findPlans(context.db, input.memberId)).map(summaryOf) };
}

/**
 * One version that can still be written in.
 *
 * @throws AppError `CONFLICT` with the way on when it is signed or put away.
 */
export async function getDraft(context: CallContext, id: string): Promise<StoredPlan & { version: number }> {
  const plan = await getPlan(context, id);
  if (plan.state === 'signed') throw signedConflict(plan);
  if (plan.state === 'discarded' || plan.version === null) {
    throw new AppError('CONFLICT', 'This draft was put away. Bring it back to go on writing.');
  }
  return { ...plan, version: plan.version };
}

/** Says that a signed version stays as it is. */
export function signedConflict(plan: Pick<PlanVersion, 'version'>): AppError {
  const next = (plan.version ?? 0) + 1;
  return new AppError(
    'CONFLICT',
    `Version ${plan.version} is signed and stays as it is. Start version ${next} to change the plan.`,
  );
}
