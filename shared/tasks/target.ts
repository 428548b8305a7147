import { z } from 'zod';
import { idSchema } from '../fields.ts';

/** Where pressing Enter on a row leads; the page turns it into a route. */
export const targetSchema = z.object({
  page: z.enum([
    'chart',
    'hap',
    'assessment',
    'assessments',
    'note',
    'outreach',
    'roster',
    'encounters',
    'transfers',
    'tasks',
  ]),
  memberId: idSchema.nullable(),
  /** The draft, roster or task the page opens, where there is one. */
  id: idSchema.nullable(),
});
export type Target = z.infer<typeof targetSchema>;
