import { AppError } from '#shared/errors.ts';
import { type Member, OUTREACH_STATUSES } from '#shared/members/member.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { getStaff } from '../users/users.ts';
import { insertAttempt } from './store.ts';

/** What went to the mail, and which letter of the mail log it was. */
export interface Mailing {
  readonly what: string;
  readonly on: string;
  readonly letterId: string | null;
}

/** Logs one letter for many members; it never counts and moves no clock. Those no longer in outreach are passed over. */
export async function logMailing(
  context: CallContext,
  input: {
    readonly memberIds: readonly string[];
    readonly what: string;
    readonly on?: string | undefined;
  },
): Promise<{ logged: number; passedOver: number }> {
  const on = input.on ?? context.today();
  if (on > context.today()) {
    throw new AppError('VALIDATION', 'The day of the mailing is in the future.', { field: 'on' });
  }
  const ids = [...new Set(input.memberIds)];
  let logged = 0;
  for (const memberId of ids) {
    const member = await getMember(context, memberId);
    if (await mail(context, member, { what: input.what, on, letterId: null })) logged += 1;
  }
  context.about({ detail: { members: logged } });
  return { logged, passedOver: ids.length - logged };
}

/** Logs a printed letter among a member's attempts, not counted; nothing for a member who is not in outreach. */
export async function logLetterMailed(
  context: CallContext,
  member: Member,
  letter: { readonly id: string; readonly what: string },
): Promise<void> {
  await mail(context, member, { what: letter.what, on: context.today(), letterId: letter.id });
}

async function mail(context: CallContext, member: Member, mailing: Mailing): Promise<boolean> {
  if (!OUTREACH_STATUSES.includes(member.status)) return false;
  const staff = await getStaff(context, context.user.id, mailing.on);
  await insertAttempt(context.db, {
    id: context.newId(),
    member_id: member.id,
    program: member.program,
    happened_on: mailing.on,
    start_time: null,
    method: 'letter',
    outcome: 'no_answer',
    who: null,
    place_code: null,
    place: null,
    tried: [member.address.street, member.address.city].filter(Boolean).join(', ') || null,
    language: member.language,
    interpreter: 0,
    minutes: 0,
    staff_id: context.user.id,
    clinical: staff.clinical ? 1 : 0,
    text: mailing.what,
    counted: 0,
    bulk: 1,
    next_on: null,
    note_id: null,
    letter_id: mailing.letterId,
    created_at: context.now(),
    created_by: context.user.id,
  });
  await context.record('outreach.mailing', { memberId: member.id });
  return true;
}
