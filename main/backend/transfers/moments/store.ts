import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** The setting that holds when Hearth last looked for answers. */
export const CHECKED = 'transfers:checked-at';

/** The setting that holds when Hearth last removed what its plan's years are over for. */
export const PURGED = 'transfers:purged-at';

/** The setting that holds when a plan's schedule last ran. */
export function ranKey(planId: string): string {
  return `transfers:ran:${planId}`;
}

/** When something last happened, or null. */
export async function readMoment(db: Kysely<Database>, key: string): Promise<string | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

/** Notes that something happened now. */
export async function writeMoment(
  db: Kysely<Database>,
  key: string,
  stamp: { readonly at: string; readonly by: string },
): Promise<void> {
  const set = { value: stamp.at, updated_at: stamp.at, updated_by: stamp.by };
  await db
    .insertInto('setting')
    .values({ key, ...set })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(set))
    .execute();
}

/** Sent files of a plan older than this whose bytes the transfer keeps itself. */
export async function selectSentBefore(
  db: Kysely<Database>,
  planId: string,
  before: string,
): Promise<{ id: string; fileId: string | null }[]> {
  const rows = await db
    .selectFrom('transfer')
    .leftJoin('transfer_content', 'transfer_content.transfer_id', 'transfer.id')
    .select(['transfer.id', 'transfer.file_id'])
    .where('transfer.plan_id', '=', planId)
    .where('transfer.state', '=', 'sent')
    .where('transfer.sent_at', '<', before)
    .where('transfer.content_removed_at', 'is', null)
    .where((row) =>
      row.or([row('transfer.file_id', 'is not', null), row('transfer_content.transfer_id', 'is not', null)]),
    )
    .execute();
  return rows.map((row) => ({ id: row.id, fileId: row.file_id }));
}

/** Forgets the bytes of a sent file; its line stays. */
export async function clearSentContent(db: Kysely<Database>, id: string, at: string): Promise<void> {
  await db.deleteFrom('transfer_content').where('transfer_id', '=', id).execute();
  await db
    .updateTable('transfer')
    .set({ file_id: null, content_removed_at: at })
    .where('id', '=', id)
    .execute();
}
