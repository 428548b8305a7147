import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base32: no I, L, O or U, so that a handwritten code reads back. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 20;
const GROUP = 4;

/** Groups in a recovery code: 160 random bits and 20 bits of checksum, four characters each. */
export const RECOVERY_GROUPS = 9;

function encodeBase32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const length = Math.ceil((bytes.length * 8) / 5);
  bits <<= BigInt(length * 5 - bytes.length * 8);
  let text = '';
  for (let index = length - 1; index >= 0; index -= 1) {
    text += ALPHABET[Number((bits >> BigInt(index * 5)) & 31n)];
  }
  return text;
}

function checksumOf(body: string): string {
  return encodeBase32(createHash('sha256').update(`hearth recovery ${body}`).digest().subarray(0, 5)).slice(
    0,
    4,
  );
}

/** Makes a recovery code: 160 random bits in groups of four with a checksum, for example `7K2M-…`. */
export function createRecoveryCode(): string {
  const body = encodeBase32(randomBytes(SECRET_BYTES));
  const text = body + checksumOf(body);
  return (text.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** Reads a typed code: any case, spaces or hyphens, and the letters people mix up (O→0, I and L→1). */
export function normalizeRecoveryCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');
}

/** Tells whether a typed code is complete and its checksum fits: a mistyped letter is found before any key is tried. */
export function isRecoveryCodeWhole(typed: string): boolean {
  const text = normalizeRecoveryCode(typed);
  if (text.length !== RECOVERY_GROUPS * GROUP) return false;
  const body = text.slice(0, -4);
  return checksumOf(body) === text.slice(-4);
}
