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
  changeAgency: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'settings.change_agency' })
    .input(agencyInputSchema)
    .output(agencySchema),
};
