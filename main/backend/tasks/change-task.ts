import { AppError } from '#shared/errors.ts';
import type { Task, TaskKind } from '#shared/tasks/contract.ts';
import type { Repeat } from '#shared/tasks/recurrence.ts';
import type { CallContext } from '../context.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import { getStaff } from '../users/users.ts';
import { addTask } from './add-task.ts';
import { addNextOccurrence, startSeries, takeBackNextOccurrence } from './series.ts';
import { findTask, writeOwner, writeTaskState } from './store.ts';

/** A task as a person types one. */
export interface TypedTask {
  readonly memberId?: string | null | undefined;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly kind: TaskKind;
  readonly ownerId?: string | null | undefined;
  readonly dueOn?: string | null | undefined;
  readonly urgent?: boolean | undefined;
  readonly repeat?: Repeat | undefined;
}

/** Adds a task a person thought of; without an owner it is theirs. */
export async function addTypedTask(context: CallContext, input: TypedTask): Promise<{ task: Task }> {
  const task = {
    memberId: input.memberId ?? null,
    title: input.title,
    detail: input.detail ?? '',
    kind: input.kind,
    ownerId: input.ownerId === undefined ? context.user.id : input.ownerId,
    urgent: input.urgent ?? false,
  };
  const id = input.repeat
    ? await startSeries(context, { ...task, repeat: input.repeat, startsOn: input.dueOn ?? context.today() })
    : await addTask(context, {
        ...task,
        dueOn: input.dueOn ?? null,
        sourceKind: 'person',
        why: `Added by ${context.user.name}.`,
      });
  return after(context, await getTask(context, id));
}

/** Checks a task off; it stays for the day. */
export async function markDone(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ task: Task }> {
  const task = await getTask(context, input.id);
  const change = { state: 'done', done_at: context.now(), done_by: context.user.id } as const;
  await writeTaskState(context.db, task.id, change);
  await addNextOccurrence(context, task);
  return after(context, { ...task, state: 'done', doneAt: change.done_at });
}

/** Opens a task again that was checked off. */
export async function undoDone(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ task: Task }> {
  const task = await getTask(context, input.id);
  await writeTaskState(context.db, task.id, { state: 'open', done_at: null, done_by: null });
  await takeBackNextOccurrence(context, task);
  return after(context, { ...task, state: 'open', doneAt: null });
}

/** Puts a task away until a day, or brings it back with null. */
export async function snoozeTask(
  context: CallContext,
  input: { readonly id: string; readonly until: string | null },
): Promise<{ task: Task }> {
  const task = await getTask(context, input.id);
  if (input.until !== null && input.until <= context.today()) {
    throw new AppError('VALIDATION', 'Choose a day after today.', { field: 'until' });
  }
  await writeTaskState(context.db, task.id, { snoozed_until: input.until });
  return after(context, { ...task, snoozedUntil: input.until });
}

/** Moves a task to another day; a day that is put away longer than that comes back with it. */
export async function moveTask(
  context: CallContext,
  input: { readonly id: string; readonly dueOn: string | null },
): Promise<{ task: Task }> {
  const task = await getTask(context, input.id);
  await writeTaskState(context.db, task.id, { due_on: input.dueOn, snoozed_until: null });
  return after(context, { ...task, dueOn: input.dueOn, snoozedUntil: null });
}

/** Gives open tasks to a member of staff, or with null back to each member's lead. */
export async function reassignTasks(
  context: CallContext,
  input: { readonly ids: readonly string[]; readonly ownerId: string | null },
): Promise<{ changed: number }> {
  if (input.ownerId !== null) {
    const person = await getStaff(context, input.ownerId);
    if (!person.active) {
      throw new AppError('VALIDATION', `${person.name} no longer works here. Choose somebody else.`, {
        field: 'ownerId',
      });
    }
  }
  const members = await writeOwner(context.db, input.ids, input.ownerId);
  const [only] = input.ids.length === 1 ? members : [];
  context.about({
    memberId: only ?? undefined,
    detail: { ownerId: input.ownerId, tasks: members.length },
  });
  return { changed: members.length };
}

/** One task. @throws AppError `NOT_FOUND`. */
export async function getTask(context: CallContext, id: string): Promise<Task> {
  const task = await findTask(context.db, id);
  if (!task) throw new AppError('NOT_FOUND', 'This task is not on file.');
  return task;
}

async function after(context: CallContext, task: Task): Promise<{ task: Task }> {
  if (task.memberId) await refreshClocks(context, [task.memberId]);
  context.about({ memberId: task.memberId ?? undefined, entityId: task.id, detail: { kind: task.kind } });
  return { task };
}
