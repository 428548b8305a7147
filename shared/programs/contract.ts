import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema, textSchema } from '../fields.ts';
import { programSchema } from '../members/member.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, EVERYONE } from '../roles.ts';
import {
  diagnosisChangeSchema,
  packChangesSchema,
  placeChangeSchema,
  rowChangeSchema,
  unitChangeSchema,
} from './changes.ts';
import { evidenceSchema, phaseSchema, serviceModeSchema } from './pack.ts';
import { differenceSchema, replayTotalsSchema } from './replay.ts';

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
  /** A row that a change cut in two stands twice, so `key` names the piece. */
  key: z.string(),
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
  unitsFrom: z.enum(['minutes', 'attempt']),
  /** Whether the plan has its own row instead of the shipped one. */
  changed: z.boolean(),
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
  /** First and last service date; null for the settings of the plan's page, which hold for all other days. */
  effectiveFrom: dateSchema.nullable(),
  effectiveTo: dateSchema.nullable(),
  state: ruleStateSchema,
  confirmation: confirmationSchema.nullable(),
});
export type UnitRule = z.infer<typeof unitRuleSchema>;

/** A place of service, and since when a plan does not take it. */
export const placeRuleSchema = z.object({
  code: z.string(),
  label: z.string(),
  modes: z.array(serviceModeSchema),
  effectiveFrom: dateSchema,
  refused: z.object({ from: dateSchema, to: dateSchema.nullable(), source: z.string() }).nullable(),
});
export type PlaceRule = z.infer<typeof placeRuleSchema>;

/** A diagnosis that a plan treats in another way than the code list, with its sign-off. */
export const diagnosisRuleSchema = z.object({
  id: z.string(),
  code: z.string(),
  label: z.string(),
  taken: z.boolean(),
  instead: z.string().nullable(),
  effectiveFrom: dateSchema,
  effectiveTo: dateSchema.nullable(),
  source: z.string(),
  state: ruleStateSchema,
  confirmation: confirmationSchema.nullable(),
});
export type DiagnosisRule = z.infer<typeof diagnosisRuleSchema>;

/** The changes of a plan's rules that are not in force yet. */
export const ruleDraftSchema = z.object({
  id: idSchema,
  changes: packChangesSchema,
  by: z.string(),
  updatedAt: instantSchema,
  /** Whether these very changes were replayed; only then they may go live. */
  replayed: z.boolean(),
});
export type RuleDraft = z.infer<typeof ruleDraftSchema>;

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
  /** The unit settings in force today. */
  units: unitRuleSchema,
  /** All of them with their dates, the plan's own page first. */
  unitSpans: z.array(unitRuleSchema),
  places: z.array(placeRuleSchema),
  diagnoses: z.array(diagnosisRuleSchema),
  draft: ruleDraftSchema.nullable(),
  /** What went live, newest first. */
  history: z.array(z.object({ id: idSchema, at: instantSchema, by: z.string(), words: z.string() })),
  /** How many rules wait to be confirmed. */
  waiting: z.number().int(),
});
export type PlanRules = z.infer<typeof planRulesSchema>;

/** Where a replay stands; the last event has the differences. */
export const replayEventSchema = z.object({
  done: z.number().int(),
  total: z.number().int(),
  totals: replayTotalsSchema.nullable(),
  /** The first 500 differences by day; the totals count all of them. */
  differences: z.array(differenceSchema),
});
export type ReplayEvent = z.infer<typeof replayEventSchema>;

const withoutId = { id: idSchema.optional() };
const ofPlan = z.strictObject({ planId: idSchema });
const drafted = z.object({ draft: ruleDraftSchema, changeId: idSchema });

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

  /** Puts a changed or a new row into the plan's draft; with an id it takes the place of that change. */
  changeRow: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.change' })
    .input(z.strictObject({ planId: idSchema, change: rowChangeSchema.extend(withoutId) }))
    .output(drafted),

  changeUnits: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.change' })
    .input(z.strictObject({ planId: idSchema, change: unitChangeSchema.extend(withoutId) }))
    .output(drafted),

  /** Drafts that the plan does not take a place of service in a span of service dates. */
  refusePlace: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.change' })
    .input(z.strictObject({ planId: idSchema, change: placeChangeSchema.extend(withoutId) }))
    .output(drafted),

  /** Drafts that the plan takes a diagnosis the list refuses, or does not take one that it has. */
  changeDiagnosis: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.change' })
    .input(z.strictObject({ planId: idSchema, change: diagnosisChangeSchema.extend(withoutId) }))
    .output(drafted),

  /** Takes one change out of the draft; the draft without changes is gone. */
  dropChange: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.drop-change' })
    .input(z.strictObject({ planId: idSchema, changeId: idSchema }))
    .output(z.object({ draft: ruleDraftSchema.nullable() })),

  discardDraft: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.discard' })
    .input(ofPlan)
    .output(z.object({ id: idSchema })),

  /** Brings a discarded draft back, unless a new one was begun. */
  restoreDraft: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.restore' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ draft: ruleDraftSchema })),

  /** Codes the signed notes of a period under the draft, as though it had been in force; changes nothing. */
  replay: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'rule.replay' })
    .input(z.strictObject({ planId: idSchema, from: dateSchema, to: dateSchema }))
    .output(eventIterator(replayEventSchema)),

  /** Puts the draft in force for its service dates. Lines in files stay; lines that wait follow. */
  goLive: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'rule.go-live' })
    .input(z.strictObject({ planId: idSchema, draftId: idSchema }))
    .output(z.object({ changes: z.number().int(), reopened: z.number().int() })),
};
