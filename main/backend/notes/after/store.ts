import type { Kysely } from 'kysely';
import { type After, NOTHING_AFTER, type NoteTemplate } from '#shared/notes/after.ts';
import type { Database, NewRow } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** What happened to notes after they were signed, by note; three queries, however many notes. */
export async function selectAfter(db: Db, noteIds: readonly string[]): Promise<ReadonlyMap<string, After>> {
  const found = new Map<string, After>();
  if (noteIds.length === 0) return found;
  const of = (id: string) => found.get(id) ?? NOTHING_AFTER;
  const addenda = await db
    .selectFrom('note_addendum')
    .leftJoin('user', 'user.id', 'note_addendum.created_by')
    .selectAll('note_addendum')
    .select('user.name as by_name')
    .where('note_id', 'in', [...noteIds])
    .orderBy('note_addendum.created_at')
    .orderBy('note_addendum.id')
    .execute();
  for (const row of addenda) {
    const before = of(row.note_id);
    const one = { id: row.id, text: row.text, by: row.by_name ?? 'unknown', at: row.created_at };
    found.set(row.note_id, { ...before, addenda: [...before.addenda, one] });
  }
  const strikes = await db
    .selectFrom('note_strike')
    .leftJoin('user', 'user.id', 'note_strike.created_by')
    .select(['note_id', 'reason', 'note_strike.created_at', 'user.name as by_name'])
    .where('note_id', 'in', [...noteIds])
    .execute();
  for (const row of strikes) {
    const strike = { reason: row.reason, by: row.by_name ?? 'unknown', at: row.created_at };
    found.set(row.note_id, { ...of(row.note_id), strike });
  }
  const cosigns = await db
    .selectFrom('note_cosign')
    .innerJoin('user as asked', 'asked.id', 'note_cosign.asked_of')
    .leftJoin('user as signer', 'signer.id', 'note_cosign.signed_by')
    .select(['note_id', 'asked_of', 'signed_at', 'asked.name as asked_name', 'signer.name as signer_name'])
    .where('note_id', 'in', [...noteIds])
    .execute();
  for (const row of cosigns) {
    const cosign = {
      askedOfId: row.asked_of,
      askedOf: row.asked_name,
      signedBy: row.signer_name,
      signedAt: row.signed_at,
    };
    found.set(row.note_id, { ...of(row.note_id), cosign });
  }
  return found;
}

export async function insertAddendum(db: Db, row: NewRow<'note_addendum'>): Promise<void> {
  await db.insertInto('note_addendum').values(row).execute();
}

export async function insertStrike(db: Db, row: NewRow<'note_strike'>): Promise<void> {
  await db.insertInto('note_strike').values(row).execute();
}

/** Asks somebody to sign as well; somebody else asked before is asked no longer. */
export async function replaceCosign(db: Db, row: NewRow<'note_cosign'>): Promise<void> {
  await db
    .deleteFrom('note_cosign')
    .where('note_id', '=', row.note_id)
    .where('signed_at', 'is', null)
    .execute();
  await db.insertInto('note_cosign').values(row).execute();
}

/** Signs as well; returns false when nobody asked for it or it was done. */
export async function writeCosign(
  db: Db,
  noteId: string,
  signed: { readonly at: string; readonly by: string },
): Promise<boolean> {
  const result = await db
    .updateTable('note_cosign')
    .set({ signed_at: signed.at, signed_by: signed.by })
    .where('note_id', '=', noteId)
    .where('signed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The notes that wait for somebody's signature, oldest first, with their members and authors. */
export async function selectWaitingFor(db: Db, userId: string) {
  return db
    .selectFrom('note_cosign')
    .innerJoin('note', 'note.id', 'note_cosign.note_id')
    .innerJoin('member', 'member.id', 'note.member_id')
    .innerJoin('user', 'user.id', 'note.author_id')
    .select(['note.id as note_id', 'note.member_id', 'note.service_on', 'user.name as author'])
    .$narrowType<{ service_on: string }>()
    .select(['member.first_name', 'member.last_name'])
    .where('note_cosign.asked_of', '=', userId)
    .where('note_cosign.signed_at', 'is', null)
    .orderBy('note_cosign.created_at')
    .limit(200)
    .execute();
}

/** The agency's own texts, by name. */
export async function selectTemplates(db: Db): Promise<NoteTemplate[]> {
  const rows = await db.selectFrom('note_template').select(['id', 'name', 'text']).orderBy('name').execute();
  return rows.map((row) => ({ ...row, own: true }));
}

export async function insertTemplate(db: Db, row: NewRow<'note_template'>): Promise<void> {
  await db.insertInto('note_template').values(row).execute();
}

export async function deleteTemplate(db: Db, id: string): Promise<void> {
  await db.deleteFrom('note_template').where('id', '=', id).execute();
}
