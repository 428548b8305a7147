import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, EVERYONE } from '../roles.ts';
import { agencyInputSchema } from '../vault/contract.ts';

export const agencySchema = z.object({
  id: z.string(),
  name: z.string(),
  npi: z.string(),
  tin: z.string(),
  taxonomy: z.string(),
  address: z.string(),
  city: z.string(),
  state: z.string(),
  zip: z.string(),
  phone: z.string(),
  email: z.string(),
  timeZone: z.string(),
});
/** The agency that bills: every field stands in the 837P. */
export type Agency = z.infer<typeof agencySchema>;

export const settingsContract = {
  agency: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'The agency about itself.' } })
    .input(z.strictObject({}).optional())
    .output(agencySchema),
  /** The page this user had open last, or `null`. */
  place: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'Where the own screen stood.' } })
    .input(z.strictObject({}).optional())
    .output(z.object({ path: z.string() }).nullable()),
  /** Remembers the page that is open, so that unlocking returns to it. */
  rememberPlace: procedure({ roles: EVERYONE, kind: 'job', audit: { none: 'Where the own screen stands.' } })
    .input(z.strictObject({ path: z.string().startsWith('/').max(400) }))
    .output(z.void()),
  /** Copies a text for the page, which has no right to; null notes what a person copied with the keys. */
  copied: procedure({ roles: EVERYONE, kind: 'job', audit: { none: 'The clipboard of this computer.' } })
    .input(z.strictObject({ text: z.string().max(100_000).nullable() }))
    .output(z.void()),
  changeAgency: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'settings.change_agency' })
    .input(agencyInputSchema)
    .output(agencySchema),
};
