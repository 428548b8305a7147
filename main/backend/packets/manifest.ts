import { createHash } from 'node:crypto';
import { type Manifest, manifestSchema } from '#shared/packets/manifest.ts';

// The manifest is written while the file still grows: these stand in for what is known only at its end.
const NO_HASH = '0'.repeat(64);
const LENGTH_ROOM = 12;
const START = '{"hearthPacket":1,';
const END = '\nendstream';

/** A manifest before the file is whole. */
export type ManifestDraft = Omit<Manifest, 'bytes' | 'frame'>;

/** SHA-256 over hashes in order. */
export function contentHash(parts: readonly { readonly sha256: string }[]): string {
  const hash = createHash('sha256');
  for (const { sha256 } of parts) hash.update(sha256, 'ascii');
  return hash.digest('hex');
}

/** Writes a manifest in ASCII on one line, with room for the length and the last hash at its end. */
export function writeManifest(draft: ManifestDraft): string {
  const { hearthPacket: _, ...rest } = draft;
  const text = JSON.stringify({ hearthPacket: 1, ...rest });
  const ascii = text.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${ascii.slice(0, -1)},"bytes":${' '.repeat(LENGTH_ROOM - 1)}0,"frame":"${NO_HASH}"}`;
}

interface Found {
  readonly manifest: Manifest;
  readonly lengthAt: number;
  readonly frameAt: number;
}

/** Finds the manifest in a file's bytes; null when there is none that can be read. */
export function findManifest(bytes: Uint8Array): Found | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = file.lastIndexOf(START, undefined, 'latin1');
  const end = start < 0 ? -1 : file.indexOf(END, start, 'latin1');
  if (end < 0) return null;
  const text = file.toString('latin1', start, end);
  try {
    const manifest = manifestSchema.parse(JSON.parse(text));
    const tail = text.lastIndexOf(',"bytes":');
    if (tail < 0) return null;
    const lengthAt = start + tail + ',"bytes":'.length;
    return { manifest, lengthAt, frameAt: lengthAt + LENGTH_ROOM + ',"frame":"'.length };
  } catch {
    return null;
  }
}

/**
 * Fills in the length of the file and the hash of everything outside of the parts; gives the finished manifest.
 *
 * @param tail the end of the file, from before the manifest on; changed in place
 */
export function sealManifest(
  tail: Uint8Array,
  facts: { readonly length: number; readonly frame: string },
): Manifest {
  const found = findManifest(tail);
  if (!found) throw new Error('The packet was written without its manifest.');
  const file = Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength);
  file.write(String(facts.length).padStart(LENGTH_ROOM, ' '), found.lengthAt, 'latin1');
  file.write(facts.frame, found.frameAt, 'latin1');
  return { ...found.manifest, bytes: facts.length, frame: facts.frame };
}

/** Tells whether everything outside of the parts, the seal itself included, is what was written. */
export function isSealed(bytes: Uint8Array, found: Found): boolean {
  const { manifest, lengthAt, frameAt } = found;
  const text = (from: number, length: number) =>
    Buffer.from(bytes.subarray(from, from + length)).toString('latin1');
  return (
    text(lengthAt, LENGTH_ROOM) === String(manifest.bytes).padStart(LENGTH_ROOM, ' ') &&
    text(frameAt, NO_HASH.length) === manifest.frame &&
    frameHash(bytes, found) === manifest.frame
  );
}

/** SHA-256 over every byte that belongs to no part, as it was before the seal. */
function frameHash(bytes: Uint8Array, { manifest, lengthAt, frameAt }: Found): string {
  const hash = createHash('sha256');
  let at = 0;
  const take = (to: number) => {
    if (to > at) hash.update(bytes.subarray(at, to));
    at = Math.max(at, to);
  };
  const holes = [
    ...manifest.parts.map(({ from, to }) => ({ from, to, instead: '' })),
    { from: lengthAt, to: lengthAt + LENGTH_ROOM, instead: `${' '.repeat(LENGTH_ROOM - 1)}0` },
    { from: frameAt, to: frameAt + NO_HASH.length, instead: NO_HASH },
  ].toSorted((a, b) => a.from - b.from);
  for (const hole of holes) {
    take(hole.from);
    hash.update(hole.instead, 'latin1');
    at = Math.max(at, hole.to);
  }
  take(bytes.byteLength);
  return hash.digest('hex');
}

/** SHA-256 of bytes, hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
