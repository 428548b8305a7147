import type { CallContext } from '../context.ts';
import { findTasksOf, type WholeTask } from './store.ts';

/** Every task about a member, open and done, newest first. */
export async function tasksOf(context: CallContext, memberId: string): Promise<readonly WholeTask[]> {
  return findTasksOf(context.db, memberId);
}
