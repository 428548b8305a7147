import { z } from 'zod';
import { idSchema, lineSchema, npiSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, EVERYONE, ROLES } from '../roles.ts';

/** A member of staff; those who may unlock have a slot in the key file too. */
export const staffSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: z.enum(ROLES),
  credential: z.string(),
  /** Licensed or registered staff; decides which procedure code fits. */
  clinical: z.boolean(),
  npi: z.string().nullable(),
  taxonomy: z.string().nullable(),
  active: z.boolean(),
  canUnlock: z.boolean(),
});
export type Staff = z.infer<typeof staffSchema>;

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
        credential: lineSchema.default(''),
        clinical: z.boolean(),
        npi: npiSchema.nullable().default(null),
        taxonomy: lineSchema.nullable().default(null),
      }),
    )
    .output(staffSchema),
  /** Gives a member of staff a first passphrase, so that they can unlock. */
  allowUnlock: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'users.allow_unlock' })
    .input(z.strictObject({ userId: idSchema, passphrase: z.string().min(12).max(500) }))
    .output(z.void()),
};
