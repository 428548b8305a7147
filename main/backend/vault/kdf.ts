import { timingSafeEqual } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';

/**
 * Argon2id parameters, stored with each slot.
 *
 * SECURITY: floor (OWASP: 19 MiB, 2 passes) so that nobody can weaken a slot by editing the file, and a ceiling
 * so that an edited file cannot make unlocking eat the computer.
 */
export const kdfSchema = z.strictObject({
  name: z.literal('argon2id'),
  memoryKib: z.number().int().min(19_456).max(1_048_576),
  passes: z.number().int().min(2).max(16),
  lanes: z.number().int().min(1).max(16),
});
export type Kdf = z.infer<typeof kdfSchema>;

/** The cost of a new slot: about 0.2 s on an office computer. */
export const DEFAULT_KDF: Kdf = { name: 'argon2id', memoryKib: 131_072, passes: 3, lanes: 1 };

/** Derives the 32-byte key of one slot from a passphrase or recovery code; runs on the library's own thread. */
export async function deriveSlotKey(secret: string, salt: Uint8Array, kdf: Kdf): Promise<Buffer> {
  // The library's defaults are Argon2id, version 0x13; the self-test below would notice a change.
  return hashRaw(secret.normalize('NFKC'), {
    memoryCost: kdf.memoryKib,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: 32,
    salt: Buffer.from(salt),
  });
}

/** What OpenSSL's Argon2id gives for the inputs below; the library must agree. */
const KNOWN_ANSWER = '9f4bf6d80e2a03f4a60a9ff34045f55315517f782e68da8226592c630c350ef0';

/**
 * Proves that this computer's Argon2id gives the known answer, before any key depends on it.
 *
 * @throws Error when it does not: a slot written by a wrong implementation could never be opened elsewhere.
 */
export async function assertKdfWorks(): Promise<void> {
  const got = await deriveSlotKey('known answer', Buffer.from('0123456789abcdef'), {
    name: 'argon2id',
    memoryKib: 19_456,
    passes: 2,
    lanes: 1,
  });
  if (!timingSafeEqual(got, Buffer.from(KNOWN_ANSWER, 'hex'))) throw new Error('Argon2id self-test failed.');
}
