import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { DEFAULT_KDF, deriveSlotKey, type Kdf, kdfSchema } from './kdf.ts';
import {
  createPair,
  privateKeyOf,
  publicKeyOf,
  publicKeySchema,
  seal,
  sealedSchema,
  unseal,
} from './seal.ts';

const hexSchema = z.string().regex(/^[0-9a-f]+$/);
const macSchema = hexSchema.length(64);

/**
 * A slot that a secret opens: a passphrase, the printed code, or what this computer's key store keeps.
 *
 * The secret unwraps the slot's private key, and that opens the sealed data key. So a new data key can be put into
 * every slot without knowing anyone's passphrase. A slot of the first format wraps the data key itself; it is made
 * anew at the next unlock.
 */
const secretSlotSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['passphrase', 'recovery', 'device']),
  userId: z.uuid().nullable(),
  kdf: kdfSchema,
  salt: hexSchema.length(32),
  nonce: hexSchema.length(24),
  /** The private key (first format: the data key) under this slot's key, with the authentication tag behind it. */
  wrapped: hexSchema.length(96),
  publicKey: publicKeySchema.optional(),
  sealed: sealedSchema.optional(),
  /** Proves that somebody with the data key made the public key: a new data key is sealed to no other. */
  mac: macSchema.optional(),
  createdAt: z.iso.datetime(),
});
export type SecretSlot = z.infer<typeof secretSlotSchema>;

/** The slot of the organization's public key, whose private half is kept offline. */
const escrowSlotSchema = z.strictObject({
  id: z.uuid(),
  kind: z.literal('escrow'),
  userId: z.null(),
  publicKey: publicKeySchema,
  sealed: sealedSchema,
  mac: macSchema,
  createdAt: z.iso.datetime(),
});
export type EscrowSlot = z.infer<typeof escrowSlotSchema>;

export const slotSchema = z.discriminatedUnion('kind', [secretSlotSchema, escrowSlotSchema]);
export type Slot = z.infer<typeof slotSchema>;

type Identity = Pick<SecretSlot, 'id' | 'kind' | 'userId' | 'kdf' | 'publicKey'>;

/** What binds a slot: swapping slots, lowering parameters or changing the user breaks the authentication tag. */
function boundTo(vaultId: string, slot: Identity | Omit<EscrowSlot, 'sealed' | 'mac' | 'createdAt'>): Buffer {
  const { id, kind, userId } = slot;
  if (kind === 'escrow') return Buffer.from(JSON.stringify([2, vaultId, id, kind, userId, slot.publicKey]));
  const { kdf, publicKey } = slot;
  const parts = [vaultId, id, kind, userId, kdf.name, kdf.memoryKib, kdf.passes, kdf.lanes];
  return Buffer.from(JSON.stringify(publicKey === undefined ? [1, ...parts] : [2, ...parts, publicKey]));
}

function macOf(dataKey: Uint8Array, vaultId: string, bound: Uint8Array): string {
  const key = Buffer.from(hkdfSync('sha256', dataKey, Buffer.from(vaultId), 'hearth slots v1', 32));
  const mac = createHmac('sha256', key).update(bound).digest('hex');
  key.fill(0);
  return mac;
}

/** Makes a slot for a passphrase, a recovery code or a secret of this computer's key store. */
export async function createSlot(
  vaultId: string,
  kind: SecretSlot['kind'],
  userId: string | null,
  secret: string,
  dataKey: Uint8Array,
  kdf: Kdf = DEFAULT_KDF,
): Promise<SecretSlot> {
  const { publicKey, privateKey } = createPair();
  const identity = { id: newId(), kind, userId, kdf, publicKey };
  const bound = boundTo(vaultId, identity);
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const slotKey = await deriveSlotKey(secret, salt, kdf);
  const cipher = createCipheriv('aes-256-gcm', slotKey, nonce);
  cipher.setAAD(bound);
  const wrapped = Buffer.concat([cipher.update(privateKey), cipher.final(), cipher.getAuthTag()]);
  slotKey.fill(0);
  privateKey.fill(0);
  return {
    ...identity,
    salt: salt.toString('hex'),
    nonce: nonce.toString('hex'),
    wrapped: wrapped.toString('hex'),
    sealed: seal(dataKey, publicKey, bound),
    mac: macOf(dataKey, vaultId, bound),
    createdAt: new Date().toISOString(),
  };
}

/** Makes the slot that the organization's private key opens. */
export function createEscrowSlot(vaultId: string, publicKeyPem: string, dataKey: Uint8Array): EscrowSlot {
  const identity = {
    id: newId(),
    kind: 'escrow' as const,
    userId: null,
    publicKey: publicKeyOf(publicKeyPem),
  };
  const bound = boundTo(vaultId, identity);
  return {
    ...identity,
    sealed: seal(dataKey, identity.publicKey, bound),
    mac: macOf(dataKey, vaultId, bound),
    createdAt: new Date().toISOString(),
  };
}

/** Opens a slot; `null` when the secret is not the one it was made with, or the slot was tampered with. */
export async function openSlot(vaultId: string, slot: Slot, secret: string): Promise<Buffer | null> {
  if (slot.kind === 'escrow') return null;
  const bound = boundTo(vaultId, slot);
  const slotKey = await deriveSlotKey(secret, Buffer.from(slot.salt, 'hex'), slot.kdf);
  const wrapped = Buffer.from(slot.wrapped, 'hex');
  const decipher = createDecipheriv('aes-256-gcm', slotKey, Buffer.from(slot.nonce, 'hex'));
  decipher.setAAD(bound);
  decipher.setAuthTag(wrapped.subarray(32));
  try {
    const opened = Buffer.concat([decipher.update(wrapped.subarray(0, 32)), decipher.final()]);
    if (slot.publicKey === undefined || slot.sealed === undefined) return opened;
    const dataKey = unseal(slot.sealed, privateKeyOf(opened), slot.publicKey, bound);
    opened.fill(0);
    return dataKey;
  } catch {
    return null;
  } finally {
    slotKey.fill(0);
  }
}

/** Opens the escrow slot with the organization's private key. */
export function openEscrowSlot(vaultId: string, slot: EscrowSlot, privateKey: KeyObject): Buffer | null {
  return unseal(slot.sealed, privateKey, slot.publicKey, boundTo(vaultId, slot));
}

/**
 * Puts a new data key into a slot, without its secret.
 *
 * @returns `null` for a slot of the first format, or one whose public key nobody with the old data key made.
 */
export function resealSlot(
  vaultId: string,
  slot: Slot,
  dataKey: { readonly old: Uint8Array; readonly next: Uint8Array },
): Slot | null {
  if (slot.publicKey === undefined || slot.mac === undefined) return null;
  const bound = boundTo(vaultId, slot);
  const expected = Buffer.from(macOf(dataKey.old, vaultId, bound), 'hex');
  // SECURITY: otherwise whoever can write the key file could have the new data key sealed to a key of their own.
  if (!timingSafeEqual(Buffer.from(slot.mac, 'hex'), expected)) return null;
  return {
    ...slot,
    sealed: seal(dataKey.next, slot.publicKey, bound),
    mac: macOf(dataKey.next, vaultId, bound),
  };
}

/** Tells whether a slot is weaker than one made today: of the first format, or with cheaper parameters. */
export function isSlotOutdated(slot: SecretSlot, kdf: Kdf = DEFAULT_KDF): boolean {
  return slot.publicKey === undefined || slot.kdf.memoryKib < kdf.memoryKib || slot.kdf.passes < kdf.passes;
}
