import type { Kysely } from 'kysely';
import { documentCategorySchema, documentSchema, type StoredDocument } from '#shared/documents/contract.ts';
import { displayName } from '#shared/members/member.ts';
import type { Database, NewRow } from '../db/schema.ts';
import { findDocumentIds, findOrNearby } from '../db/search.ts';

type Db = Kysely<Database>;

function select(db: Db) {
  return db
    .selectFrom('document')
    .leftJoin('user as author', 'author.id', 'document.created_by')
    .leftJoin('user as retirer', 'retirer.id', 'document.retired_by')
    .selectAll('document')
    .select(['author.name as author', 'retirer.name as retirer']);
}

type DocumentRow = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

function toDocument(row: DocumentRow): StoredDocument {
  return {
    id: row.id,
    memberId: row.member_id,
    title: row.title,
    name: row.name,
    category: documentCategorySchema.parse(row.category),
    media: documentSchema.shape.media.parse(row.media),
    bytes: row.bytes,
    sha256: row.sha256,
    documentOn: row.document_on,
    addedAt: row.created_at,
    addedBy: row.author ?? '',
    retired:
      row.state === 'retired' && row.retired_at
        ? { at: row.retired_at, by: row.retirer ?? '', reason: row.retired_reason ?? '' }
        : null,
  };
}

/** A member's documents, the newest first, retired ones last. */
export async function findDocuments(db: Db, memberId: string): Promise<StoredDocument[]> {
  const rows = await select(db)
    .where('document.member_id', '=', memberId)
    .orderBy('document.state')
    .orderBy('document.created_at', 'desc')
    .orderBy('document.id', 'desc')
    .execute();
  return rows.map(toDocument);
}

/** One document, or undefined. */
export async function findDocument(db: Db, id: string): Promise<StoredDocument | undefined> {
  const row = await select(db).where('document.id', '=', id).executeTakeFirst();
  return row ? toDocument(row) : undefined;
}

/** The document of a member with these very bytes that is on the chart, or undefined. */
export async function findSame(
  db: Db,
  memberId: string,
  sha256: string,
): Promise<StoredDocument | undefined> {
  const row = await select(db)
    .where('document.member_id', '=', memberId)
    .where('document.sha256', '=', sha256)
    .where('document.state', '=', 'kept')
    .executeTakeFirst();
  return row ? toDocument(row) : undefined;
}

/** Kept documents whose title or name holds every word. */
export async function findByWords(db: Db, words: readonly string[], limit: number) {
  // Retired ones are passed over below, so a few more are asked for.
  const { rows: ids } = await findOrNearby(db, 'documents', words, (terms) =>
    findDocumentIds(db, terms, limit * 5),
  );
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('document')
    .innerJoin('member', 'member.id', 'document.member_id')
    .select([
      'document.id',
      'document.title',
      'document.member_id',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
    ])
    .where('document.id', 'in', ids)
    .where('document.state', '=', 'kept')
    .orderBy('document.created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    memberName: displayName(row.first_name, row.middle_name, row.last_name),
    title: row.title,
  }));
}

export async function insertDocument(db: Db, row: NewRow<'document'>): Promise<void> {
  await db.insertInto('document').values(row).execute();
}

export async function insertChunk(db: Db, row: NewRow<'document_chunk'>): Promise<void> {
  await db.insertInto('document_chunk').values(row).execute();
}

/** The chunks of a document in order, from the first; `most` stops after so many. */
export async function findChunks(db: Db, id: string, most?: number): Promise<Uint8Array[]> {
  let query = db.selectFrom('document_chunk').select('content').where('document_id', '=', id).orderBy('seq');
  if (most !== undefined) query = query.limit(most);
  return (await query.execute()).map(({ content }) => content);
}

/** Changes what people wrote about a document; its content never changes. */
export async function updateDocument(
  db: Db,
  id: string,
  changes: Partial<
    Pick<
      NewRow<'document'>,
      'title' | 'category' | 'document_on' | 'state' | 'retired_at' | 'retired_by' | 'retired_reason'
    >
  >,
): Promise<void> {
  await db.updateTable('document').set(changes).where('id', '=', id).execute();
}
