import type { MemberStatus } from '#shared/members/member.ts';
import type { CallContext } from '../context.ts';
import { getMember } from './members.ts';
import { recordStep } from './programs/events.ts';
import { refreshClocks } from './refresh-clocks.ts';
import { updateMember } from './store.ts';

/** Moves a member along the chain before enrollment, and the clock that hangs on it. */
export async function setOutreachStatus(
  context: CallContext,
  memberId: string,
  status: Exclude<MemberStatus, 'enrolled' | 'ended'>,
): Promise<void> {
  const member = await getMember(context, memberId);
  if (member.status !== status) {
    await recordStep(context, { memberId, program: member.program, kind: status, on: context.today() });
  }
  await updateMember(context.db, memberId, { status, updated_at: context.now() });
  await refreshClocks(context, [memberId]);
}
