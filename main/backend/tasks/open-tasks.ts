import type { Task } from '#shared/tasks/contract.ts';
import type { CallContext } from '../context.ts';
import { findTasks } from './store.ts';

/** The open tasks of a member, or of the current user, first due first. */
export async function listOpenTasks(
  context: CallContext,
  filter: { readonly memberId?: string; readonly mineOnly?: boolean; readonly limit?: number },
): Promise<Task[]> {
  const { tasks } = await findTasks(context.db, {
    memberId: filter.memberId,
    userId: filter.mineOnly ? context.user.id : undefined,
    limit: filter.limit ?? 200,
  });
  return tasks;
}
