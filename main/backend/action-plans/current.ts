import { hapClock, hapTimingBucket } from '#shared/action-plans/clock.ts';
import type { CurrentPlan } from '#shared/action-plans/contract.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { todayIn } from '../procedure.ts';
import { findDoneSources } from '../tasks/done-sources.ts';
import { listStaff } from '../users/users.ts';
import { summaryOf } from './plans.ts';
import { findPlans } from './store.ts';
import { suggestionsFor } from './suggestions.ts';

/** Everything the editor and the HAP tab show about one member's plan. */
export async function currentPlan(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<CurrentPlan> {
  const member = await getMember(context, input.memberId);
  context.about({ memberId: member.id });
  const today = context.today();
  const plans = await findPlans(context.db, member.id);
  const signed = plans.find((plan) => plan.state === 'signed') ?? null;
  const first = plans.findLast((plan) => plan.state === 'signed');
  const staff = await listStaff(context);
  const dateOf = (instant: string) => todayIn(context.workspace.timeZone, new Date(instant));
  return {
    member: {
      id: member.id,
      name: member.name,
      calledName: member.preferredName ?? member.firstName,
      pronouns: member.pronouns,
      language: member.language,
      program: member.program,
      enrolledOn: member.enrolledOn,
    },
    today,
    signed,
    draft: plans.find((plan) => plan.state === 'draft') ?? null,
    versions: plans.map(summaryOf),
    clock: signed ? null : hapClock(member, today),
    timing: member.enrolledOn
      ? hapTimingBucket(member.enrolledOn, first?.signedAt ? dateOf(first.signedAt) : null)
      : null,
    suggestions: [...(await suggestionsFor(context, member.id))],
    people: staff.filter((person) => person.active).map(({ id, name }) => ({ id, name })),
    doneSteps: await findDoneSources(context, { memberId: member.id, sourceKind: STEP_SOURCE }),
  };
}

/** What a task that came from a step of a plan says it came from. */
export const STEP_SOURCE = 'hap_step';
