import { addDays } from '#shared/dates.ts';
import type { Task } from '#shared/tasks/contract.ts';
import type { CallContext } from '../context.ts';
import { startOfDay } from '../procedure.ts';
import { findTasks } from './store.ts';

/** Whose tasks a list is about: the current user's, everybody's, or those of one member of staff. */
type Whose = 'mine' | 'all' | (string & {});

function userOf(context: CallContext, whose: Whose): string | undefined {
  if (whose === 'all') return undefined;
  return whose === 'mine' ? context.user.id : whose;
}

/** Tasks first due first, open ones and, when asked, those finished since a day. */
export async function listTasks(
  context: CallContext,
  input: { memberId?: string | undefined; whose: Whose; doneSince?: string | undefined; limit: number },
): Promise<{ tasks: Task[]; total: number }> {
  return findTasks(context.db, {
    memberId: input.memberId,
    userId: input.memberId === undefined ? userOf(context, input.whose) : undefined,
    doneSince:
      input.doneSince === undefined ? undefined : startOfDay(context.workspace.timeZone, input.doneSince),
    limit: input.limit,
  });
}

/** More tasks than a week can hold; the page says when there are more. */
const MOST_IN_A_WEEK = 500;

/** Seven days of tasks from a day on; a put-away task stands on the day it comes back. */
export async function listWeek(
  context: CallContext,
  input: { readonly from: string; readonly whose: Whose },
): Promise<{ days: { date: string; tasks: Task[] }[] }> {
  const dates = Array.from({ length: 7 }, (_, index) => addDays(input.from, index));
  const { tasks } = await findTasks(context.db, {
    userId: userOf(context, input.whose),
    between: { from: input.from, to: addDays(input.from, 6) },
    limit: MOST_IN_A_WEEK,
  });
  return {
    days: dates.map((date) => ({
      date,
      tasks: tasks.filter((task) => (task.snoozedUntil ?? task.dueOn) === date),
    })),
  };
}
