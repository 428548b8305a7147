import type { TaskKind } from '#shared/tasks/contract.ts';
import type { CallContext } from '../context.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import { closeTasks, insertTask } from './store.ts';

/** A task as another capability asks for one. */
export interface NewTask {
  readonly memberId?: string | null;
  /** What to do, verb first: "Ask the clinic about the new meter". */
  readonly title: string;
  readonly detail?: string;
  readonly kind: TaskKind;
  /** Who does it; without one it belongs to the member's lead. */
  readonly ownerId?: string | null;
  readonly dueOn?: string | null;
  readonly urgent?: boolean;
  /** What it came from, for example `note`, `action_plan`, `assessment`, `person`; closing that closes the task. */
  readonly sourceKind: string;
  readonly sourceId?: string | null;
  /** Which rule or person made it, in one sentence. */
  readonly why: string;
}

/** Adds a task in the current transaction and returns its id. */
export async function addTask(context: CallContext, task: NewTask): Promise<string> {
  const id = context.newId();
  await insertTask(context.db, {
    id,
    member_id: task.memberId ?? null,
    title: task.title,
    detail: task.detail ?? '',
    kind: task.kind,
    owner_id: task.ownerId ?? null,
    due_on: task.dueOn ?? null,
    urgent: task.urgent ? 1 : 0,
    source_kind: task.sourceKind,
    source_id: task.sourceId ?? null,
    why: task.why,
    state: 'open',
    snoozed_until: null,
    done_at: null,
    done_by: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  if (task.memberId) await refreshClocks(context, [task.memberId]);
  return id;
}

/** Closes the open tasks that came from one thing, because that thing is done; returns how many. */
export async function closeTasksFor(
  context: CallContext,
  source: { readonly sourceKind: string; readonly sourceId: string },
): Promise<number> {
  const members = await closeTasks(context.db, { ...source, at: context.now(), by: context.user.id });
  const touched = [...new Set(members.filter((id) => id !== null))];
  if (touched.length > 0) await refreshClocks(context, touched);
  return members.length;
}
