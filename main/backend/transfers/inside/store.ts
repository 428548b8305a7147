import type { Kysely } from 'kysely';
import type { MemberInside } from '#shared/transfers/contract.ts';
import type { Database } from '../../db/schema.ts';

/** Keeps the bytes of a transfer that no other row holds. */
export async function insertContent(db: Kysely<Database>, id: string, content: Uint8Array): Promise<void> {
  await db.insertInto('transfer_content').values({ transfer_id: id, content }).execute();
}

export async function selectContent(db: Kysely<Database>, id: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('transfer_content')
    .select('content')
    .where('transfer_id', '=', id)
    .executeTakeFirst();
  return row?.content;
}

/** So many members are written in one statement. */
const ROWS = 500;

/** Notes whose data is inside a file. */
export async function insertMembers(
  db: Kysely<Database>,
  id: string,
  memberIds: readonly string[],
): Promise<void> {
  for (let from = 0; from < memberIds.length; from += ROWS) {
    const rows = memberIds
      .slice(from, from + ROWS)
      .map((memberId) => ({ transfer_id: id, member_id: memberId }));
    await db.insertInto('transfer_member').values(rows).execute();
  }
}

export async function selectMembers(db: Kysely<Database>, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('transfer_member')
    .select('member_id')
    .where('transfer_id', '=', id)
    .execute();
  return rows.map((row) => row.member_id);
}

/** The members whose data is inside a file, by name. */
export async function selectMembersInside(db: Kysely<Database>, id: string): Promise<MemberInside[]> {
  const rows = await db
    .selectFrom('transfer_member')
    .innerJoin('member', 'member.id', 'transfer_member.member_id')
    .select(['member.id', 'member.first_name', 'member.last_name', 'member.cin'])
    .where('transfer_member.transfer_id', '=', id)
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .execute();
  return rows.map((row) => ({ id: row.id, name: `${row.first_name} ${row.last_name}`, cin: row.cin }));
}

/** The members whose encounters are in a batch. */
export async function selectBatchMembers(db: Kysely<Database>, batchId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('encounter')
    .select('member_id')
    .distinct()
    .where((row) =>
      row.or([
        row('batch_id', '=', batchId),
        // A line that was sent again points to its newest file; the file it left keeps it in its own record.
        row('id', 'in', row.selectFrom('sent_line').select('encounter_id').where('batch_id', '=', batchId)),
      ]),
    )
    .execute();
  return rows.map((row) => row.member_id);
}

/** Newest signed Health Action Plans that were never queued, of members of these plans. */
export async function selectActionPlansDue(
  db: Kysely<Database>,
  planIds: readonly string[],
): Promise<{ id: string; planId: string; memberId: string; cin: string }[]> {
  if (planIds.length === 0) return [];
  const rows = await db
    .selectFrom('action_plan')
    .innerJoin('member', 'member.id', 'action_plan.member_id')
    .select(['action_plan.id', 'member.plan_id', 'member.id as member_id', 'member.cin'])
    .where('member.plan_id', 'in', planIds)
    .where('action_plan.state', '=', 'signed')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('action_plan as newer')
            .select('newer.id')
            .whereRef('newer.member_id', '=', 'action_plan.member_id')
            .where('newer.state', '=', 'signed')
            .whereRef('newer.version', '>', 'action_plan.version'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('transfer')
            .select('transfer.id')
            .where('transfer.kind', '=', 'action_plans')
            .whereRef('transfer.source_id', '=', 'action_plan.id'),
        ),
      ),
    )
    .orderBy('action_plan.signed_at')
    .execute();
  return rows.map((row) => ({ id: row.id, planId: row.plan_id, memberId: row.member_id, cin: row.cin }));
}

/** How many versions of a member's plan were sent before this one. */
export async function countSentVersions(db: Kysely<Database>, actionPlanId: string): Promise<number> {
  const row = await db
    .selectFrom('action_plan as this')
    .innerJoin('action_plan as other', 'other.member_id', 'this.member_id')
    .innerJoin('transfer', 'transfer.source_id', 'other.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('this.id', '=', actionPlanId)
    .where('transfer.kind', '=', 'action_plans')
    .where('transfer.state', '=', 'sent')
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
