import { z } from 'zod';
import { dateSchema, idSchema } from '../fields.ts';

/** Somebody on file who may be the person in hand. */
export const duplicateSchema = z.object({
  id: idSchema,
  name: z.string(),
  cin: z.string(),
  birthDate: dateSchema,
  /** Why it looks like the same person, in a few words: "same CIN", "same name and birthday". */
  because: z.string(),
});
export type Duplicate = z.infer<typeof duplicateSchema>;
