import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema, textSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM, EVERYONE, type Role } from '../roles.ts';
import { clockSchema } from '../tasks/clock.ts';
import { newAuthorizationSchema } from './authorizations.ts';
import { HAP_TIMING_BUCKETS } from './clock.ts';
import { planContentSchema } from './content.ts';
import { DOMAINS } from './domains.ts';
import { newShareSchema, newSignatureSchema, papersSchema } from './papers.ts';

/** Those who review what a coordinator wrote. */
export const PLAN_REVIEWERS: readonly Role[] = ['clinical_lead'];

/** Those who may sign a plan. */
export const PLAN_SIGNERS: readonly Role[] = ['care_coordinator', 'clinical_lead', 'administrator'];

/** `draft` is being written, `signed` is frozen; a signed version with a newer signed one above it is history. */
export const planStateSchema = z.enum(['draft', 'signed', 'discarded']);

const personSchema = z.object({ id: idSchema, name: z.string() });

/** A version without its content, for lists. */
export const planSummarySchema = z.object({
  id: idSchema,
  memberId: idSchema,
  /** 1 for the first; a discarded draft has given its number back and carries null. */
  version: z.number().int().nullable(),
  state: planStateSchema,
  goals: z.number().int(),
  startedAt: instantSchema,
  startedBy: personSchema,
  updatedAt: instantSchema,
  signedAt: instantSchema.nullable(),
  signedBy: personSchema.nullable(),
  /** SHA-256 of the canonical content, hexadecimal; null while it is a draft. */
  sha256: z.string().nullable(),
});
export type PlanSummary = z.infer<typeof planSummarySchema>;

/** One version with everything it says. */
export const planVersionSchema = planSummarySchema.extend({ content: planContentSchema });
export type PlanVersion = z.infer<typeof planVersionSchema>;

const suggestionSchema = z.object({
  key: z.string(),
  kind: z.enum(['condition', 'assessment', 'question']),
  title: z.string(),
  source: z.string(),
  domain: z.enum(DOMAINS),
});

/** What the editor and the chart's HAP tab show. */
export const currentPlanSchema = z.object({
  member: z.object({
    id: idSchema,
    name: z.string(),
    /** What the member is called: the preferred name, else the first name. */
    calledName: z.string(),
    pronouns: z.string().nullable(),
    /** The language on file, in words. */
    language: z.string().nullable(),
    program: z.string().nullable(),
    enrolledOn: dateSchema.nullable(),
  }),
  today: dateSchema,
  signed: planVersionSchema.nullable(),
  draft: planVersionSchema.nullable(),
  /** Newest first, without discarded ones. */
  versions: z.array(planSummarySchema),
  /** The clock for the first signed version; null once there is one, and before enrollment. */
  clock: clockSchema.nullable(),
  timing: z.enum(HAP_TIMING_BUCKETS).nullable(),
  suggestions: z.array(suggestionSchema),
  /** Active staff who can own a step. */
  people: z.array(personSchema),
  /** Ids of steps whose task is done, so that the plan shows what has happened since it was signed. */
  doneSteps: z.array(idSchema),
});
export type CurrentPlan = z.infer<typeof currentPlanSchema>;

const savedPdfSchema = z.discriminatedUnion('saved', [
  z.object({ saved: z.literal(false) }),
  z.object({
    saved: z.literal(true),
    fileName: z.string(),
    bytes: z.number().int(),
    pages: z.number().int(),
    sha256: z.string(),
    /** Sentences about what is not as one would expect: signs no font has, headings in another language. */
    notes: z.array(z.string()),
  }),
]);

const memberOnly = z.strictObject({ memberId: idSchema });
const idOnly = z.strictObject({ id: idSchema });

// The row `action_plan.export` is written together with the file; a cancelled dialog leaves none.
const EXPORT_AUDIT = { none: 'recorded by the operation itself, together with the file' } as const;

