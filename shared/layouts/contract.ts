import { z } from 'zod';
import { idSchema, instantSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, BILLING } from '../roles.ts';
import { layoutKindSchema, layoutSchema } from './column.ts';

/** A plan's layout as it stands, and who changed it last; nobody yet for the one Hearth begins with. */
export const savedLayoutSchema = z.object({
  planId: idSchema,
  kind: layoutKindSchema,
  layout: layoutSchema,
  changed: z.object({ at: instantSchema, by: z.string() }).nullable(),
});
export type SavedLayout = z.infer<typeof savedLayoutSchema>;

const whichLayout = { planId: idSchema, kind: layoutKindSchema };

/** The columns of the sheets that plans take: invoice, return file and outreach tracker. */
export const layoutsContract = {
  get: procedure({ roles: BILLING, kind: 'read', audit: { none: 'Headings of a file, no member.' } })
    .input(z.strictObject(whichLayout))
    .output(savedLayoutSchema),
  /** Keeps a new version; files that were built keep the columns they were built with. */
  save: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'layout.save' })
    .input(z.strictObject({ ...whichLayout, layout: layoutSchema }))
    .output(savedLayoutSchema),
};
