import { FRAME_TITLE, type Manifest } from '#shared/packets/manifest.ts';
import { findManifest, isSealed, sha256Of } from './manifest.ts';

/** A part of a file beside what the manifest says of it. */
export interface CheckedPart {
  readonly title: string;
  readonly firstPage: number | null;
  readonly pages: number;
  readonly state: 'same' | 'changed';
}

/**
 * Compares a file's bytes with a manifest, part by part.
 *
 * A part is the same when its bytes stand where they were written, counted from the start or, for a file that grew
 * or shrank before it, from the end. What is outside of every part is checked as one.
 */
export function checkParts(bytes: Uint8Array, manifest: Manifest): readonly CheckedPart[] {
  const shift = bytes.byteLength - manifest.bytes;
  const same = (from: number, to: number, sha256: string) =>
    from >= 0 && to <= bytes.byteLength && sha256Of(bytes.subarray(from, to)) === sha256;
  const parts = manifest.parts.map(
    ({ title, firstPage, pages, from, to, sha256 }): CheckedPart => ({
      title,
      firstPage,
      pages,
      state: same(from, to, sha256) || same(from + shift, to + shift, sha256) ? 'same' : 'changed',
    }),
  );
  const found = findManifest(bytes);
  const frame = found !== null && shift === 0 && isSealed(bytes, { ...found, manifest });
  return [...parts, { title: FRAME_TITLE, firstPage: null, pages: 0, state: frame ? 'same' : 'changed' }];
}
