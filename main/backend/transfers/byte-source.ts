/** The size of one piece in which large files are kept and read: 1 MB. */
export const PIECE_BYTES = 1024 * 1024;

/** Bytes that are read piece by piece, so that a file of any size needs only a little memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `offset` on, exactly `length` of them. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** A source over bytes that are in memory already. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: data.length, read: async (offset, length) => data.subarray(offset, offset + length) };
}
