import { addDays } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import type { Member, MemberStatus } from '#shared/members/member.ts';
import type { Attempt } from '#shared/outreach/contract.ts';
import { outreachRule, windowEnd } from '#shared/outreach/rule.ts';
import { closeReason } from '#shared/programs/close-reasons.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { setOutreachStatus } from '../members/outreach-status.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import { getPlan } from '../plans/plans.ts';
import { openMember } from './card.ts';
import { loadHistory } from './history.ts';
import { CLOSED_STATUSES, findOutreachState, insertEvent, writeOutreach } from './store.ts';

async function addEvent(
  context: CallContext,
  memberId: string,
  kind: 'extended' | 'closed' | 'reopened',
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await insertEvent(context.db, {
    id: context.newId(),
    member_id: memberId,
    kind,
    detail: JSON.stringify(detail),
    created_at: context.now(),
    created_by: context.user.id,
  });
}

/**
 * Gives a member's outreach more days, counted from the end of the window or from today, whichever is later.
 *
 * @throws AppError `CONFLICT` once outreach has ended, `VALIDATION` without the day of assignment.
 */
export async function extendWindow(
  context: CallContext,
  input: { readonly memberId: string; readonly days: number; readonly reason: string },
): Promise<{ until: string }> {
  const member = await openMember(context, input.memberId);
  const plan = await getPlan(context, member.plan.id);
  const state = await findOutreachState(context.db, member.id);
  const rule = outreachRule(plan.profile.outreach, member.program);
  const end = windowEnd(rule, { assignedOn: member.assignedOn, until: state?.until ?? null });
  if (end === null) {
    throw new AppError('VALIDATION', 'The plan’s file gave no day of assignment, so no window runs.', {
      field: 'days',
    });
  }
  const from = later(end, context.today());
  const until = addDays(from, input.days);
  await writeOutreach(context.db, member.id, context.now(), { until });
  await addEvent(context, member.id, 'extended', { days: input.days, until, reason: input.reason });
  await refreshClocks(context, [member.id]);
  context.about({ memberId: member.id, detail: { days: input.days, until } });
  return { until };
}

function later(one: string, other: string): string {
  return one.localeCompare(other) > 0 ? one : other;
}

/** Ends a member's outreach with a reason of the program's pack. */
export async function closeOutreach(
  context: CallContext,
  member: Member,
  reasonId: string,
  note: string,
): Promise<{ status: MemberStatus }> {
  const reason = closeReason(member.program, reasonId);
  if (!reason) {
    throw new AppError('VALIDATION', 'Choose the reason the program knows.', { field: 'reasonId' });
  }
  await writeOutreach(context.db, member.id, context.now(), {
    next_on: null,
    next_method: null,
    ready_on: null,
    closed_on: context.today(),
    close_reason: reason.id,
  });
  await addEvent(context, member.id, 'closed', { reasonId: reason.id, note });
  await setOutreachStatus(context, member.id, reason.status);
  context.about({ memberId: member.id, detail: { reason: reason.id } });
  return { status: reason.status };
}

/** Ends outreach by hand: all attempts used, or something else came between. */
export async function closeByHand(
  context: CallContext,
  input: { readonly memberId: string; readonly reasonId: string; readonly note: string },
): Promise<{ status: MemberStatus }> {
  return closeOutreach(context, await openMember(context, input.memberId), input.reasonId, input.note);
}

/**
 * Opens outreach again where it stood.
 *
 * @throws AppError `CONFLICT` when it never ended.
 */
export async function reopenOutreach(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<{ status: MemberStatus }> {
  const member = await getMember(context, input.memberId);
  if (!CLOSED_STATUSES.includes(member.status)) {
    throw new AppError('CONFLICT', `Outreach to ${member.name} has not ended.`);
  }
  const { attempts } = await loadHistory(context, member);
  const status = statusFromHistory(attempts.filter(({ strike }) => strike === null));
  await writeOutreach(context.db, member.id, context.now(), { closed_on: null, close_reason: null });
  await addEvent(context, member.id, 'reopened', {});
  await setOutreachStatus(context, member.id, status);
  context.about({ memberId: member.id });
  return { status };
}

/** Where a member in outreach stands by the attempts that hold; mailings say nothing. */
export function statusFromHistory(attempts: readonly Attempt[]): 'reached' | 'in_outreach' | 'assigned' {
  const own = attempts.filter(({ bulk }) => !bulk);
  if (own.some(({ outcome }) => outcome === 'spoke_agreed' || outcome === 'spoke_call_back'))
    return 'reached';
  return own.length > 0 ? 'in_outreach' : 'assigned';
}
