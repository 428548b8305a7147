import { createHash } from 'node:crypto';
import type { CallContext } from '../../context.ts';
import { type ByteSource, PIECE_BYTES, pieceSource } from '../byte-source.ts';
import {
  deleteSomePieces,
  insertFile,
  insertPiece,
  selectForgottenFiles,
  selectPiece,
  updateFileWhole,
} from './store.ts';

/** A file kept in pieces in the encrypted workspace. */
export interface KeptFile {
  readonly id: string;
  readonly bytes: number;
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
}

const DAY = 24 * 3_600_000;

/** Takes a file piece by piece; nobody sees it before `finish`. */
export interface FileKeeper {
  add(piece: Uint8Array): Promise<void>;
  finish(): Promise<KeptFile>;
  /** Removes what was kept so far. */
  drop(): Promise<void>;
}

/**
 * Begins to keep a file of any size in the encrypted workspace.
 *
 * Each piece is a short transaction of its own, so that everybody else's writes go on meanwhile; until something
 * refers to the file, a crash leaves only pieces that a later call clears away.
 */
export async function fileKeeper(context: CallContext): Promise<FileKeeper> {
  const id = context.newId();
  const yesterday = new Date(Date.parse(context.now()) - DAY).toISOString();
  for (const forgotten of await selectForgottenFiles(context.db, yesterday)) {
    await removeFile(context, forgotten);
  }
  await context.write((inside) => insertFile(inside.db, id, { at: inside.now(), by: inside.user.id }));
  const hash = createHash('sha256');
  let bytes = 0;
  let number = 0;
  return {
    add: async (piece) => {
      context.signal?.throwIfAborted();
      // Reading a piece by its number needs all but the last to be whole.
      if (bytes !== number * PIECE_BYTES) throw new Error('A piece follows one that was not whole');
      hash.update(piece);
      bytes += piece.byteLength;
      await context.write((inside) => insertPiece(inside.db, id, number, Uint8Array.from(piece)));
      number += 1;
    },
    finish: async () => {
      const sha256 = hash.digest('hex');
      await context.write((inside) => updateFileWhole(inside.db, id, { bytes, sha256 }));
      return { id, bytes, sha256 };
    },
    drop: () => removeFile(context, id),
  };
}

/** Keeps a file from parts of any size, in their order. */
export async function keepFile(context: CallContext, parts: AsyncIterable<Uint8Array>): Promise<KeptFile> {
  const keeper = await fileKeeper(context);
  try {
    for await (const piece of inPieces(parts)) await keeper.add(piece);
    return await keeper.finish();
  } catch (error) {
    await keeper.drop().catch(() => undefined);
    throw error;
  }
}

const PIECES_REMOVED_AT_ONCE = 32;

/** Removes a kept file that nothing refers to, a few pieces at a time, so that nobody waits for it. */
export async function removeFile(context: CallContext, id: string): Promise<void> {
  while (await context.write((inside) => deleteSomePieces(inside.db, id, PIECES_REMOVED_AT_ONCE)));
}

/** Cuts or joins parts into pieces of one size; the last one may be smaller. */
async function* inPieces(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let filled = 0;
  for await (const part of parts) {
    for (let at = 0; at < part.byteLength; ) {
      const taken = Math.min(part.byteLength - at, PIECE_BYTES - filled);
      piece.set(part.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled === PIECE_BYTES) {
        yield piece;
        filled = 0;
      }
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** Reads a kept file piece by piece: a gigabyte needs a few megabytes of memory. */
export function keptSource(
  context: CallContext,
  file: { readonly id: string; readonly bytes: number },
): ByteSource {
  return pieceSource(file.bytes, async (number) => {
    const content = await selectPiece(context.db, file.id, number);
    if (!content) throw new Error('A piece of a kept file is missing');
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  });
}

/** The whole of a source in memory; for files that are known to be small enough. */
export async function wholeOf(source: ByteSource): Promise<Buffer> {
  return source.read(0, source.size);
}

/** The bytes of a source in their order. */
export async function* piecesOf(source: ByteSource): AsyncGenerator<Buffer, void, void> {
  for (let at = 0; at < source.size; at += PIECE_BYTES) {
    yield await source.read(at, Math.min(PIECE_BYTES, source.size - at));
  }
}
