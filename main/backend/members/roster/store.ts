import type { Kysely } from 'kysely';
import type { Database, NewRow, Row } from '../../db/schema.ts';
import { addToSearch, indexForSearch } from '../../db/search.ts';

type Db = Kysely<Database>;

const CHUNK = 300;

/** Every member with the name of the plan, in one pass. */
export async function findOnFile(db: Db) {
  return db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .selectAll('member')
    .select('plan.short_name as plan_name')
    .execute();
}

export type OnFileRow = Awaited<ReturnType<typeof findOnFile>>[number];

/** Stores many new members with their search lines. */
export async function insertMembers(db: Db, rows: readonly NewRow<'member'>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    await db.insertInto('member').values(chunk).execute();
    await addToSearch(
      db,
      chunk.map((row) => ({ memberId: row.id, text: row.search_text })),
    );
  }
}

/** Changes columns of many members; the search lines that changed are rewritten together. */
export async function updateMembers(
  db: Db,
  updates: readonly { readonly id: string; readonly columns: Partial<NewRow<'member'>> }[],
): Promise<void> {
  for (const { id, columns } of updates) {
    await db.updateTable('member').set(columns).where('id', '=', id).execute();
  }
  const lines = updates.flatMap(({ id, columns }) =>
    columns.search_text === undefined ? [] : [{ memberId: id, text: columns.search_text }],
  );
  await indexForSearch(db, lines);
}

/** The members' rows as they are now, for putting single columns back. */
export async function findRows(db: Db, ids: readonly string[]): Promise<Row<'member'>[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('member').selectAll().where('id', 'in', ids).execute();
}

/** Members to which nothing was added since they came in: no note, assessment, HAP, encounter, task, condition, attempt. */
export async function findUntouched(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('member')
    .select('member.id')
    .where('member.id', 'in', ids)
    .where('member.enrolled_on', 'is', null)
    .where('member.last_contact_on', 'is', null)
    .where((eb) => {
      const uses = [
        eb.selectFrom('note').select('note.id').whereRef('note.member_id', '=', 'member.id'),
        eb
          .selectFrom('assessment')
          .select('assessment.id')
          .whereRef('assessment.member_id', '=', 'member.id'),
        eb
          .selectFrom('action_plan')
          .select('action_plan.id')
          .whereRef('action_plan.member_id', '=', 'member.id'),
        eb.selectFrom('encounter').select('encounter.id').whereRef('encounter.member_id', '=', 'member.id'),
        eb.selectFrom('task').select('task.id').whereRef('task.member_id', '=', 'member.id'),
        eb.selectFrom('condition').select('condition.id').whereRef('condition.member_id', '=', 'member.id'),
        eb
          .selectFrom('outreach')
          .select('outreach.member_id')
          .whereRef('outreach.member_id', '=', 'member.id'),
        eb
          .selectFrom('outreach_attempt')
          .select('outreach_attempt.id')
          .whereRef('outreach_attempt.member_id', '=', 'member.id'),
        eb
          .selectFrom('member_entry')
          .select('member_entry.id')
          .whereRef('member_entry.member_id', '=', 'member.id')
          .where('member_entry.source', '!=', 'roster'),
        eb.selectFrom('document').select('document.id').whereRef('document.member_id', '=', 'member.id'),
        eb
          .selectFrom('program_event')
          .select('program_event.id')
          .whereRef('program_event.member_id', '=', 'member.id')
          // Who leads somebody is no work on the chart: it goes with the member.
          .where('program_event.kind', 'not in', ['lead', 'tier']),
        eb
          .selectFrom('member_merge')
          .select('member_merge.id')
          .where((merge) =>
            merge.or([
              merge('member_merge.kept_id', '=', merge.ref('member.id')),
              merge('member_merge.merged_id', '=', merge.ref('member.id')),
            ]),
          ),
        eb
          .selectFrom('outreach_draft')
          .select('outreach_draft.member_id')
          .whereRef('outreach_draft.member_id', '=', 'member.id'),
      ];
      return eb.and(uses.map((use) => eb.not(eb.exists(use))));
    })
    .execute();
  return rows.map(({ id }) => id);
}

/** Takes members out again that came in by mistake; only for those `findUntouched` names. */
export async function deleteMembers(db: Db, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    await db.deleteFrom('member_search').where('member_id', 'in', chunk).execute();
    await db.deleteFrom('program_event').where('member_id', 'in', chunk).execute();
    await db.deleteFrom('member').where('id', 'in', chunk).execute();
  }
}
