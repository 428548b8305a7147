import { decrypt, generateKey, readMessage, readPrivateKey } from 'openpgp';
import { z } from 'zod';
import type { CallContext } from '../context.ts';
import { getAgency } from '../settings/agency.ts';
import { getPlan } from './plans.ts';
import { selectPgpSecret, updatePgpSecret } from './store.ts';

/**
 * Our own PGP key for one plan; JSON in `plan.pgp_secret`, inside the encrypted database.
 *
 * SECURITY: the private half is never part of an output, an error or the log.
 */
const pgpSecretSchema = z.object({
  privateKey: z.string(),
  publicKey: z.string(),
  fingerprint: z.string(),
  /** Keys that were replaced: what a plan encrypted before it took the new one still opens. */
  earlier: z.array(z.string()).default([]),
});

/** The public half of our PGP key for a plan; null when there is none. */
export async function ourPgpKey(
  context: CallContext,
  planId: string,
): Promise<{ publicKey: string; fingerprint: string } | null> {
  const secret = await readSecret(context, planId);
  return secret && { publicKey: secret.publicKey, fingerprint: secret.fingerprint };
}

async function readSecret(context: CallContext, planId: string) {
  const text = await selectPgpSecret(context.db, planId);
  return text === null ? null : pgpSecretSchema.parse(JSON.parse(text));
}

/** Makes a PGP key with which the plan encrypts its answers; its public half goes to the plan. */
export async function createPgpKey(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ publicKey: string; fingerprint: string }> {
  const plan = await getPlan(context, input.id);
  const agency = await getAgency(context);
  const before = await readSecret(context, input.id);
  const pair = await generateKey({
    type: 'curve25519',
    userIDs: [{ name: `${agency.name} for ${plan.shortName}`, comment: context.today() }],
    date: new Date(context.now()),
    format: 'armored',
  });
  const key = await readPrivateKey({ armoredKey: pair.privateKey });
  const fingerprint = key.getFingerprint().toUpperCase();
  const earlier = before ? [before.privateKey, ...before.earlier].slice(0, 5) : [];
  await updatePgpSecret(
    context.db,
    plan.id,
    JSON.stringify({ privateKey: pair.privateKey, publicKey: pair.publicKey, fingerprint, earlier }),
  );
  context.about({ entityId: plan.id, detail: { fingerprint } });
  return { publicKey: pair.publicKey, fingerprint };
}

/** Opens what a plan encrypted for us; null when none of our keys does, or when it was changed on its way. */
export async function decryptForPlan(
  context: CallContext,
  planId: string,
  bytes: Uint8Array,
): Promise<Uint8Array | null> {
  const secret = await readSecret(context, planId);
  if (!secret) return null;
  const keys = [secret.privateKey, ...secret.earlier];
  const decryptionKeys = await Promise.all(keys.map((armoredKey) => readPrivateKey({ armoredKey })));
  const armored = Buffer.from(bytes.subarray(0, 64)).toString('latin1').trimStart().startsWith('-----BEGIN');
  try {
    const message = armored
      ? await readMessage({ armoredMessage: Buffer.from(bytes).toString('latin1') })
      : await readMessage({ binaryMessage: Uint8Array.from(bytes) });
    const { data } = await decrypt({ message, decryptionKeys, format: 'binary' });
    return data as Uint8Array;
  } catch {
    return null;
  }
}