/** Health Action Plans: versions with goals, written as drafts, frozen by a signature, saved as PDF. */
export const actionPlansContract = {
  current: procedure({ roles: EVERYONE, kind: 'read', audit: 'action_plan.view' })
    .input(memberOnly)
    .output(currentPlanSchema),

  list: procedure({ roles: EVERYONE, kind: 'read', audit: 'action_plan.list' })
    .input(memberOnly)
    .output(z.object({ versions: z.array(planSummarySchema) })),

  /** One version as it was, signed or not. */
  version: procedure({ roles: EVERYONE, kind: 'read', audit: 'action_plan.view' })
    .input(idOnly)
    .output(planVersionSchema),

  /** Opens the draft: the one there is, a copy of the last signed version, or version 1. */
  start: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'action_plan.start' })
    .input(memberOnly)
    .output(planVersionSchema),

  /** Keeps what was typed; called within a second of the last key. */
  saveDraft: procedure({
    roles: CARE_TEAM,
    kind: 'write',
    audit: { none: 'typed drafts, once a second; start, sign and discard leave rows' },
  })
    .input(z.strictObject({ id: idSchema, content: planContentSchema }))
    .output(z.object({ savedAt: instantSchema })),

  /** Freezes the draft and turns its open steps into tasks. Fails with `HELD` and the first gap when parts are missing. */
  sign: procedure({ roles: PLAN_SIGNERS, kind: 'write', audit: 'action_plan.sign' })
    .input(idOnly)
    .output(z.object({ plan: planVersionSchema, tasksSet: z.number().int(), tasksClosed: z.number().int() })),

  /** Builds the PDF, asks where it should go and writes it there, and nowhere else. */
  savePdf: procedure({ roles: CARE_TEAM, kind: 'job', audit: EXPORT_AUDIT })
    .input(
      z.strictObject({
        id: idSchema,
        /** The whole plan for the team, or a plain copy in the first person for the member. */
        copy: z.enum(['team', 'member']).default('team'),
        /** Headings of the member's copy; what people wrote stays as they wrote it. */
        language: z.enum(['en', 'es']).default('en'),
        print: z.enum(['standard', 'large']).default('standard'),
      }),
    )
    .output(savedPdfSchema),

  /** Two versions side by side as PDF, changes marked by lines as on the screen. */
  saveCompare: procedure({ roles: CARE_TEAM, kind: 'job', audit: EXPORT_AUDIT })
    .input(
      z.strictObject({
        older: idSchema,
        newer: idSchema,
        shown: z.enum(['changes', 'all']).default('changes'),
      }),
    )
    .output(savedPdfSchema),

  /** Asks where to write the version as a FHIR R4 bundle with its CarePlan, and writes it there. */
  saveFhir: procedure({ roles: CARE_TEAM, kind: 'job', audit: EXPORT_AUDIT })
    .input(idOnly)
    .output(z.object({ saved: z.boolean(), fileName: z.string().nullable() })),

  /** Reviews, signatures and disclosures, and whether every signed version is still what was signed. */
  papers: procedure({ roles: EVERYONE, kind: 'read', audit: 'action_plan.papers' })
    .input(memberOnly)
    .output(papersSchema),

  /** Sends a whole draft to a clinical lead; nobody writes in it until it is answered or taken back. */
  sendForReview: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'action_plan.send_for_review' })
    .input(z.strictObject({ id: idSchema, reviewerId: idSchema, note: textSchema.max(2000).default('') }))
    .output(z.void()),
  answerReview: procedure({ roles: PLAN_REVIEWERS, kind: 'write', audit: 'action_plan.review' })
    .input(
      z.strictObject({
        id: idSchema,
        outcome: z.enum(['approved', 'returned']),
        comment: textSchema.max(2000).default(''),
      }),
    )
    .output(z.void()),
  takeBack: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'action_plan.take_back' })
    .input(idOnly)
    .output(z.void()),

  /** The member's signature under a signed version: drawn, typed, given by word of mouth or on paper. */
  addSignature: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'action_plan.signature' })
    .input(newSignatureSchema)
    .output(z.void()),

  /** Records a disclosure of a signed version, after checking the authority for it. */
  share: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'action_plan.share' })
    .input(newShareSchema)
    .output(z.void()),

  /** Keeps a signed authorization to disclose, which sharing is checked against from then on. */
  addAuthorization: procedure({
    roles: CARE_TEAM,
    kind: 'write',
    audit: 'action_plan.add_authorization',
  })
    .input(newAuthorizationSchema)
    .output(z.object({ id: idSchema })),
  /** Ends an authorization on the member's word; nothing can be shared under it from that day on. */
  withdrawAuthorization: procedure({
    roles: CARE_TEAM,
    kind: 'write',
    audit: 'action_plan.withdraw_authorization',
  })
    .input(
      z.strictObject({
        id: idSchema,
        on: dateSchema,
        how: lineSchema.min(1, 'Say how the member withdrew it.'),
      }),
    )
    .output(z.void()),

  /** Puts a draft away; `restore` brings it back. */
  discard: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'action_plan.discard' })
    .input(idOnly)
    .output(z.void()),
  restore: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'action_plan.restore' })
    .input(idOnly)
    .output(planVersionSchema),
};
