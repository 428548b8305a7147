import type { Kysely } from 'kysely';
import { displayName } from '#shared/members/member.ts';
import type { Task } from '#shared/tasks/contract.ts';
import { taskKindSchema } from '#shared/tasks/contract.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

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
  },
): Promise<void> {
  await db.updateTable('task').set(changes).where('id', '=', id).execute();
}

function selectTasks(db: Db) {
  return db
    .selectFrom('task')
    .leftJoin('member', 'member.id', 'task.member_id')
    .leftJoin('user as owner', 'owner.id', 'task.owner_id')
    .selectAll('task')
    .select(['member.first_name', 'member.middle_name', 'member.last_name', 'owner.name as owner_name']);
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
  };
}

export async function findTask(db: Db, id: string): Promise<Task | undefined> {
  const row = await selectTasks(db).where('task.id', '=', id).executeTakeFirst();
  return row ? toTask(row) : undefined;
}

/** Open tasks in the order they are due; of one member, or of one user (theirs, and those nobody owns). */
export async function findOpenTasks(
  db: Db,
  filter: { memberId?: string | undefined; userId?: string | undefined; limit: number },
): Promise<Task[]> {
  let query = selectTasks(db)
    .where('task.state', '=', 'open')
    .orderBy('task.due_on', (order) => order.asc().nullsLast())
    .orderBy('task.created_at')
    .limit(filter.limit);
  const { memberId, userId } = filter;
  if (memberId !== undefined) query = query.where('task.member_id', '=', memberId);
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
  return (await query.execute()).map(toTask);
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
