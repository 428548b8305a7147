import type { Kysely } from 'kysely';
import { type PlanPaper, paperSchema } from '#shared/letters/plan-papers.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

/** Every paper of every plan without its bytes, newest first. */
export async function findPapers(db: Db): Promise<PlanPaper[]> {
  const rows = await db
    .selectFrom('plan_paper')
    .leftJoin('plan', 'plan.id', 'plan_paper.plan_id')
    .select([
      'plan_paper.id as id',
      'plan_paper.kind as kind',
      'plan_paper.plan_id as planId',
      'plan.name as planName',
      'plan_paper.language as language',
      'plan_paper.file_name as fileName',
      'plan_paper.pages as pages',
      'plan_paper.size as bytes',
      'plan_paper.sha256 as sha256',
      'plan_paper.missing_fonts as missingFonts',
      'plan_paper.approval_id as approvalId',
      'plan_paper.approved_on as approvedOn',
      'plan_paper.retired_on as retiredOn',
      'plan_paper.created_at as addedAt',
    ])
    .orderBy('plan_paper.created_at', 'desc')
    .orderBy('plan_paper.id', 'desc')
    .execute();
  return rows.map(({ planId, planName, missingFonts, ...row }) =>
    paperSchema.parse({
      ...row,
      plan: planId === null ? null : { id: planId, name: planName ?? '' },
      missingFonts: JSON.parse(missingFonts),
    }),
  );
}

/** The bytes of a paper, or undefined. */
export async function findPaperBytes(db: Db, id: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('plan_paper').select('content').where('id', '=', id).executeTakeFirst();
  return row?.content;
}

export async function insertPaper(db: Db, row: NewRow<'plan_paper'>): Promise<void> {
  await db.insertInto('plan_paper').values(row).execute();
}

/** Takes a paper out of use; false when it was already. */
export async function writePaperRetired(db: Db, id: string, on: string): Promise<boolean> {
  const result = await db
    .updateTable('plan_paper')
    .set({ retired_on: on })
    .where('id', '=', id)
    .where('retired_on', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
