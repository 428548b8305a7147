import type { Unfinished } from '#shared/unfinished/contract.ts';
import type { CallContext } from '../context.ts';
import { deleteUnfinished, selectUnfinished, upsertUnfinished } from './store.ts';

/** What the caller had typed and not saved; never anybody else's. */
export async function readUnfinished(context: CallContext): Promise<Unfinished | null> {
  return (await selectUnfinished(context.db, context.user.id)) ?? null;
}

/** Forgets what somebody was typing who is no longer on the staff. */
export async function forgetUnfinishedOf(context: CallContext, userId: string): Promise<void> {
  await deleteUnfinished(context.db, userId);
}

/** Keeps what the caller is typing, or forgets it once it is saved. */
export async function keepUnfinished(context: CallContext, unfinished: Unfinished | null): Promise<void> {
  if (unfinished === null) return deleteUnfinished(context.db, context.user.id);
  const stamp = { id: context.newId(), at: context.now(), by: context.user.id };
  return upsertUnfinished(context.db, unfinished, stamp);
}
