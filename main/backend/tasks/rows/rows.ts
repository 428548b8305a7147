import type { CallContext } from '../../context.ts';
import type { Row } from '../../db/schema.ts';
import { deleteTasks, findTaskRows, writeTaskRow } from './store.ts';

type TaskRow = Row<'task'>;

/** What rules did to the tasks of some members, so that it can be taken back. */
export interface TaskChanges {
  readonly set: readonly TaskRow[];
  readonly changed: readonly { readonly before: TaskRow; readonly after: TaskRow }[];
}

/** Runs `work` and says what it did to the tasks of these members. */
export async function watchTasks(
  context: CallContext,
  memberIds: readonly string[],
  work: () => Promise<unknown>,
): Promise<TaskChanges> {
  const before = new Map((await findTaskRows(context.db, memberIds)).map((row) => [row.id, row]));
  await work();
  const after = await findTaskRows(context.db, memberIds);
  return {
    set: after.filter((row) => !before.has(row.id)),
    changed: after.flatMap((row) => {
      const was = before.get(row.id);
      return was && !same(was, row) ? [{ before: was, after: row }] : [];
    }),
  };
}

/** Takes back what `watchTasks` saw; a task somebody worked on since stays as it is. */
export async function takeTasksBack(
  context: CallContext,
  memberIds: readonly string[],
  changes: TaskChanges,
): Promise<void> {
  const now = new Map((await findTaskRows(context.db, memberIds)).map((row) => [row.id, row]));
  const untouched = (row: TaskRow) => {
    const current = now.get(row.id);
    return current !== undefined && same(current, row);
  };
  await deleteTasks(
    context.db,
    changes.set.filter(untouched).map(({ id }) => id),
  );
  for (const { before, after } of changes.changed)
    if (untouched(after)) await writeTaskRow(context.db, before);
}

function same(one: TaskRow, other: TaskRow): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
