import { z } from 'zod';
import { dateSchema, idSchema, lineSchema, npiSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, EVERYONE, ROLES } from '../roles.ts';
import { MIN_PASSPHRASE } from '../vault/passphrase.ts';

/** What a member of staff may do by license, from a day on; decides codes and stands in the 837P. */
export const credentialSchema = z.object({
  /** Such as RN, LCSW, CHW; empty where there is none. */
  credential: z.string(),
  /** Licensed or registered staff; decides which procedure code fits. */
  clinical: z.boolean(),
  npi: z.string().nullable(),
  taxonomy: z.string().nullable(),
});
export type Credential = z.infer<typeof credentialSchema>;

/** A member of staff; those who may unlock have a slot in the key file too. */
export const staffSchema = credentialSchema.extend({
  id: idSchema,
  name: z.string(),
  role: z.enum(ROLES),
  active: z.boolean(),
  canUnlock: z.boolean(),
  /** Left the agency: cannot come back under this account, and stays named in what they signed. */
  removed: z.boolean(),
});
export type Staff = z.infer<typeof staffSchema>;

const taxonomySchema = z
  .string()
  .trim()
  .regex(/^[0-9A-Z]{10}$/, 'A taxonomy code has 10 letters and digits, such as 163W00000X.')
  .nullable()
  .default(null);

const credentialInput = {
  credential: lineSchema.default(''),
  clinical: z.boolean(),
  npi: npiSchema.nullable().default(null),
};

const newPassphraseSchema = z
  .string()
  .min(MIN_PASSPHRASE, `A passphrase needs at least ${MIN_PASSPHRASE} characters.`)
  .max(500);
/** The passphrase of the administrator who asks: what touches keys and users is confirmed with it. */
const ownPassphrase = z.string().max(500);

/** The person chose and typed it, so that nobody else knows it; otherwise they choose another at their next unlock. */
const typedByThem = z.boolean().default(false);

export const usersContract = {
  list: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'Names of staff only.' } })
    .input(z.strictObject({}).optional())
    .output(z.array(staffSchema)),
  /** Adds a member of staff who is named in notes; without a passphrase they cannot unlock. */
  add: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'users.add' })
    .input(
      z.strictObject({
        name: lineSchema.min(1, 'The name is missing.'),
        role: z.enum(ROLES),
        ...credentialInput,
        taxonomy: lineSchema.nullable().default(null),
      }),
    )
    .output(staffSchema),
  /** What somebody held and from when, newest first; the last one has no date and holds for all days before. */
  credentials: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'Credentials of staff.' } })
    .input(z.strictObject({ userId: idSchema }))
    .output(z.array(credentialSchema.extend({ from: dateSchema.nullable() }))),
  /** Records a credential from a day on; services before that day keep the one of their day. */
  setCredential: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'users.set_credential' })
    .input(
      z.strictObject({
        userId: idSchema,
        from: dateSchema,
        ...credentialInput,
        taxonomy: taxonomySchema,
      }),
    )
    .output(staffSchema),
  /** Gives a member of staff a first passphrase, so that they can unlock. */
  allowUnlock: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'users.allow_unlock' })
    .input(z.strictObject({ userId: idSchema, passphrase: newPassphraseSchema, typedByThem }))
    .output(z.void()),
  /** Gives somebody a new passphrase in place of the one they forgot. */
  resetPassphrase: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'users.reset_passphrase' })
    .input(
      z.strictObject({
        userId: idSchema,
        newPassphrase: newPassphraseSchema,
        own: ownPassphrase,
        typedByThem,
      }),
    )
    .output(z.void()),
  changeRole: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'users.change_role' })
    .input(z.strictObject({ userId: idSchema, role: z.enum(ROLES), own: ownPassphrase }))
    .output(z.void()),
  /** Switches an account off: it no longer unlocks, and everything about it stays. */
  disable: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'users.disable' })
    .input(z.strictObject({ userId: idSchema }))
    .output(z.void()),
  enable: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'users.enable' })
    .input(z.strictObject({ userId: idSchema }))
    .output(z.void()),
  /** Takes an account and its passphrase away for good; what the person signed keeps their name. */
  remove: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'users.remove' })
    .input(z.strictObject({ userId: idSchema, own: ownPassphrase }))
    .output(z.void()),
};
