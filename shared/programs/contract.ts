import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema, textSchema } from '../fields.ts';
import { programSchema } from '../members/member.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, EVERYONE } from '../roles.ts';
import { evidenceSchema, phaseSchema, serviceModeSchema } from './pack.ts';

/** Who confirmed a rule with a plan, when, and what says so. */
export const confirmationSchema = z.object({
  by: z.string(),
  at: instantSchema,
  source: z.string(),
  note: z.string(),
});
export type Confirmation = z.infer<typeof confirmationSchema>;

/** `sourced` needs nobody; `confirmed` was signed off; `confirm_with_plan` holds its lines. */
export const ruleStateSchema = z.enum(['sourced', 'confirmed', 'confirm_with_plan']);
export type RuleState = z.infer<typeof ruleStateSchema>;

/** A row of a program's code table with its state for one plan. */
export const ruleSchema = z.object({
  id: z.string(),
  program: programSchema,
  phase: phaseSchema,
  memberPresent: z.boolean().nullable(),
  modes: z.array(serviceModeSchema).nullable(),
  clinical: z.boolean().nullable(),
  code: z.string(),
  modifiers: z.array(z.string()),
  /** "15 min" or "1 each". */
  unitsWords: z.string(),
  effectiveFrom: dateSchema,
  effectiveTo: dateSchema.nullable(),
  source: z.string(),
  evidence: evidenceSchema,
  state: ruleStateSchema,
  confirmation: confirmationSchema.nullable(),
});
export type Rule = z.infer<typeof ruleSchema>;

/** A plan's unit settings as one rule; its confirmation holds only for these very values. */
export const unitRuleSchema = z.object({
  id: z.string(),
  words: z.string(),
  minutesPerUnit: z.number().int(),
  rounding: z.string(),
  minimum: z.number().int(),
  dailyCap: z.number().int().nullable(),
  state: ruleStateSchema,
  confirmation: confirmationSchema.nullable(),
});

export const planRulesSchema = z.object({
  planId: idSchema,
  planName: z.string(),
  packs: z.array(
    z.object({
      program: programSchema,
      title: z.string(),
      effectiveFrom: dateSchema,
      effectiveTo: dateSchema.nullable(),
      rows: z.array(ruleSchema),
      notCoded: z.array(z.object({ when: z.string(), because: z.string() })),
    }),
  ),
  units: unitRuleSchema,
  /** How many rules wait to be confirmed. */
  waiting: z.number().int(),
});
export type PlanRules = z.infer<typeof planRulesSchema>;

const ruleIdSchema = z.string().trim().min(1).max(100);

/** Rule packs, and who confirmed which rule with which plan. */
export const programsContract = {
  rules: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'code tables, no member in them' } })
    .input(z.strictObject({ planId: idSchema.optional() }).prefault({}))
    .output(z.object({ plans: z.array(planRulesSchema) })),

  /** Confirms a row, or the unit settings as they stand (`ruleId` "units"). Lines that waited become ready. */
  confirmRule: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.confirm' })
    .input(
      z.strictObject({
        planId: idSchema,
        ruleId: ruleIdSchema,
        source: lineSchema.min(1, { error: 'Say what confirms it: a document and its date, or a person.' }),
        note: textSchema.default(''),
      }),
    )
    .output(z.object({ ruleId: z.string(), confirmation: confirmationSchema })),

  unconfirmRule: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.unconfirm' })
    .input(z.strictObject({ planId: idSchema, ruleId: ruleIdSchema }))
    .output(z.object({ ruleId: z.string() })),
};
