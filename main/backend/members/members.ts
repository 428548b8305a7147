import { AppError } from '#shared/errors.ts';
import type { Condition, Member } from '#shared/members/member.ts';
import type { CallContext } from '../context.ts';
import { findConditions, findMember, findMemberIds } from './store.ts';

// What other capabilities may ask about members; none of them reads the store itself.

/**
 * One member with plan, program, status, authorization, address and lead.
 *
 * @throws AppError `NOT_FOUND` when no member has this id.
 */
export async function getMember(context: CallContext, id: string): Promise<Member> {
  const member = await findMember(context.db, id);
  if (!member) throw new AppError('NOT_FOUND', 'This member is not on file.');
  return member;
}

/** A member's problem list, current conditions first; ended ones carry their end date. */
export async function listConditions(context: CallContext, memberId: string): Promise<Condition[]> {
  return findConditions(context.db, memberId);
}

/** The ids of everybody on file, merged charts too. */
export async function listMemberIds(context: CallContext): Promise<string[]> {
  return findMemberIds(context.db);
}
