import type { Media } from '#shared/documents/media.ts';

const SIGNATURES: readonly (readonly [Media, readonly (number | null)[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['webp', [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

const LOOKED_AT = 8192;

/**
 * Tells what a file is from its first bytes.
 *
 * Web pages and SVG count as text: they are shown as what is written in them and never drawn, so that nothing in
 * them runs.
 */
export function mediaOf(bytes: Uint8Array): Media {
  for (const [media, signature] of SIGNATURES) {
    if (
      bytes.length >= signature.length &&
      signature.every((byte, at) => byte === null || bytes[at] === byte)
    ) {
      return media;
    }
  }
  return isText(bytes.subarray(0, LOOKED_AT)) ? 'text' : 'other';
}

/** Text has no zero bytes and next to no control characters, and reads as UTF-8. */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  const odd = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length;
  if (odd > 0) return false;
  // The last few bytes may be half a letter.
  const whole = head.length < LOOKED_AT ? head : head.subarray(0, head.length - 4);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(whole, { stream: true });
    return true;
  } catch {
    return false;
  }
}
