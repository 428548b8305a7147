import type { Kysely } from 'kysely';
import type { Letter } from '#shared/letters/contract.ts';
import { letterSchema } from '#shared/letters/contract.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

/** A template as it is stored. */
export interface StoredTemplate {
  readonly id: string;
  readonly kind: string;
  readonly planId: string | null;
  readonly planName: string | null;
  readonly language: string;
  readonly version: number;
  readonly state: string;
  readonly title: string;
  readonly body: string;
  readonly approvalId: string | null;
  readonly approvedOn: string | null;
  readonly readBy: string | null;
}

/** Every template of the agency, newest version first. */
export async function findTemplates(db: Db): Promise<StoredTemplate[]> {
  return db
    .selectFrom('letter_template')
    .leftJoin('plan', 'plan.id', 'letter_template.plan_id')
    .select([
      'letter_template.id as id',
      'letter_template.kind as kind',
      'letter_template.plan_id as planId',
      'plan.name as planName',
      'letter_template.language as language',
      'letter_template.version as version',
      'letter_template.state as state',
      'letter_template.title as title',
      'letter_template.body as body',
      'letter_template.approval_id as approvalId',
      'letter_template.approved_on as approvedOn',
      'letter_template.read_by as readBy',
    ])
    .orderBy('letter_template.kind')
    .orderBy('letter_template.language')
    .orderBy('letter_template.version', 'desc')
    .execute();
}

export async function insertTemplate(db: Db, row: NewRow<'letter_template'>): Promise<void> {
  await db.insertInto('letter_template').values(row).execute();
}

/** Changes a draft; false when it is none. */
export async function writeTemplateDraft(
  db: Db,
  id: string,
  change: { title: string; body: string; sha256: string; at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('letter_template')
    .set({ title: change.title, body: change.body, sha256: change.sha256, updated_at: change.at })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Locks a draft under its approval. */
export async function writeApproval(
  db: Db,
  id: string,
  approval: {
    state: string;
    planId: string | null;
    approvalId: string;
    readBy: string | null;
    on: string;
    by: string;
    at: string;
  },
): Promise<void> {
  await db
    .updateTable('letter_template')
    .set({
      state: approval.state,
      plan_id: approval.planId,
      approval_id: approval.approvalId,
      read_by: approval.readBy,
      approved_on: approval.on,
      approved_by: approval.by,
      updated_at: approval.at,
    })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

export async function writeRetired(db: Db, ids: readonly string[], on: string): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('letter_template')
    .set({ state: 'retired', retired_on: on })
    .where('id', 'in', ids)
    .execute();
}

export async function insertLetter(db: Db, row: NewRow<'letter'>): Promise<void> {
  await db.insertInto('letter').values(row).execute();
}

function selectLetters(db: Db, memberId: string | undefined) {
  return db
    .selectFrom('letter')
    .innerJoin('member', 'member.id', 'letter.member_id')
    .leftJoin('user', 'user.id', 'letter.created_by')
    .$if(memberId !== undefined, (query) => query.where('letter.member_id', '=', memberId ?? ''));
}

/** The mail log, newest first. */
export async function findLetters(
  db: Db,
  page: { memberId: string | undefined; limit: number; offset: number },
): Promise<{ letters: Letter[]; total: number }> {
  const rows = await selectLetters(db, page.memberId)
    .selectAll('letter')
    .select(['member.first_name', 'member.last_name', 'user.name as printer'])
    .orderBy('letter.created_at', 'desc')
    .orderBy('letter.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await selectLetters(db, page.memberId)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirst();
  return {
    total: Number(count?.total ?? 0),
    letters: rows.map((row) =>
      letterSchema.parse({
        id: row.id,
        batchId: row.batch_id,
        member: { id: row.member_id, name: `${row.first_name} ${row.last_name}` },
        kind: row.kind,
        language: row.language,
        title: row.title,
        address: row.address,
        pages: row.pages,
        printedAt: row.created_at,
        printedBy: row.printer ?? '',
        mailedOn: row.mailed_on,
        returnedOn: row.returned_on,
        returnedReason: row.returned_reason,
      }),
    ),
  };
}

/** A printed letter with its text. */
export interface LetterText {
  readonly id: string;
  readonly kind: string;
  readonly language: string;
  readonly title: string;
  readonly text: string;
  readonly address: string;
  readonly pages: number;
  readonly sha256: string;
  readonly printedAt: string;
  readonly printedBy: string;
  readonly mailedOn: string | null;
  readonly returnedOn: string | null;
  readonly returnedReason: string | null;
}

/** Every letter printed for a member, oldest first. */
export async function findLetterTexts(db: Db, memberId: string): Promise<LetterText[]> {
  const rows = await selectLetters(db, memberId)
    .selectAll('letter')
    .select('user.name as printer')
    .orderBy('letter.created_at')
    .orderBy('letter.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    language: row.language,
    title: row.title,
    text: row.text,
    address: row.address,
    pages: row.pages,
    sha256: row.text_sha256,
    printedAt: row.created_at,
    printedBy: row.printer ?? '',
    mailedOn: row.mailed_on,
    returnedOn: row.returned_on,
    returnedReason: row.returned_reason,
  }));
}

/** The addresses of letters as they were printed, in the order of the ids. */
export async function findAddresses(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; memberId: string; address: string }[]> {
  const found = new Map<string, { id: string; memberId: string; address: string }>();
  for (let at = 0; at < ids.length; at += 500) {
    const rows = await db
      .selectFrom('letter')
      .select(['id', 'member_id as memberId', 'address'])
      .where('id', 'in', ids.slice(at, at + 500))
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Whose letter it is, and what the mail did with it; undefined when it is not in the log. */
export async function findLetter(db: Db, id: string) {
  return db
    .selectFrom('letter')
    .select(['id', 'member_id as memberId', 'title', 'returned_on as returnedOn'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function writeMailed(db: Db, ids: readonly string[], on: string): Promise<void> {
  // A statement takes a limited number of values, and a batch may have thousands.
  for (let at = 0; at < ids.length; at += 500) {
    const some = ids.slice(at, at + 500);
    await db.updateTable('letter').set({ mailed_on: on }).where('id', 'in', some).execute();
  }
}

export async function writeReturned(db: Db, id: string, on: string, reason: string): Promise<void> {
  await db
    .updateTable('letter')
    .set({ returned_on: on, returned_reason: reason })
    .where('id', '=', id)
    .execute();
}
