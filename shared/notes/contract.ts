import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema, textSchema } from '../fields.ts';
import { programSchema } from '../members/member.ts';
import { procedure } from '../procedure.ts';
import { phaseSchema, serviceModeSchema } from '../programs/pack.ts';
import { serviceTagSchema } from '../programs/tag-service.ts';
import { CARE_TEAM, EVERYONE } from '../roles.ts';
import { afterSchema, cosignSchema, newTemplateSchema, noteTemplateSchema, strikeSchema } from './after.ts';
import { noteContentSchema, notePatchSchema, originsSchema } from './content.ts';

/** One check under the code line: passed, worth a look, or what will hold the line. */
export const noteCheckSchema = z.object({
  key: z.string(),
  state: z.enum(['done', 'due', 'held']),
  text: z.string(),
  /** The other note, where the check is about one. */
  noteId: idSchema.nullable(),
});
export type NoteCheck = z.infer<typeof noteCheckSchema>;

/** The live code line: what the note would be sent as, why, and what stands in the way. */
export const codeLineSchema = z.object({
  program: programSchema.nullable(),
  planName: z.string(),
  phase: phaseSchema.nullable(),
  minutes: z.number().int(),
  tag: serviceTagSchema,
  /** The row's code needs the plan's word: the tag "Confirm with plan" stands beside it. */
  confirmWithPlan: z.boolean(),
  /** A sentence when signing will hold the line: "Will be held until the rule is confirmed with the plan." */
  heldUntil: z.string().nullable(),
  checks: z.array(noteCheckSchema),
});
export type CodeLine = z.infer<typeof codeLineSchema>;

const goalSchema = z.object({ id: idSchema, label: z.string() });

/** A draft as the composer shows it, with its code line. */
export const draftSchema = z.object({
  id: idSchema,
  memberId: idSchema,
  memberName: z.string(),
  program: programSchema.nullable(),
  content: noteContentSchema,
  origins: originsSchema,
  /** True when an unfinished note of the same person was opened again. */
  resumed: z.boolean(),
  createdAt: instantSchema,
  savedAt: instantSchema,
  /** The goals of the member's current plan, to choose from. */
  goals: z.array(goalSchema),
  line: codeLineSchema,
});
export type NoteDraft = z.infer<typeof draftSchema>;

/** The encounter line a signed note became, in the words of lists. */
export const noteLineSchema = z.object({
  encounterId: idSchema,
  /** `not_billable`, `held`, `ready`, `built`, `sent` and what plans answer. */
  state: z.string(),
  /** "ready to send, G9012 U2", "held, no diagnosis", "not billable, member not there". */
  words: z.string(),
});

/** A note in the chart's list. */
export const noteRowSchema = z.object({
  id: idSchema,
  state: z.enum(['draft', 'signed']),
  mode: serviceModeSchema.nullable(),
  /** "Visit, Cedar House, 35 min". */
  title: z.string(),
  serviceOn: dateSchema,
  summary: z.string(),
  author: z.string(),
  signedAt: instantSchema.nullable(),
  line: noteLineSchema.nullable(),
  /** Set on a note that does not hold; its words stay readable. */
  strike: strikeSchema.nullable(),
  cosign: cosignSchema.nullable(),
  addenda: z.number().int(),
});
export type NoteRow = z.infer<typeof noteRowSchema>;

/** A note that waits for the user, and for what. */
export const waitingNoteSchema = z.object({
  kind: z.enum(['cosign', 'held']),
  noteId: idSchema,
  memberId: idSchema,
  /** "Co-sign Teo’s note", "No diagnosis on the note" */
  text: z.string(),
  /** "Jerome H." */
  member: z.string(),
  serviceOn: dateSchema,
});
export type WaitingNote = z.infer<typeof waitingNoteSchema>;

/** A note with everything it says, signed or not. */
export const noteSchema = noteRowSchema.extend({
  memberId: idSchema,
  memberName: z.string(),
  staffName: z.string(),
  content: noteContentSchema,
  origins: originsSchema,
  after: afterSchema,
});
export type Note = z.infer<typeof noteSchema>;

const noteOut = z.object({ note: noteSchema });
const idOnly = z.strictObject({ id: idSchema });
const POLLED = { none: 'refreshed by itself; opening a note leaves a row' } as const;
const TYPED = { none: 'drafts as they are typed; start, sign and discard leave rows' } as const;

