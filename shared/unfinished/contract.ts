import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { EVERYONE } from '../roles.ts';

/** Characters of everything one person has typed and not saved; a page of letter text is about 3,000. */
export const UNFINISHED_LIMIT = 400_000;

export const unfinishedSchema = z.strictObject({
  /** The page it was typed on: path and search. */
  place: z.string().startsWith('/').max(400),
  /** What stood in the open forms, as the page wrote it: JSON that only the page reads. */
  content: z.string().max(UNFINISHED_LIMIT),
});
/** What somebody was in the middle of typing, of every form that was open on a page. */
export type Unfinished = z.infer<typeof unfinishedSchema>;

export const unfinishedContract = {
  /** What the caller had typed and not saved when the workspace was locked, or `null`. */
  mine: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'What the caller has typed, to the caller.' },
  })
    .input(z.strictObject({}).optional())
    .output(unfinishedSchema.nullable()),
  /** Keeps what the caller is typing, in place of what was kept; null once everything is saved or put away. */
  keep: procedure({
    roles: EVERYONE,
    kind: 'job',
    audit: { none: 'Comes with every second of typing; what is saved has its own row.' },
  })
    .input(z.strictObject({ unfinished: unfinishedSchema.nullable() }))
    .output(z.void()),
};
