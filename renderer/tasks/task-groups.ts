import { addDays } from '#shared/dates.ts';
import type { Task } from '#shared/tasks/contract.ts';

/** The groups of the task list, in the order in which somebody looks at them. */
export const TASK_GROUPS = ['late', 'today', 'week', 'later', 'undated', 'away', 'done'] as const;
export type TaskGroupKey = (typeof TASK_GROUPS)[number];

/** The words over each group. */
export const TASK_GROUP_WORDS: Readonly<Record<TaskGroupKey, string>> = {
  late: 'Late',
  today: 'Today',
  week: 'Next seven days',
  later: 'Later',
  undated: 'Without a day',
  away: 'Snoozed',
  done: 'Done today',
};

/** The group a task stands in on a day. */
export function groupOf(task: Task, today: string): TaskGroupKey {
  if (task.state === 'done') return 'done';
  if (task.snoozedUntil !== null && task.snoozedUntil > today) return 'away';
  if (task.dueOn === null) return 'undated';
  if (task.dueOn < today) return 'late';
  if (task.dueOn === today) return 'today';
  return task.dueOn <= addDays(today, 7) ? 'week' : 'later';
}

/** Tasks in their groups; empty groups are left out. */
export function groupTasks(
  tasks: readonly Task[],
  today: string,
): readonly { readonly key: TaskGroupKey; readonly tasks: readonly Task[] }[] {
  return TASK_GROUPS.map((key) => ({
    key,
    tasks: tasks.filter((task) => groupOf(task, today) === key),
  })).filter((group) => group.tasks.length > 0);
}

/** The Monday of the week a day is in. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}
