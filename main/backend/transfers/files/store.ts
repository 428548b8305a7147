import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

interface Stamp {
  readonly at: string;
  readonly by: string;
}

/** Begins a file whose pieces follow; nobody sees it before it is finished. */
export async function insertFile(db: Kysely<Database>, id: string, stamp: Stamp): Promise<void> {
  await db
    .insertInto('transfer_file')
    .values({ id, bytes: null, sha256: null, created_at: stamp.at, created_by: stamp.by })
    .execute();
}

export async function insertPiece(
  db: Kysely<Database>,
  fileId: string,
  number: number,
  content: Uint8Array,
): Promise<void> {
  await db.insertInto('transfer_file_piece').values({ file_id: fileId, number, content }).execute();
}

/** Says that the last piece is kept. */
export async function updateFileWhole(
  db: Kysely<Database>,
  id: string,
  whole: { readonly bytes: number; readonly sha256: string },
): Promise<void> {
  await db.updateTable('transfer_file').set(whole).where('id', '=', id).execute();
}

export async function selectPiece(
  db: Kysely<Database>,
  fileId: string,
  number: number,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('transfer_file_piece')
    .select('content')
    .where('file_id', '=', fileId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.content;
}

/** Removes some of a file's pieces, the last ones first, and the file with its last piece; false once it is gone. */
export async function deleteSomePieces(db: Kysely<Database>, id: string, most: number): Promise<boolean> {
  const numbers = await db
    .selectFrom('transfer_file_piece')
    .select('number')
    .where('file_id', '=', id)
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
  const last = numbers.at(-1);
  if (!last) {
    await db.deleteFrom('transfer_file').where('id', '=', id).execute();
    return false;
  }
  await db
    .deleteFrom('transfer_file_piece')
    .where('file_id', '=', id)
    .where('number', '>=', last.number)
    .execute();
  return true;
}

/** Files that nothing refers to and that were begun before this instant: a crash cut their keeping off. */
export async function selectForgottenFiles(db: Kysely<Database>, before: string): Promise<string[]> {
  const rows = await db
    .selectFrom('transfer_file')
    .select('id')
    .where('created_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('transfer').select('transfer.id').whereRef('transfer.file_id', '=', 'transfer_file.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('received').select('received.id').whereRef('received.file_id', '=', 'transfer_file.id'),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
