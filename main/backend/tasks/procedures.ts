import { tasksContract } from '#shared/tasks/contract.ts';
import { handle } from '../procedure.ts';
import { addTypedTask, markDone, moveTask, reassignTasks, snoozeTask, undoDone } from './change-task.ts';
import { listInProgress } from './in-progress/in-progress.ts';
import { listTasks, listWeek } from './list.ts';
import { refreshAll } from './reminders/refresh-all.ts';
import { remindUser, setReminders, wantsReminders } from './reminders/remind-user.ts';
import { endTaskSeries } from './series.ts';
import { getSinceLeft } from './since-left/since-left.ts';
import { getNavCounts, getToday } from './today/today.ts';

const os = handle(tasksContract);

export const tasksProcedures = os.router({
  today: os.today.handler(({ context }) => getToday(context)),
  sinceLeft: os.sinceLeft.handler(({ context }) => getSinceLeft(context)),
  list: os.list.handler(({ input, context }) => listTasks(context, input)),
  week: os.week.handler(({ input, context }) => listWeek(context, input)),
  refresh: os.refresh.handler(({ context }) => refreshAll(context)),
  remind: os.remind.handler(({ context }) => remindUser(context)),
  reminders: os.reminders.handler(async ({ context }) => ({ on: await wantsReminders(context) })),
  setReminders: os.setReminders.handler(({ input, context }) => setReminders(context, input)),
  inProgress: os.inProgress.handler(({ context }) => listInProgress(context)),
  navCounts: os.navCounts.handler(({ context }) => getNavCounts(context)),
  add: os.add.handler(({ input, context }) => addTypedTask(context, input)),
  reassign: os.reassign.handler(({ input, context }) => reassignTasks(context, input)),
  move: os.move.handler(({ input, context }) => moveTask(context, input)),
  endSeries: os.endSeries.handler(({ input, context }) => endTaskSeries(context, input)),
  done: os.done.handler(({ input, context }) => markDone(context, input)),
  undoDone: os.undoDone.handler(({ input, context }) => undoDone(context, input)),
  snooze: os.snooze.handler(({ input, context }) => snoozeTask(context, input)),
});
