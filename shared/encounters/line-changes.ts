import { z } from 'zod';
import { dateSchema, idSchema, lineSchema } from '../fields.ts';

/** One change made to many open lines at once; the signed notes stay as they are. */
export const lineChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('place'),
    code: z.string().regex(/^\d{2}$/, { error: 'Choose a place.' }),
  }),
  /** Who served, for rendering provider and clinical or not; the code follows. */
  z.strictObject({ kind: z.literal('staff'), staffId: idSchema }),
  z.strictObject({ kind: z.literal('diagnosis'), code: lineSchema.min(1, { error: 'Choose a diagnosis.' }) }),
  /** An authorization the plan gave, put on the charts of the lines' members. */
  z.strictObject({
    kind: z.literal('authorization'),
    number: lineSchema.min(1, { error: 'Type the plan’s number.' }),
    from: dateSchema,
    to: dateSchema.nullable(),
  }),
  /** Lines of one member, worker, day and code become one line with all their minutes. */
  z.strictObject({ kind: z.literal('bundle') }),
  z.strictObject({
    kind: z.literal('keep_back'),
    reason: lineSchema.min(1, { error: 'Say why the lines are not billed.' }),
  }),
]);
export type LineChange = z.infer<typeof lineChangeSchema>;

/** What a change does to one line, before it is made. */
export const changePreviewRowSchema = z.object({
  id: idSchema,
  memberName: z.string(),
  serviceOn: dateSchema,
  /** The field before and after, in words. */
  old: z.string(),
  new: z.string(),
  /** Code and units before and after; the same when the change does not touch them. */
  oldCode: z.string(),
  newCode: z.string(),
  /** Whether nothing holds the line any more. */
  ready: z.boolean(),
  /** What still holds it, or why the change does not fit it. */
  words: z.string(),
  /** False for a line that the change leaves as it is. */
  fits: z.boolean(),
});
export type ChangePreviewRow = z.infer<typeof changePreviewRowSchema>;
