import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM, EVERYONE } from '../roles.ts';
import { entryKindSchema } from './entry-kinds.ts';

/** `ended` was true until a day, `struck` never was: it was entered by mistake. Both stay readable. */
export const entryStateSchema = z.enum(['held', 'ended', 'struck']);

const versionSchema = z.object({
  title: z.string(),
  detail: z.string(),
  from: dateSchema.nullable(),
  to: dateSchema.nullable(),
  source: z.string(),
  state: entryStateSchema,
  reason: z.string(),
  by: z.string(),
  at: instantSchema,
});

/** One thing in a member's record as it stands, with everything it was before. */
export const recordEntrySchema = versionSchema.extend({
  /** The same through every change; `on_file` for what only the plan's file or the first entry said. */
  seriesId: z.union([idSchema, z.literal('on_file')]),
  kind: entryKindSchema,
  content: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])),
  /** Holds today. */
  current: z.boolean(),
  history: z.array(versionSchema),
});
export type RecordEntry = z.infer<typeof recordEntrySchema>;
export type RecordVersion = z.infer<typeof versionSchema>;

const entryOut = z.object({ entry: recordEntrySchema });
const seriesInput = { memberId: idSchema, seriesId: z.union([idSchema, z.literal('on_file')]) };

/** A member's record over time: what holds, since when, says who, and what it was before. */
export const recordContract = {
  record: procedure({ roles: EVERYONE, kind: 'read', audit: 'member.view-record' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ entries: z.array(recordEntrySchema) })),

  /** Adds an entry, or changes the one named by `seriesId`; what it was before stays in its history. */
  keepEntry: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.keep-entry' })
    .input(
      z.strictObject({
        memberId: idSchema,
        kind: entryKindSchema,
        seriesId: z
          .union([idSchema, z.literal('on_file')])
          .nullable()
          .default(null),
        content: z.record(z.string().max(40), z.union([z.string().max(4000), z.boolean(), z.null()])),
        from: dateSchema.nullable().default(null),
        to: dateSchema.nullable().default(null),
        source: lineSchema.default('care team'),
        reason: lineSchema.default(''),
      }),
    )
    .output(entryOut),

  /** Says that an entry no longer holds, as of a day: moved, stopped, withdrawn. */
  endEntry: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.end-entry' })
    .input(
      z.strictObject({
        ...seriesInput,
        kind: entryKindSchema,
        on: dateSchema,
        reason: lineSchema.default(''),
      }),
    )
    .output(entryOut),

  /** Marks an entry as made by mistake, with the reason; it stays in the history, struck. */
  strikeEntry: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.strike-entry' })
    .input(
      z.strictObject({
        memberId: idSchema,
        seriesId: idSchema,
        reason: lineSchema.min(1, { error: 'Say why it was entered by mistake.' }),
      }),
    )
    .output(entryOut),
};
