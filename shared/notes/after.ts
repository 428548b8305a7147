import { z } from 'zod';
import { idSchema, instantSchema, lineSchema, textSchema } from '../fields.ts';

/** Words added to a signed note later. */
export const addendumSchema = z.object({ id: idSchema, text: z.string(), by: z.string(), at: instantSchema });
export type Addendum = z.infer<typeof addendumSchema>;

/** That a signed note does not hold, and why; its words stay readable. */
export const strikeSchema = z.object({ reason: z.string(), by: z.string(), at: instantSchema });
export type Strike = z.infer<typeof strikeSchema>;

/** Who was asked to sign a note as well; `signedAt` is null while they have not. */
export const cosignSchema = z.object({
  askedOfId: idSchema,
  askedOf: z.string(),
  signedBy: z.string().nullable(),
  signedAt: instantSchema.nullable(),
});
export type Cosign = z.infer<typeof cosignSchema>;

/** What happened to a note after it was signed. */
export const afterSchema = z.object({
  addenda: z.array(addendumSchema),
  strike: strikeSchema.nullable(),
  cosign: cosignSchema.nullable(),
});
export type After = z.infer<typeof afterSchema>;

/** A signed note to which nothing was added. */
export const NOTHING_AFTER: After = { addenda: [], strike: null, cosign: null };

/** A text to begin a note with; those that ship have no id of a row. */
export const noteTemplateSchema = z.object({
  id: z.string(),
  name: z.string(),
  text: z.string(),
  /** One of the agency's own, which can be taken away. */
  own: z.boolean(),
});
export type NoteTemplate = z.infer<typeof noteTemplateSchema>;

/** What a new text is called and says. */
export const newTemplateSchema = z.strictObject({
  name: lineSchema.min(1, { error: 'Give the text a name.' }).max(60),
  text: textSchema.min(1, { error: 'Write the text.' }),
});

/** Texts that ship, for the commonest kinds of contact; headings people fill in, never sentences of fact. */
export const SHIPPED_TEMPLATES: readonly NoteTemplate[] = (
  [
    {
      id: 'visit',
      name: 'Visit',
      text: 'Where and how we met:\nWhat the member said:\nWhat we did:\nWhat comes next:\n',
    },
    { id: 'call', name: 'Call', text: 'Who called whom:\nWhat the member said:\nWhat was agreed:\n' },
    {
      id: 'transition',
      name: 'After hospital',
      text: 'Hospital, from and to:\nMedicines changed:\nAppointments within 7 days:\nWarning signs gone over:\nWho helps at home:\n',
    },
    {
      id: 'housing',
      name: 'Housing',
      text: 'Where the member sleeps now:\nApplications and papers:\nWhat is missing:\nWho does it until when:\n',
    },
    {
      id: 'conference',
      name: 'Case conference',
      text: 'Who took part:\nWhat was decided:\nWho tells the member:\n',
    },
  ] as const
).map((one) => ({ ...one, own: false }));
