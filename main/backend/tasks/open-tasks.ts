import type { Task } from '#shared/tasks/contract.ts';
import type { CallContext } from '../context.ts';
import { findOpenTasks } from './store.ts';

/** The open tasks of a member, or of the current user, first due first. */
export async function listOpenTasks(
  context: CallContext,
  filter: { readonly memberId?: string; readonly mineOnly?: boolean; readonly limit?: number },
): Promise<Task[]> {
  return findOpenTasks(context.db, {
    memberId: filter.memberId,
    userId: filter.mineOnly ? context.user.id : undefined,
    limit: filter.limit ?? 200,
  });
}
