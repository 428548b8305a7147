import { z } from 'zod';
import { monthSchema } from '../encounters/missing.ts';
import { idSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { MANAGERS } from '../roles.ts';

const scope = {
  /** Left out: the current month. */
  month: monthSchema.optional(),
  /** Left out: all plans together. */
  planId: idSchema.optional(),
};

const numberSchema = z.number().nullable();

/** One measure of a month with the months before it. */
export const measureRowSchema = z.object({
  key: z.string(),
  /** Members, percent or days by the measure's unit; null where there is nothing to count from. */
  value: numberSchema,
  /** How many members the number counts, and of how many. */
  counted: z.number().int(),
  of: z.number().int(),
  /** Against the month before; null where one of them has no number. */
  change: numberSchema,
  /** One for each of the months. */
  series: z.array(numberSchema),
});
export type MeasureRow = z.infer<typeof measureRowSchema>;

/** A member behind a number. */
export const behindRowSchema = z.object({
  memberId: idSchema,
  name: z.string(),
  /** "ECM, tier 2, Armenian" */
  line: z.string(),
  leadName: z.string().nullable(),
  /** False for who belongs to the whole of a share and is not counted. */
  counted: z.boolean(),
  /** The part of the number: a reason, a county. */
  part: z.string().nullable(),
});
export type BehindRow = z.infer<typeof behindRowSchema>;

/** The program's numbers and the members behind each; for those who manage the program and those who audit it. */
export const reportsContract = {
  measures: procedure({ roles: MANAGERS, kind: 'read', audit: { none: 'counts of members, no names' } })
    .input(z.strictObject(scope).prefault({}))
    .output(
      z.object({
        month: monthSchema,
        /** True for the current month: its numbers still change. */
        soFar: z.boolean(),
        months: z.array(monthSchema),
        measures: z.array(measureRowSchema),
      }),
    ),

  /** The members behind a number, who is counted first. */
  behind: procedure({ roles: MANAGERS, kind: 'read', audit: 'report.members' })
    .input(z.strictObject({ ...scope, key: z.string().max(40) }))
    .output(
      z.object({
        parts: z.array(
          z.object({
            label: z.string(),
            count: z.number().int(),
            /** What a lead care manager can carry, by weight, beside what they do: "35 of 60". */
            load: z.string().nullable(),
          }),
        ),
        rows: z.array(behindRowSchema),
      }),
    ),

  /** Saves the numbers of twelve months as a sheet where the user says; null when the dialog was put away. */
  save: procedure({ roles: MANAGERS, kind: 'job', audit: 'report.save' })
    .input(z.strictObject({ ...scope, as: z.enum(['csv', 'xlsx']) }))
    .output(z.object({ fileName: z.string().nullable() })),
};
