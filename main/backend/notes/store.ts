import type { Kysely } from 'kysely';
import { displayName } from '#shared/members/member.ts';
import type { NoteContent, Origins } from '#shared/notes/content.ts';
import type { Database, NewRow } from '../db/schema.ts';
import { parseNote } from './stored-note.ts';

type Db = Kysely<Database>;

/** A note as stored, with its content read and the names its ids stand for. */
export interface StoredNote {
  readonly id: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly state: string;
  readonly content: NoteContent;
  readonly origins: Origins;
  readonly authorId: string;
  readonly author: string;
  readonly staffName: string;
  readonly summary: string;
  readonly signedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

function notes(db: Db) {
  return db
    .selectFrom('note')
    .innerJoin('member', 'member.id', 'note.member_id')
    .innerJoin('user as author', 'author.id', 'note.author_id')
    .leftJoin('user as staff', 'staff.id', 'note.staff_id')
    .selectAll('note')
    .select(['member.first_name', 'member.middle_name', 'member.last_name'])
    .select(['author.name as author_name', 'staff.name as staff_name']);
}

type NoteQueryRow = Awaited<ReturnType<ReturnType<typeof notes>['execute']>>[number];

function toNote(row: NoteQueryRow): StoredNote {
  const { content, origins } = parseNote(row.content, {
    authorId: row.author_id,
    staffId: row.staff_id,
    serviceOn: row.service_on ?? row.created_at.slice(0, 10),
    mode: row.mode,
    minutes: row.minutes,
  });
  return {
    id: row.id,
    memberId: row.member_id,
    memberName: displayName(row.first_name, row.middle_name, row.last_name),
    state: row.state,
    content,
    origins,
    authorId: row.author_id,
    author: row.author_name,
    staffName: row.staff_name ?? row.author_name,
    summary: row.summary,
    signedAt: row.signed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function insertNote(db: Db, row: NewRow<'note'>): Promise<void> {
  await db.insertInto('note').values(row).execute();
}

/** One note, or undefined. */
export async function findNote(db: Db, id: string): Promise<StoredNote | undefined> {
  const row = await notes(db).where('note.id', '=', id).executeTakeFirst();
  return row && toNote(row);
}

/** The unfinished note of a person about a member, the newest if there are several. */
export async function findDraftOf(
  db: Db,
  memberId: string,
  authorId: string,
): Promise<StoredNote | undefined> {
  const row = await notes(db)
    .where('note.member_id', '=', memberId)
    .where('note.author_id', '=', authorId)
    .where('note.state', '=', 'draft')
    .orderBy('note.updated_at', 'desc')
    .executeTakeFirst();
  return row && toNote(row);
}

/** The member's last signed note, for what the next one can guess from. */
export async function findLastSigned(db: Db, memberId: string): Promise<StoredNote | undefined> {
  const row = await notes(db)
    .where('note.member_id', '=', memberId)
    .where('note.state', '=', 'signed')
    .orderBy('note.service_on', 'desc')
    .orderBy('note.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toNote(row);
}

/** Writes an unsigned note; returns false when it was signed meanwhile. */
export async function updateNote(
  db: Db,
  id: string,
  changes: Partial<Omit<NewRow<'note'>, 'id'>>,
  from: 'draft' | 'discarded' = 'draft',
): Promise<boolean> {
  const result = await db
    .updateTable('note')
    .set(changes)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes drafts away that were put away before a moment. */
export async function deleteDiscarded(db: Db, before: string): Promise<void> {
  await db.deleteFrom('note').where('state', '=', 'discarded').where('updated_at', '<', before).execute();
}

/** A member's signed notes and one person's own drafts, newest service first. */
export async function selectNotes(
  db: Db,
  filter: { readonly memberId: string; readonly authorId: string },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ notes: StoredNote[]; total: number }> {
  const own = notes(db)
    .where('note.member_id', '=', filter.memberId)
    .where((eb) =>
      eb.or([
        eb('note.state', '=', 'signed'),
        eb.and([eb('note.state', '=', 'draft'), eb('note.author_id', '=', filter.authorId)]),
      ]),
    );
  const counted = await db
    .selectFrom('note')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('member_id', '=', filter.memberId)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'signed'),
        eb.and([eb('state', '=', 'draft'), eb('author_id', '=', filter.authorId)]),
      ]),
    )
    .executeTakeFirst();
  const rows = await own
    .orderBy('note.state')
    .orderBy('note.service_on', 'desc')
    .orderBy('note.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { notes: rows.map(toNote), total: Number(counted?.total ?? 0) };
}

/** The signed notes of a worker's day, other than one. */
export async function selectStaffDay(
  db: Db,
  filter: { readonly staffId: string; readonly serviceOn: string; readonly exceptId: string | null },
): Promise<StoredNote[]> {
  const rows = await notes(db)
    .where('note.staff_id', '=', filter.staffId)
    .where('note.service_on', '=', filter.serviceOn)
    .where('note.state', '=', 'signed')
    .where('note.id', '!=', filter.exceptId ?? '')
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('note_strike').select('id').whereRef('note_id', '=', 'note.id'))),
    )
    .execute();
  return rows.map(toNote);
}
