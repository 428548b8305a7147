import { z } from 'zod';
import { instantSchema } from '../fields.ts';
import { targetSchema } from './target.ts';

/** What others did while the user was away; `leftAt` is null for somebody who never was. */
export const sinceLeftSchema = z.object({
  leftAt: instantSchema.nullable(),
  news: z.array(
    z.object({
      kind: z.enum(['hospital', 'roster', 'letter', 'task', 'encounter']),
      text: z.string(),
      second: z.string(),
      target: targetSchema,
    }),
  ),
});
export type SinceLeft = z.infer<typeof sinceLeftSchema>;
