import { createMessage, encrypt, readKey } from 'openpgp';
import { AppError } from '#shared/errors.ts';

/**
 * Encrypts a file so that only the holder of the plan's private key can read it.
 *
 * The result differs at every call: what is sent is kept, and sent again as it was.
 *
 * @throws AppError `HELD` when the key has run out, was withdrawn or cannot encrypt
 */
export async function encryptFor(
  publicKey: string,
  bytes: Uint8Array,
  plan: string,
  now: Date,
): Promise<Uint8Array> {
  const message = await createMessage({ binary: bytes });
  try {
    const encryptionKeys = await readKey({ armoredKey: publicKey });
    return await encrypt({ message, encryptionKeys, format: 'binary', date: now });
  } catch {
    throw new AppError(
      'HELD',
      `${plan}’s PGP key does not encrypt: it has run out, was withdrawn, or is for signing only. Nothing was queued. Ask ${plan} for a new key.`,
    );
  }
}
