import { z } from 'zod';
import type { PlanLogin } from '#shared/plans/contract.ts';

/**
 * What Hearth logs in to a plan's server with; JSON in `plan.password`, inside the encrypted database.
 *
 * SECURITY: never part of an output schema, never in an error, never in the log.
 */
export const planSecretSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), password: z.string() }),
  z.object({
    kind: z.literal('key'),
    privateKey: z.string(),
    publicKey: z.string(),
    passphrase: z.string().optional(),
  }),
]);

export type PlanSecret = z.infer<typeof planSecretSchema>;

/** What the page may know about a secret. */
export function loginOf(secret: PlanSecret | null | undefined): PlanLogin {
  if (!secret) return { kind: 'none' };
  return secret.kind === 'key' ? { kind: 'key', publicKey: secret.publicKey } : { kind: 'password' };
}
