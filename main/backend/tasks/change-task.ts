import { AppError } from '#shared/errors.ts';
import type { Task, TaskKind } from '#shared/tasks/contract.ts';
import type { CallContext } from '../context.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import { addTask } from './add-task.ts';
import { findTask, writeTaskState } from './store.ts';

/** A task as a person types one. */
export interface TypedTask {
  readonly memberId?: string | null | undefined;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly kind: TaskKind;
  readonly ownerId?: string | null | undefined;
  readonly dueOn?: string | null | undefined;
  readonly urgent?: boolean | undefined;
}

/** Adds a task a person thought of; without an owner it is theirs. */
export async function addTypedTask(context: CallContext, input: TypedTask): Promise<{ task: Task }> {
  const id = await addTask(context, {
    memberId: input.memberId ?? null,
    title: input.title,
    detail: input.detail ?? '',
    kind: input.kind,
    ownerId: input.ownerId === undefined ? context.user.id : input.ownerId,
    dueOn: input.dueOn ?? null,
    urgent: input.urgent ?? false,
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
  return after(context, { ...task, state: 'done' });
}

/** Opens a task again that was checked off. */
export async function undoDone(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ task: Task }> {
  const task = await getTask(context, input.id);
  await writeTaskState(context.db, task.id, { state: 'open', done_at: null, done_by: null });
  return after(context, { ...task, state: 'open' });
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

async function getTask(context: CallContext, id: string): Promise<Task> {
  const task = await findTask(context.db, id);
  if (!task) throw new AppError('NOT_FOUND', 'This task is not on file.');
  return task;
}

async function after(context: CallContext, task: Task): Promise<{ task: Task }> {
  if (task.memberId) await refreshClocks(context, [task.memberId]);
  context.about({ memberId: task.memberId ?? undefined, entityId: task.id, detail: { kind: task.kind } });
  return { task };
}
