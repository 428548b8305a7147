import type { CallContext } from '../../context.ts';
import { showPlans } from '../../plans/plans.ts';
import { selectUnanswered } from './store.ts';

/** A plan that has not acknowledged files within the hours of its profile. */
export interface LateAnswers {
  readonly planId: string;
  readonly plan: string;
  readonly files: number;
  /** When the oldest of them was sent. */
  readonly since: string;
  /** The hours of the plan's profile. */
  readonly hours: number;
}

const HOUR = 3_600_000;

/** Sent before this instant, a plan's file should be answered by now; null for a plan that answers nothing. */
export function lateBefore(profile: { readonly answerHours: number | null }, now: string): string | null {
  const { answerHours } = profile;
  return answerHours === null ? null : new Date(Date.parse(now) - answerHours * HOUR).toISOString();
}

/** Plans that owe an acknowledgement of a production file, longest first. */
export async function lateAnswers(context: CallContext): Promise<LateAnswers[]> {
  const plans = (await showPlans(context)).flatMap((plan) => {
    const before = lateBefore(plan.profile, context.now());
    return before === null ? [] : [{ planId: plan.id, before, plan }];
  });
  const rows = await selectUnanswered(context.db, plans);
  return rows.flatMap(({ planId, files, since }) => {
    const plan = plans.find((one) => one.planId === planId)?.plan;
    return plan ? [{ planId, plan: plan.shortName, files, since, hours: plan.profile.answerHours ?? 0 }] : [];
  });
}