/** Service notes: started with guesses, saved as they are typed, coded live, frozen by a signature. */
export const notesContract = {
  /** Opens the unfinished note about this member, or starts one with what Hearth can guess. */
  start: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.start' })
    .input(z.strictObject({ memberId: idSchema, taskId: idSchema.nullable().default(null) }))
    .output(draftSchema),

  /** An unfinished note of one's own. */
  draft: procedure({ roles: CARE_TEAM, kind: 'read', audit: 'note.view' }).input(idOnly).output(draftSchema),

  get: procedure({ roles: EVERYONE, kind: 'read', audit: 'note.view' }).input(idOnly).output(noteSchema),

  /** Keeps what was typed, within a second of the last key, and says what the code line is now. */
  saveDraft: procedure({ roles: CARE_TEAM, kind: 'write', audit: TYPED })
    .input(z.strictObject({ id: idSchema, content: notePatchSchema }))
    .output(
      z.object({
        savedAt: instantSchema,
        content: noteContentSchema,
        origins: originsSchema,
        line: codeLineSchema,
      }),
    ),

  /** The code line of a draft, or of facts that belong to no note yet. */
  code: procedure({ roles: CARE_TEAM, kind: 'read', audit: TYPED })
    .input(
      z.union([
        idOnly,
        z.strictObject({
          memberId: idSchema,
          serviceOn: dateSchema,
          mode: serviceModeSchema,
          minutes: z.number().int().min(0).max(1440),
          staffId: idSchema,
        }),
      ]),
    )
    .output(codeLineSchema),

  /** Freezes the note, makes its encounter line, sets its follow-ups and closes the task it did. */
  sign: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.sign' })
    .input(
      z.strictObject({
        id: idSchema,
        /** Who is asked to sign as well. */
        cosignBy: idSchema.nullable().default(null),
      }),
    )
    .output(
      z.object({
        note: noteSchema,
        encounterId: idSchema,
        line: codeLineSchema,
        tasksSet: z.number().int(),
        tasksClosed: z.number().int(),
      }),
    ),

  /** Puts a draft away; it can come back for 30 days. */
  discard: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.discard' })
    .input(idOnly)
    .output(z.object({ restoreUntil: dateSchema })),
  restore: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.restore' })
    .input(idOnly)
    .output(draftSchema),

  /** Adds words to a signed note; the note itself never changes. */
  addendum: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.addendum' })
    .input(z.strictObject({ id: idSchema, text: textSchema.min(1, { error: 'Write what is added.' }) }))
    .output(noteOut),

  /** Strikes a signed note, with a reason; it stays readable and its line is kept back or taken back. */
  strike: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.strike' })
    .input(
      z.strictObject({ id: idSchema, reason: lineSchema.min(1, { error: 'Say why it does not hold.' }) }),
    )
    .output(noteOut.extend({ line: z.string() })),

  /** Asks a colleague to sign a note as well; its line waits until they did. */
  askCosign: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.ask-cosign' })
    .input(z.strictObject({ id: idSchema, of: idSchema }))
    .output(noteOut),
  cosign: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.cosign' }).input(idOnly).output(noteOut),

  /** Notes that wait for the user: to sign one as well, or to mend one of their own that cannot be billed as it is. */
  waiting: procedure({ roles: CARE_TEAM, kind: 'read', audit: POLLED })
    .input(z.strictObject({}).optional())
    .output(z.object({ notes: z.array(waitingNoteSchema), total: z.number().int() })),

  /** Texts to begin a note with. */
  templates: procedure({ roles: CARE_TEAM, kind: 'read', audit: { none: 'texts without a member' } })
    .input(z.strictObject({}).optional())
    .output(z.object({ templates: z.array(noteTemplateSchema) })),
  keepTemplate: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.keep-template' })
    .input(newTemplateSchema)
    .output(z.object({ id: idSchema })),
  dropTemplate: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.drop-template' })
    .input(idOnly)
    .output(z.void()),

  /** A member's notes, newest first: everybody's signed ones and one's own drafts. */
  list: procedure({ roles: EVERYONE, kind: 'read', audit: 'note.list' })
    .input(
      z.strictObject({
        memberId: idSchema,
        limit: z.number().int().min(1).max(200).default(50),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ notes: z.array(noteRowSchema), total: z.number().int() })),
};
