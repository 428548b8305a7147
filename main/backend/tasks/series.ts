import { AppError } from '#shared/errors.ts';
import type { Task, TaskKind } from '#shared/tasks/contract.ts';
import type { Repeat } from '#shared/tasks/recurrence.ts';
import { repeatWords, ruleOf } from '#shared/tasks/recurrence.ts';
import type { CallContext } from '../context.ts';
import { addTask } from './add-task.ts';
import { firstOccurrence, nextOccurrence } from './occurrences.ts';
import { deleteNextOccurrence, endSeries, findSeries, findTask, insertSeries, SERIES } from './store.ts';

interface NewSeries {
  readonly memberId: string | null;
  readonly title: string;
  readonly detail: string;
  readonly kind: TaskKind;
  readonly ownerId: string | null;
  readonly urgent: boolean;
  readonly repeat: Repeat;
  readonly startsOn: string;
}

/**
 * Starts a recurring task and sets its first occurrence; returns that task's id.
 *
 * A series has one open occurrence at a time: finishing it sets the next, so that a holiday does not pile up ten.
 */
export async function startSeries(context: CallContext, series: NewSeries): Promise<string> {
  const { startsOn, repeat, ...task } = series;
  const rule = ruleOf(repeat, startsOn);
  const id = context.newId();
  await insertSeries(context.db, {
    id,
    member_id: task.memberId,
    title: task.title,
    detail: task.detail,
    kind: task.kind,
    owner_id: task.ownerId,
    urgent: task.urgent ? 1 : 0,
    rule,
    starts_on: startsOn,
    ended_on: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  return addTask(context, {
    ...task,
    dueOn: firstOccurrence(rule, startsOn),
    sourceKind: SERIES,
    sourceId: id,
    why: `Comes ${repeatWords(rule)}. Added by ${context.user.name}.`,
  });
}

/** Sets the next occurrence after one is finished: the first day of the rule after its own and after today. */
export async function addNextOccurrence(context: CallContext, task: Task): Promise<void> {
  if (task.sourceKind !== SERIES || task.sourceId === null) return;
  const series = await findSeries(context.db, task.sourceId);
  if (!series || series.ended_on !== null) return;
  const today = context.today();
  // Done early: the next one is the one after; done late: what was missed in between is not made up.
  const after = task.dueOn !== null && task.dueOn > today ? task.dueOn : today;
  const dueOn = nextOccurrence(series.rule, series.starts_on, after);
  if (dueOn === null) return;
  await addTask(context, {
    memberId: task.memberId,
    title: series.title,
    detail: series.detail,
    kind: task.kind,
    ownerId: task.owner?.id ?? null,
    urgent: series.urgent === 1,
    dueOn,
    sourceKind: SERIES,
    sourceId: series.id,
    why: task.why,
  });
}

/** Takes the next occurrence back when a finished one is opened again. */
export async function takeBackNextOccurrence(context: CallContext, task: Task): Promise<void> {
  if (task.sourceKind !== SERIES || task.sourceId === null) return;
  await deleteNextOccurrence(context.db, task.sourceId, task.id);
}

/** Ends the series a task belongs to; its open occurrence stays. */
export async function endTaskSeries(
  context: CallContext,
  input: { readonly taskId: string },
): Promise<{ task: Task }> {
  const task = await findTask(context.db, input.taskId);
  if (!task) throw new AppError('NOT_FOUND', 'This task is not on file.');
  if (task.sourceKind !== SERIES || task.sourceId === null || task.repeats === null) {
    throw new AppError('VALIDATION', 'This task does not come again.');
  }
  await endSeries(context.db, task.sourceId, context.today());
  context.about({ memberId: task.memberId ?? undefined, entityId: task.id });
  return { task: { ...task, repeats: null } };
}
