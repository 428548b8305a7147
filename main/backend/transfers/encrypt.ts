import { Readable } from 'node:stream';
import { createMessage, encrypt, readKey, type WebStream } from 'openpgp';
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
  return encryptOrHold(plan, async () => {
    const encryptionKeys = await readKey({ armoredKey: publicKey });
    return encrypt({ message, encryptionKeys, format: 'binary', date: now });
  });
}

/**
 * The same for a file of any size: takes and gives it part by part.
 *
 * @throws AppError `HELD` as `encryptFor`, before the first part
 */
export async function* encryptStream(
  publicKey: string,
  parts: AsyncIterable<Uint8Array>,
  plan: string,
  now: Date,
): AsyncGenerator<Uint8Array, void, void> {
  const binary = Readable.toWeb(Readable.from(parts)) as unknown as WebStream<Uint8Array>;
  const encrypted = await encryptOrHold(plan, async () => {
    const encryptionKeys = await readKey({ armoredKey: publicKey });
    return encrypt({ message: await createMessage({ binary }), encryptionKeys, format: 'binary', date: now });
  });
  yield* encrypted as unknown as AsyncIterable<Uint8Array>;
}

async function encryptOrHold<Result>(plan: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    throw new AppError(
      'HELD',
      `${plan}’s PGP key does not encrypt: it has run out, was withdrawn, or is for signing only. Nothing was queued. Ask ${plan} for a new key.`,
    );
  }
}
