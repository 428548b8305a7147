import { createHash } from 'node:crypto';
import type { CallContext } from '../../context.ts';
import { PIECE_BYTES } from '../byte-source.ts';
import { type FileKeeper, fileKeeper, type KeptFile, removeFile } from '../files/kept-file.ts';

/** Up to this size a received file stands in its own row; a larger one is kept in pieces. */
const ONE_ROW_BYTES = 8 * PIECE_BYTES;
/** How much of the beginning is looked at to say what a file is. */
const HEAD_BYTES = 4 * PIECE_BYTES;

/** A received file: its bytes in memory, or the pieces in which it is kept already. */
export interface ArrivedBytes {
  readonly bytes: number;
  readonly sha256: string;
  /** The beginning: enough to say what it is. */
  readonly head: Uint8Array;
  /** The whole of a small file; null for one that is kept in pieces. */
  readonly content: Uint8Array | null;
  readonly file: KeptFile | null;
}

/** Takes a file as it comes over the line, piece by piece. */
interface Intake {
  add(piece: Buffer): Promise<void>;
  finish(): Promise<ArrivedBytes>;
  drop(): Promise<void>;
}

/** Takes a file of any size with a few megabytes of memory. */
export function receivedIntake(context: CallContext): Intake {
  const hash = createHash('sha256');
  let waiting: Buffer[] = [];
  let head: Buffer[] = [];
  let bytes = 0;
  let keeper: FileKeeper | null = null;
  return {
    add: async (piece) => {
      hash.update(piece);
      if (bytes < HEAD_BYTES) head = [...head, piece];
      bytes += piece.length;
      if (!keeper && bytes <= ONE_ROW_BYTES) {
        waiting.push(piece);
        return;
      }
      keeper ??= await fileKeeper(context);
      for (const one of waiting) await keeper.add(one);
      waiting = [];
      await keeper.add(piece);
    },
    finish: async () => {
      const shared = { bytes, sha256: hash.digest('hex'), head: Buffer.concat(head) };
      if (keeper) return { ...shared, content: null, file: await keeper.finish() };
      return { ...shared, content: Buffer.concat(waiting), file: null };
    },
    drop: async () => {
      await keeper?.drop();
    },
  };
}

/** A file that is in memory as a whole. */
export function arrivedInMemory(content: Uint8Array): ArrivedBytes {
  return {
    bytes: content.byteLength,
    sha256: createHash('sha256').update(content).digest('hex'),
    head: content.subarray(0, HEAD_BYTES),
    content,
    file: null,
  };
}

/** Clears the pieces of a file that came before. */
export async function forget(context: CallContext, { file }: ArrivedBytes): Promise<void> {
  if (file) await removeFile(context, file.id);
}
