import { z } from 'zod';
import { dateSchema, idSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { EVERYONE } from '../roles.ts';

/** A signed note with the words that were looked for. */
export const noteHitSchema = z.object({
  id: idSchema,
  memberId: idSchema,
  memberName: z.string(),
  /** The words around what was found. */
  excerpt: z.string(),
  on: dateSchema.nullable(),
  staff: z.string().nullable(),
});
export type NoteHit = z.infer<typeof noteHitSchema>;

/** An open task whose title has the words. */
export const taskHitSchema = z.object({
  id: idSchema,
  memberId: idSchema.nullable(),
  memberName: z.string().nullable(),
  title: z.string(),
  dueOn: dateSchema.nullable(),
});
export type TaskHit = z.infer<typeof taskHitSchema>;

/** The search over everything that is no member: members and documents have their own. */
export const searchContract = {
  /** Signed notes, newest first, from three letters on; open tasks, the newest first, from two letters on. */
  work: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'asked with every letter; what is opened leaves a row of its own' },
  })
    .input(z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(20).default(4) }))
    .output(z.object({ notes: z.array(noteHitSchema), tasks: z.array(taskHitSchema) })),
};
