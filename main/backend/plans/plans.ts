import { AppError } from '#shared/errors.ts';
import type { LastTest, Plan, PlanRow } from '#shared/plans/contract.ts';
import type { CallContext } from '../context.ts';
import { loginOf, type PlanSecret } from './secret.ts';
import {
  type StoredPlan,
  selectPlan,
  selectPlans,
  selectSecret,
  selectSecrets,
  toPlanRow,
  updateLastTest,
} from './store.ts';

export type { StoredPlan } from './store.ts';

/** A plan with the kind of its login. */
export type ShownPlan = Omit<Plan, 'pgpKey'>;

/** Every plan, by short name, as lists show it. */
export async function listPlans(context: CallContext): Promise<PlanRow[]> {
  return (await selectPlans(context.db)).map(toPlanRow);
}

/**
 * One plan with its profile and its pinned host key; never what Hearth logs in with.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function getPlan(context: CallContext, id: string): Promise<StoredPlan> {
  const plan = await selectPlan(context.db, id);
  if (!plan) throw new AppError('NOT_FOUND', 'This plan is not in Hearth.', { field: 'planId' });
  return plan;
}

/** One plan as the Plans page edits it: with the kind of its login, not the login itself. */
export async function showPlan(context: CallContext, id: string): Promise<ShownPlan> {
  const plan = await getPlan(context, id);
  return { ...plan, login: loginOf(await selectSecret(context.db, id)) };
}

/** Every plan with the kind of its login. */
export async function showPlans(context: CallContext): Promise<ShownPlan[]> {
  const secrets = await selectSecrets(context.db);
  const plans = await selectPlans(context.db);
  return plans.map((plan) => ({ ...plan, login: loginOf(secrets.get(plan.id)) }));
}

/**
 * What Hearth logs in to the plan's server with; null when nothing is set.
 *
 * SECURITY: for opening a connection only. Nothing that answers the page may call this.
 */
export async function planSecret(context: CallContext, id: string): Promise<PlanSecret | null> {
  return selectSecret(context.db, id);
}

/** Remembers how the last connection test of a plan ended. */
export async function rememberTest(context: CallContext, id: string, test: LastTest): Promise<void> {
  await updateLastTest(context.db, id, test);
}

/** The counter of a plan's files of one day, whatever is in them: {sequence} in their names. */
export function dailyFileCounter(planId: string, date: string): string {
  return `file.${planId}.${date}`;
}
