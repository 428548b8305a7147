/** The size of one piece in which large files are kept and read: 1 MB. */
export const PIECE_BYTES = 1024 * 1024;

/** Bytes that are read piece by piece, so that a file of any size needs only a little memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `offset` on, exactly `length` of them, in memory of their own: whoever reads them may give it away. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** A source over bytes that are in memory already. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: data.length, read: async (offset, length) => ownCopy(data, offset, offset + length) };
}

/** How many pieces stay in memory: requests overtake each other by a few megabytes, not more. */
const PIECES_IN_MEMORY = 8;

/**
 * A source whose bytes come in pieces of `PIECE_BYTES`, the last one smaller; each is loaded once while it is needed.
 *
 * @param load gives the piece of this number, beginning with 0.
 */
export function pieceSource(size: number, load: (number: number) => Promise<Buffer>): ByteSource {
  const recent = new Map<number, Promise<Buffer>>();
  const pieceOf = (number: number): Promise<Buffer> => {
    const known = recent.get(number);
    if (known) return known;
    const loaded = load(number);
    recent.set(number, loaded);
    const [oldest] = recent.keys();
    if (recent.size > PIECES_IN_MEMORY && oldest !== undefined) recent.delete(oldest);
    return loaded;
  };
  return {
    size,
    read: async (offset, length) => {
      const first = Math.floor(offset / PIECE_BYTES);
      // One whole piece, as most are read: nobody else asks for it, so it is neither kept nor copied.
      const end = Math.min(offset + length, size);
      if (offset % PIECE_BYTES === 0 && end === Math.min((first + 1) * PIECE_BYTES, size)) return load(first);
      const last = Math.floor((offset + Math.max(length, 1) - 1) / PIECE_BYTES);
      const parts: Buffer[] = [];
      for (let number = first; number <= last; number += 1) {
        const piece = await pieceOf(number);
        const from = Math.max(0, offset - number * PIECE_BYTES);
        parts.push(piece.subarray(from, Math.min(piece.length, offset + length - number * PIECE_BYTES)));
      }
      const [only] = parts;
      return parts.length === 1 && only ? ownCopy(only, 0, only.length) : Buffer.concat(parts);
    },
  };
}

function ownCopy(bytes: Buffer, from: number, to: number): Buffer {
  const copy = Buffer.allocUnsafeSlow(to - from);
  bytes.copy(copy, 0, from, to);
  return copy;
}
