import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM, EVERYONE } from '../roles.ts';
import { memberSchema, memberStatusSchema, programSchema } from './member.ts';

/** One step of a member's way through a program. */
export const programEventSchema = z.object({
  id: z.string(),
  program: programSchema.nullable(),
  on: dateSchema,
  /** What happened, in words: "Enrolled, tier 2". */
  words: z.string(),
  by: z.string().nullable(),
  at: instantSchema.nullable(),
});

/** The phase of HHP a member was enrolled in. */
export const phaseSchema = z.enum(['1', '2']);

const factSchema = z.object({ text: z.string(), source: z.string(), on: dateSchema.nullable() });

const statusOut = z.object({ status: memberStatusSchema });

/** A member's programs as dated events, and who may be in them. */
export const programContract = {
  programHistory: procedure({ roles: EVERYONE, kind: 'read', audit: 'member.programs' })
    .input(z.strictObject({ id: idSchema }))
    .output(
      z.object({
        phase: phaseSchema.nullable(),
        events: z.array(programEventSchema),
        reasons: z.array(z.object({ id: z.string(), label: z.string(), code: z.string().nullable() })),
      }),
    ),

  /** Conditions × acuity with the source of every answer; it decides nothing by itself. */
  eligibility: procedure({ roles: EVERYONE, kind: 'read', audit: 'member.eligibility' })
    .input(z.strictObject({ id: idSchema }))
    .output(
      z.object({
        met: z.enum(['yes', 'no', 'not_known']),
        source: z.string(),
        rows: z.array(
          z.object({
            id: z.string(),
            gate: z.enum(['condition', 'acuity']),
            words: z.string(),
            answer: z.enum(['yes', 'no', 'not_known']),
            facts: z.array(factSchema),
            confirm: z.string().nullable(),
          }),
        ),
      }),
    ),

  /** Changes the tier as of a day; the step stays in the history. */
  changeTier: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.change-tier' })
    .input(
      z.strictObject({
        id: idSchema,
        tier: lineSchema.max(20).nullable(),
        on: dateSchema,
        note: lineSchema.default(''),
      }),
    )
    .output(z.object({ member: memberSchema })),

  /** Ends service with a reason of the program's pack. */
  endProgram: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.close' })
    .input(
      z.strictObject({
        id: idSchema,
        reasonId: z.string().max(60),
        on: dateSchema,
        note: lineSchema.default(''),
      }),
    )
    .output(statusOut),

  /** Hands the member to another agency: service here ends, the phase goes with the member. */
  transferOut: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.transfer' })
    .input(
      z.strictObject({
        id: idSchema,
        to: lineSchema.min(1, { error: 'Name the agency.' }),
        on: dateSchema,
        note: lineSchema.default(''),
      }),
    )
    .output(statusOut),
};
