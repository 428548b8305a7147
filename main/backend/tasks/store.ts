import type { Kysely } from 'kysely';
import { displayName } from '#shared/members/member.ts';
import type { Task } from '#shared/tasks/contract.ts';
import { taskKindSchema } from '#shared/tasks/contract.ts';
import { repeatWords } from '#shared/tasks/recurrence.ts';
import type { Database, NewRow, Row } from '../db/schema.ts';

type Db = Kysely<Database>;

/** The `source_kind` of the occurrences of a recurring task. */
export const SERIES = 'series';

export async function insertTask(db: Db, row: NewRow<'task'>): Promise<void> {
  await db.insertInto('task').values(row).execute();
}

/** Closes the open tasks of one source; returns the member of each. */
export async function closeTasks(
  db: Db,
  source: { sourceKind: string; sourceId: string; at: string; by: string },
): Promise<(string | null)[]> {
  const rows = await db
    .updateTable('task')
    .set({ state: 'done', done_at: source.at, done_by: source.by })
    .where('source_kind', '=', source.sourceKind)
    .where('source_id', '=', source.sourceId)
    .where('state', '=', 'open')
    .returning('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}

/** Sets whether a task is open, and until when it is put away. */
export async function writeTaskState(
  db: Db,
  id: string,
  changes: {
    state?: 'open' | 'done';
    done_at?: string | null;
    done_by?: string | null;
    snoozed_until?: string | null;
    due_on?: string | null;
  },
): Promise<void> {
  await db.updateTable('task').set(changes).where('id', '=', id).execute();
}

function selectTasks(db: Db) {
  return db
    .selectFrom('task')
    .leftJoin('member', 'member.id', 'task.member_id')
    .leftJoin('user as owner', 'owner.id', 'task.owner_id')
    .leftJoin('task_series', (join) =>
      join.onRef('task_series.id', '=', 'task.source_id').on('task.source_kind', '=', SERIES),
    )
    .selectAll('task')
    .select(['member.first_name', 'member.middle_name', 'member.last_name', 'owner.name as owner_name'])
    .select(['task_series.rule', 'task_series.ended_on']);
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number];

function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    memberId: row.member_id,
    memberName:
      row.first_name !== null && row.last_name !== null
        ? displayName(row.first_name, row.middle_name, row.last_name)
        : null,
    title: row.title,
    detail: row.detail,
    kind: taskKindSchema.catch('other').parse(row.kind),
    owner: row.owner_id && row.owner_name ? { id: row.owner_id, name: row.owner_name } : null,
    dueOn: row.due_on,
    urgent: row.urgent === 1,
    sourceKind: row.source_kind,
    sourceId: row.source_id,
    why: row.why,
    state: row.state === 'done' ? 'done' : 'open',
    snoozedUntil: row.snoozed_until,
    repeats: row.rule !== null && row.ended_on === null ? repeatWords(row.rule) : null,
    doneAt: row.done_at,
  };
}

export async function findTask(db: Db, id: string): Promise<Task | undefined> {
  const row = await selectTasks(db).where('task.id', '=', id).executeTakeFirst();
  return row ? toTask(row) : undefined;
}

/** A task with when it was set and when it was done. */
export type WholeTask = Task & { readonly setAt: string; readonly doneAt: string | null };

/** Every task of a member, open and done, newest first. */
export async function findTasksOf(db: Db, memberId: string): Promise<WholeTask[]> {
  const rows = await selectTasks(db)
    .where('task.member_id', '=', memberId)
    .orderBy('task.created_at', 'desc')
    .orderBy('task.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...toTask(row), setAt: row.created_at, doneAt: row.done_at }));
}

/** Which tasks a list is about. */
export interface TaskFilter {
  readonly memberId?: string | undefined;
  /** Theirs, and those nobody owns of their members or of nobody's. */
  readonly userId?: string | undefined;
  /** Due between two days, a put-away one counting on the day it comes back. */
  readonly between?: { readonly from: string; readonly to: string } | undefined;
  /** Also the ones finished since an instant. */
  readonly doneSince?: string | undefined;
  readonly limit: number;
}

/** Tasks in the order they are due, with how many there are in all. */
export async function findTasks(db: Db, filter: TaskFilter): Promise<{ tasks: Task[]; total: number }> {
  const { memberId, userId, between, doneSince } = filter;
  let query = selectTasks(db)
    .select((eb) => eb.fn.countAll<number>().over().as('total'))
    .where((eb) =>
      eb.or([
        eb('task.state', '=', 'open'),
        ...(doneSince === undefined ? [] : [eb('task.done_at', '>=', doneSince)]),
      ]),
    )
    .orderBy('task.due_on', (order) => order.asc().nullsLast())
    .orderBy('task.created_at')
    .limit(filter.limit);
  if (memberId !== undefined) query = query.where('task.member_id', '=', memberId);
  if (between !== undefined) {
    query = query.where((eb) => {
      const day = eb.fn.coalesce('task.snoozed_until', 'task.due_on');
      return eb.and([eb(day, '>=', between.from), eb(day, '<=', between.to)]);
    });
  }
  if (userId !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('task.owner_id', '=', userId),
        eb.and([
          eb('task.owner_id', 'is', null),
          eb.or([eb('member.lead_id', '=', userId), eb('member.lead_id', 'is', null)]),
        ]),
      ]),
    );
  }
  const rows = await query.execute();
  return { tasks: rows.map(toTask), total: rows[0]?.total ?? 0 };
}

/** Gives tasks to somebody; returns the members they are about. */
export async function writeOwner(
  db: Db,
  ids: readonly string[],
  ownerId: string | null,
): Promise<(string | null)[]> {
  const rows = await db
    .updateTable('task')
    .set({ owner_id: ownerId })
    .where('id', 'in', ids)
    .where('state', '=', 'open')
    .returning('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}

export async function insertSeries(db: Db, row: NewRow<'task_series'>): Promise<void> {
  await db.insertInto('task_series').values(row).execute();
}

export async function findSeries(db: Db, id: string): Promise<Row<'task_series'> | undefined> {
  return db.selectFrom('task_series').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function endSeries(db: Db, id: string, on: string): Promise<void> {
  await db.updateTable('task_series').set({ ended_on: on }).where('id', '=', id).execute();
}

/** Takes back the next occurrence that finishing one has set, while nobody has touched it. */
export async function deleteNextOccurrence(db: Db, seriesId: string, afterTaskId: string): Promise<void> {
  await db
    .deleteFrom('task')
    .where('source_kind', '=', SERIES)
    .where('source_id', '=', seriesId)
    .where('state', '=', 'open')
    .where('id', '>', afterTaskId)
    .execute();
}

/** The source ids of a member's tasks of one kind whose tasks are all done. */
export async function findSourcesDone(
  db: Db,
  filter: { readonly memberId: string; readonly sourceKind: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('task')
    .select((eb) => [
      'task.source_id',
      eb.fn.countAll<number>().filterWhere('task.state', '=', 'open').as('open'),
    ])
    .where('task.member_id', '=', filter.memberId)
    .where('task.source_kind', '=', filter.sourceKind)
    .groupBy('task.source_id')
    .execute();
  return rows.flatMap((row) => (row.source_id !== null && row.open === 0 ? [row.source_id] : []));
}
