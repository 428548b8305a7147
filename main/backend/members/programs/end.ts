import { dateInWords } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import type { Member, MemberStatus } from '#shared/members/member.ts';
import { closeReason } from '#shared/programs/close-reasons.ts';
import type { CallContext } from '../../context.ts';
import { getMember } from '../members.ts';
import { refreshClocks } from '../refresh-clocks.ts';
import { updateMember } from '../store.ts';
import { recordStep } from './events.ts';
import { hasSignedAssessment } from './store.ts';

/**
 * Ends service as of a day, with a reason of the program's pack.
 *
 * @throws AppError `CONFLICT` for a member who is not enrolled, `VALIDATION` for a reason the program does not know, a
 * day that cannot be, or "well managed" without a signed assessment to show it.
 */
export async function endProgram(
  context: CallContext,
  input: { readonly id: string; readonly reasonId: string; readonly on: string; readonly note: string },
): Promise<{ status: MemberStatus }> {
  const member = await enrolledMember(context, input.id, input.on);
  const reason = closeReason(member.program, input.reasonId);
  if (!reason) {
    throw new AppError('VALIDATION', 'Choose the reason the program knows.', { field: 'reasonId' });
  }
  if (reason.id === 'well_managed' && !(await hasSignedAssessment(context.db, member.id))) {
    throw new AppError('VALIDATION', '“Well managed” needs a signed assessment that shows it.', {
      field: 'reasonId',
    });
  }
  await end(context, member, input.on);
  await recordStep(context, {
    memberId: member.id,
    program: member.program,
    kind: 'ended',
    on: input.on,
    detail: { reasonId: reason.id, note: input.note || null },
  });
  context.about({ memberId: member.id, detail: { reason: reason.id, on: input.on } });
  return { status: 'ended' };
}

/** Hands the member to another agency; the chart stays here, readable. */
export async function transferOut(
  context: CallContext,
  input: { readonly id: string; readonly to: string; readonly on: string; readonly note: string },
): Promise<{ status: MemberStatus }> {
  const member = await enrolledMember(context, input.id, input.on);
  await end(context, member, input.on);
  await recordStep(context, {
    memberId: member.id,
    program: member.program,
    kind: 'transferred',
    on: input.on,
    detail: { to: input.to, note: input.note || null },
  });
  context.about({ memberId: member.id, detail: { on: input.on } });
  return { status: 'ended' };
}

async function enrolledMember(context: CallContext, id: string, on: string): Promise<Member> {
  const member = await getMember(context, id);
  if (member.status !== 'enrolled' || !member.enrolledOn) {
    throw new AppError('CONFLICT', `${member.name} is not enrolled.`);
  }
  if (on > context.today()) throw new AppError('VALIDATION', 'The day is in the future.', { field: 'on' });
  if (on < member.enrolledOn) {
    const since = dateInWords(member.enrolledOn, context.today());
    throw new AppError('VALIDATION', `Enrolled since ${since}; service cannot end before.`, { field: 'on' });
  }
  return member;
}

async function end(context: CallContext, member: Member, on: string): Promise<void> {
  await updateMember(context.db, member.id, { status: 'ended', ended_on: on, updated_at: context.now() });
  await refreshClocks(context, [member.id]);
}
