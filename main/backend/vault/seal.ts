import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';

const hex = (bytes: number) =>
  z
    .string()
    .length(bytes * 2)
    .regex(/^[0-9a-f]+$/);

/** 32 bytes that only the holder of a private key can read: X25519, HKDF-SHA-256, AES-256-GCM. */
export const sealedSchema = z.strictObject({
  ephemeral: hex(32),
  nonce: hex(12),
  /** The bytes with the authentication tag behind them. */
  box: hex(48),
});
export type Sealed = z.infer<typeof sealedSchema>;
export const publicKeySchema = hex(32);

/** An X25519 pair as raw bytes: the public half as hex, for the key file. */
export function createPair(): { readonly publicKey: string; readonly privateKey: Buffer } {
  const jwk = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(jwk.x ?? '', 'base64url').toString('hex'),
    privateKey: Buffer.from(jwk.d ?? '', 'base64url'),
  };
}

/** The raw public key of a PEM text, as hex. */
export function publicKeyOf(pem: string): string {
  return Buffer.from(createPublicKey(pem).export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
}

/** Seals 32 bytes to a public key; `bound` must be the same when they are opened. */
export function seal(secret: Uint8Array, publicKey: string, bound: Uint8Array): Sealed {
  const { publicKey: ephemeral, privateKey } = generateKeyPairSync('x25519');
  const ephemeralHex = Buffer.from(ephemeral.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  const key = agree(privateKey, publicKey, ephemeralHex, publicKey);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound);
  const box = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  key.fill(0);
  return { ephemeral: ephemeralHex, nonce: nonce.toString('hex'), box: box.toString('hex') };
}

/** Opens what was sealed; `null` when the key is another one or anything was changed. */
export function unseal(
  sealed: Sealed,
  privateKey: KeyObject,
  publicKey: string,
  bound: Uint8Array,
): Buffer | null {
  try {
    const key = agree(privateKey, sealed.ephemeral, sealed.ephemeral, publicKey);
    const box = Buffer.from(sealed.box, 'hex');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'hex'));
    decipher.setAAD(bound);
    decipher.setAuthTag(box.subarray(32));
    const secret = Buffer.concat([decipher.update(box.subarray(0, 32)), decipher.final()]);
    key.fill(0);
    return secret;
  } catch {
    return null;
  }
}

/** A private key from its raw 32 bytes. */
export function privateKeyOf(raw: Uint8Array): KeyObject {
  // The fixed beginning of every PKCS #8 X25519 key.
  const head = Buffer.from('302e020100300506032b656e04220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([head, raw]), format: 'der', type: 'pkcs8' });
}

/** The key both sides reach; bound to both public halves, so that neither can be swapped. */
function agree(own: KeyObject, other: string, ephemeral: string, recipient: string): Buffer {
  const x = Buffer.from(other, 'hex').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  const shared = diffieHellman({ privateKey: own, publicKey });
  const salt = Buffer.from(ephemeral + recipient, 'hex');
  const key = Buffer.from(hkdfSync('sha256', shared, salt, 'hearth seal v1', 32));
  shared.fill(0);
  return key;
}
