import type { CallContext } from '../context.ts';
import type { MemberExtra } from './extra.ts';
import { findExtra } from './store.ts';

/** How and when a member agreed to take part, or null; only programs that make it a gate ask. */
export async function getConsent(context: CallContext, memberId: string): Promise<MemberExtra['consent']> {
  return (await findExtra(context.db, memberId)).consent;
}
