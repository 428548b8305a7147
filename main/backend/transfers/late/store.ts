import type { Kysely } from 'kysely';
import { ANSWERED_KINDS } from '#shared/transfers/kinds.ts';
import type { Database } from '../../db/schema.ts';

/** Files that count, sent to a plan before an instant of its own and not answered: how many, and since when. */
export async function selectUnanswered(
  db: Kysely<Database>,
  plans: readonly { readonly planId: string; readonly before: string }[],
): Promise<{ planId: string; files: number; since: string }[]> {
  if (plans.length === 0) return [];
  const rows = await db
    .selectFrom('transfer')
    .select(({ fn }) => ['plan_id', fn.countAll<number>().as('files'), fn.min('sent_at').as('since')])
    .where('state', '=', 'sent')
    .where('usage', '=', 'P')
    .where('kind', 'in', ANSWERED_KINDS)
    .where('answered_at', 'is', null)
    .where(({ or, and, eb }) =>
      or(plans.map(({ planId, before }) => and([eb('plan_id', '=', planId), eb('sent_at', '<', before)]))),
    )
    .groupBy('plan_id')
    .orderBy('since')
    .execute();
  return rows.map((row) => ({ planId: row.plan_id, files: Number(row.files), since: row.since ?? '' }));
}
