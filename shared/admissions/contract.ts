import { z } from 'zod';
import { dateSchema, idSchema, instantSchema } from '../fields.ts';
import { duplicateSchema } from '../members/duplicate.ts';
import { procedure } from '../procedure.ts';
import { BILLING } from '../roles.ts';
import { LIST_TYPES } from './sheet.ts';
import { NOTICE_FIELDS, type NoticeField } from './sheet-fields.ts';

const KEYS = NOTICE_FIELDS.map(({ key }) => key) as [NoticeField, ...NoticeField[]];
const fieldSchema = z.enum(KEYS);

/** `applied` stands in a chart, `waiting` needs a person, `nothing` sets nothing. */
export const noticeStateSchema = z.enum(['applied', 'waiting', 'nothing']);

/** One notice of a file as its panel shows it. */
export const noticeRowSchema = z.object({
  id: idSchema,
  /** "message 3, line 12" or "row 7". */
  place: z.string(),
  state: noticeStateSchema,
  /** What became of it, or why it waits. */
  sentence: z.string(),
  /** The person as the notice calls them; empty where it does not say. */
  person: z.string(),
  birthDate: dateSchema.nullable(),
  ids: z.array(z.string()),
  /** "Emergency visit, Nov 17, Oak Hospital" in the notice's own facts. */
  what: z.string(),
  /** In whose chart it stands. */
  member: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** False where naming a person would not help: the notice itself cannot be understood. */
  canConfirm: z.boolean(),
  settledAt: instantSchema.nullable(),
});
export type NoticeRow = z.infer<typeof noticeRowSchema>;

/** A file of notices: what became of each, and how its columns are read when it is a list. */
export const noticeFileSchema = z.object({
  counts: z.object({ applied: z.number().int(), waiting: z.number().int(), nothing: z.number().int() }),
  /** Those that wait, then the newest others; at most 200 of each. */
  notices: z.array(noticeRowSchema),
  /** Only with a list. */
  sheet: z
    .object({
      columns: z.array(z.object({ letter: z.string(), heading: z.string(), field: fieldSchema.nullable() })),
      list: z.enum(LIST_TYPES).nullable(),
      /** What a person has to say before rows can be read. */
      problem: z.string().nullable(),
    })
    .nullable(),
});
export type NoticeFile = z.infer<typeof noticeFileSchema>;

/** Hospital notices (ADT) that plans send: what became of each, and the ones that wait for a person. */
export const admissionsContract = {
  /** The notices of a received file. */
  file: procedure({ roles: BILLING, kind: 'read', audit: 'admission.view' })
    .input(z.strictObject({ receivedId: idSchema }))
    .output(noticeFileSchema),
  /** Who a notice may be about, the likeliest first; a person decides. */
  proposals: procedure({ roles: BILLING, kind: 'read', audit: 'admission.view' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ proposals: z.array(duplicateSchema) })),
  /** Says who a notice is about; every other one of the same person that waits follows it. */
  confirm: procedure({ roles: BILLING, kind: 'write', audit: 'admission.confirm' })
    .input(z.strictObject({ id: idSchema, memberId: idSchema }))
    .output(z.object({ settled: z.number().int(), sentence: z.string() })),
  /** Says that nothing is to be done about a notice. */
  dismiss: procedure({ roles: BILLING, kind: 'write', audit: 'admission.dismiss' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({})),
  /** Remembers how a plan's lists are read: what each column says, and what the list is about. */
  learn: procedure({ roles: BILLING, kind: 'write', audit: 'admission.learn' })
    .input(
      z.strictObject({
        receivedId: idSchema,
        columns: z.record(z.string().max(300), fieldSchema.nullable()).default({}),
        list: z.enum(LIST_TYPES).nullable().default(null),
      }),
    )
    .output(z.object({})),
};
