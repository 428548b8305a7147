import { tasksContract } from '#shared/tasks/contract.ts';
import { handle } from '../procedure.ts';
import { addTypedTask, markDone, snoozeTask, undoDone } from './change-task.ts';
import { listInProgress } from './in-progress/in-progress.ts';
import { listOpenTasks } from './open-tasks.ts';
import { getNavCounts, getToday } from './today/today.ts';

const os = handle(tasksContract);

export const tasksProcedures = os.router({
  today: os.today.handler(({ context }) => getToday(context)),
  list: os.list.handler(async ({ input, context }) => ({
    tasks: await listOpenTasks(context, {
      ...(input.memberId === undefined ? {} : { memberId: input.memberId }),
      mineOnly: input.whose === 'mine' && input.memberId === undefined,
      limit: input.limit,
    }),
  })),
  inProgress: os.inProgress.handler(({ context }) => listInProgress(context)),
  navCounts: os.navCounts.handler(({ context }) => getNavCounts(context)),
  add: os.add.handler(({ input, context }) => addTypedTask(context, input)),
  done: os.done.handler(({ input, context }) => markDone(context, input)),
  undoDone: os.undoDone.handler(({ input, context }) => undoDone(context, input)),
  snooze: os.snooze.handler(({ input, context }) => snoozeTask(context, input)),
});
