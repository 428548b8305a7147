import { z } from 'zod';
import { idSchema, instantSchema, lineSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, BILLING, EVERYONE } from '../roles.ts';
import { planProfileSchema } from './profile.ts';

/** A server key's fingerprint as OpenSSH prints it. */
export const fingerprintSchema = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, {
  error: 'A fingerprint is SHA256: and 43 letters, digits, + or /.',
});

/** A plan in a list: what everyone may know. */
export const planRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  shortName: z.string(),
  /** Whether files for it are tests (`T`) or count (`P`). */
  usage: z.enum(['T', 'P']),
  /** The server's name, or null for a plan that takes files by hand. */
  host: z.string().nullable(),
});

/** How Hearth logs in; the password and the private key themselves never leave the backend. */
export const planLoginSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('password') }),
  z.object({ kind: z.literal('key'), publicKey: z.string() }),
]);

/** The server key a person confirmed, and who did. */
export const pinnedHostKeySchema = z.object({
  fingerprint: fingerprintSchema,
  confirmedAt: instantSchema,
  confirmedBy: z.string(),
});

/** How the last connection test ended. */
export const lastTestSchema = z.object({ at: instantSchema, passed: z.boolean(), sentence: z.string() });

/** A plan with its profile, as the Plans page edits it. */
export const planSchema = z.object({
  id: idSchema,
  name: z.string(),
  shortName: z.string(),
  profile: planProfileSchema,
  login: planLoginSchema,
  hostKey: pinnedHostKeySchema.nullable(),
  lastTest: lastTestSchema.nullable(),
  /** The public half of our PGP key for it, armored, with which it encrypts its answers; null when there is none. */
  pgpKey: z.object({ publicKey: z.string(), fingerprint: z.string() }).nullable(),
});

export const plansContract = {
  /** Every plan, by short name. */
  list: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'Names of plans, no member.' } })
    .input(z.strictObject({}).optional())
    .output(z.array(planRowSchema)),
  get: procedure({ roles: BILLING, kind: 'read', audit: { none: 'A plan profile, no member.' } })
    .input(z.strictObject({ id: idSchema }))
    .output(planSchema),
  /** Makes or changes a plan. A new server name or port drops the confirmed host key: it is another server. */
  save: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'plan.save' })
    .input(
      z.strictObject({
        id: idSchema.optional(),
        name: lineSchema.min(1, 'Type the plan’s name.'),
        shortName: lineSchema.min(1, 'Type a short name for lists.').max(40),
        profile: planProfileSchema,
      }),
    )
    .output(z.object({ id: idSchema })),
  /** Stores the password Hearth logs in with; replaces a key. */
  setPassword: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'plan.set_password' })
    .input(z.strictObject({ id: idSchema, password: z.string().min(1, 'Type the password.').max(1000) }))
    .output(z.object({})),
  /** Makes a new login key; replaces a password or an older key. The public half goes to the plan. */
  createKey: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'plan.create_key' })
    .input(
      z.strictObject({
        id: idSchema,
        /** RSA (4096 bits) for a plan whose server takes nothing newer. */
        type: z.enum(['ed25519', 'rsa']).default('ed25519'),
      }),
    )
    .output(z.object({ publicKey: z.string() })),
  /** Asks for a private key file to log in with; null when the dialog was put away. */
  loadLoginKey: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'plan.load_login_key' })
    .input(z.strictObject({ id: idSchema, passphrase: z.string().max(1000).default('') }))
    .output(z.object({ publicKey: z.string() }).nullable()),
  /** Asks for the plan's public PGP key; new files are encrypted for it. */
  loadPgpKey: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'plan.load_pgp_key' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ fingerprint: z.string(), owner: z.string() }).nullable()),
  /** Makes the PGP key with which the plan encrypts its answers for us; what older keys open still opens. */
  createPgpKey: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'plan.create_pgp_key' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ publicKey: z.string(), fingerprint: z.string() })),
  /** Asks for a known_hosts file and pins the key it holds for the plan's server. */
  importKnownHosts: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'plan.import_known_hosts' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ fingerprint: fingerprintSchema }).nullable()),
  /** Pins the key of the plan's server once a person compared the fingerprint. Never replaces a pinned key. */
  confirmHostKey: procedure({ roles: BILLING, kind: 'write', audit: 'plan.confirm_host_key' })
    .input(z.strictObject({ id: idSchema, fingerprint: fingerprintSchema }))
    .output(z.object({})),
  /** Drops the pinned key after the plan said that it changed; the next connection asks again. */
  forgetHostKey: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'plan.forget_host_key' })
    .input(
      z.strictObject({
        id: idSchema,
        reason: lineSchema.min(1, 'Say who at the plan confirmed the change.'),
      }),
    )
    .output(z.object({})),
};

export type PlanRow = z.infer<typeof planRowSchema>;
export type PlanLogin = z.infer<typeof planLoginSchema>;
export type PinnedHostKey = z.infer<typeof pinnedHostKeySchema>;
export type LastTest = z.infer<typeof lastTestSchema>;
export type Plan = z.infer<typeof planSchema>;
