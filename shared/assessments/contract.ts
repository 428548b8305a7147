import { z } from 'zod';
import { idSchema, instantSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, CARE_TEAM, EVERYONE } from '../roles.ts';
import type { AnswerStore } from './answer-store.ts';
import type { CompletedAssessment } from './complete.ts';
import type { Form } from './form.ts';
import type { Answer } from './questionnaire.ts';

/** Those who may read what members answered; billing does not need it. */
const READERS = [...CARE_TEAM, 'auditor'] as const;

const codingSchema = z.strictObject({
  system: z.string().max(500).optional(),
  code: z.string().max(200).optional(),
  display: z.string().max(2_000).optional(),
});

const quantitySchema = z.strictObject({
  value: z.number(),
  unit: z.string().max(100).optional(),
  system: z.string().max(500).optional(),
  code: z.string().max(100).optional(),
});

/** One FHIR answer: exactly one `value[x]`. Whether it fits the question is the engine's to say. */
export const answerSchema: z.ZodType<Answer> = z.strictObject({
  valueBoolean: z.boolean().optional(),
  valueDecimal: z.number().optional(),
  valueInteger: z.number().int().optional(),
  valueDate: z.string().max(20).optional(),
  valueDateTime: z.string().max(40).optional(),
  valueTime: z.string().max(20).optional(),
  valueString: z.string().max(20_000).optional(),
  valueUri: z.string().max(2_000).optional(),
  valueCoding: codingSchema.optional(),
  valueQuantity: quantitySchema.optional(),
});

/** A linkId, with an index for every repeating group it stands in. */
const linkIdSchema = z.string().min(1).max(300);

export const changeSchema = z.union([
  z.strictObject({
    linkId: linkIdSchema,
    /** A list for questions that take several answers; null clears. */
    value: z.union([answerSchema, z.array(answerSchema).max(100), z.null()]),
  }),
  /** One more of a repeating group, or this one less. */
  z.strictObject({ linkId: linkIdSchema, occurrence: z.enum(['add', 'remove']) }),
]);

export const assessmentStateSchema = z.enum(['draft', 'signed', 'discarded']);
export type AssessmentState = z.infer<typeof assessmentStateSchema>;

/** A score in a list: what it is called, how much, and the band only when nothing is blank. */
export const scoreSummarySchema = z.object({
  ruleId: z.string(),
  title: z.string(),
  total: z.number(),
  answered: z.number().int(),
  of: z.number().int(),
  complete: z.boolean(),
  band: z.string().nullable(),
  positive: z.boolean().nullable(),
});
export type ScoreSummary = z.infer<typeof scoreSummarySchema>;

const personSchema = z.object({ id: idSchema, name: z.string() });

export const assessmentSummarySchema = z.object({
  id: idSchema,
  memberId: idSchema,
  formId: z.string(),
  formVersion: z.string(),
  title: z.string(),
  state: assessmentStateSchema,
  answered: z.number().int(),
  of: z.number().int(),
  score: scoreSummarySchema.nullable(),
  /** With the offset of the agency's time zone, so that a form's `today()` is the agency's day. */
  startedAt: z.iso.datetime({ offset: true }),
  startedBy: personSchema,
  updatedAt: instantSchema,
  signedAt: instantSchema.nullable(),
  signedBy: personSchema.nullable(),
  /** The signed version this one takes the place of, and why. */
  amends: z.object({ id: idSchema, reason: z.string() }).nullable(),
  /** The signed version that took its place. */
  amendedBy: idSchema.nullable(),
  cosign: z.enum(['not-needed', 'waiting', 'done']),
});
export type AssessmentSummary = z.infer<typeof assessmentSummarySchema>;

/** Signed scores of one instrument, oldest first: never PHQ-2 and PHQ-9 in one line. */
export const trendSchema = z.object({
  ruleId: z.string(),
  title: z.string(),
  min: z.number(),
  max: z.number(),
  positiveFrom: z.number().nullable(),
  points: z.array(
    z.object({ assessmentId: idSchema, at: instantSchema, total: z.number(), band: z.string().nullable() }),
  ),
});
export type Trend = z.infer<typeof trendSchema>;

/** One assessment with everything the page needs to run it: the same engine works on it at both ends. */
export const assessmentSchema = z.object({
  id: idSchema,
  memberId: idSchema,
  memberName: z.string(),
  state: assessmentStateSchema,
  /** Frozen when it was started. */
  form: z.custom<Form>(),
  store: z.custom<AnswerStore>(),
  /** The question the person was at. */
  focus: z.string().nullable(),
  /** With the offset of the agency's time zone, so that a form's `today()` is the agency's day. */
  startedAt: z.iso.datetime({ offset: true }),
  updatedAt: instantSchema,
  signedAt: instantSchema.nullable(),
  signedBy: personSchema.nullable(),
  /** What signing made; null until then. */
  completed: z.custom<CompletedAssessment>().nullable(),
  amends: z.object({ id: idSchema, reason: z.string() }).nullable(),
  cosign: z.enum(['not-needed', 'waiting', 'done']),
  /** The library holds a newer version of this form. */
  hasNewerForm: z.boolean(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

const byId = z.strictObject({ id: idSchema });

/** A file that was written where the person said; null when they thought better of it. */
const savedFileSchema = z.object({ fileName: z.string().nullable(), notes: z.array(z.string()) });

export const assessmentsContract = {
  library: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'the same for everyone, no member data' },
  })
    .input(z.strictObject({}).optional())
    .output(
      z.object({
        forms: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            name: z.string(),
            version: z.string(),
            copyright: z.string(),
            imported: z.boolean(),
            /** Why it cannot be started; null when it can. */
            blocked: z.string().nullable(),
            /** What was written down from memory and must be compared with its owner's page. */
            confirm: z.array(z.string()),
          }),
        ),
        /** Instruments that may not ship: whom to ask for the file. */
        slots: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            measures: z.string(),
            ask: z.string(),
            address: z.string().nullable(),
          }),
        ),
      }),
    ),

  list: procedure({ roles: READERS, kind: 'read', audit: 'assessment.list' })
    .input(z.strictObject({ memberId: idSchema }))
    .output(z.object({ assessments: z.array(assessmentSummarySchema), trends: z.array(trendSchema) })),

  /** Starts a form, or opens the one already begun: a member has at most one open copy of each form. */
  start: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'assessment.start' })
    .input(z.strictObject({ memberId: idSchema, formId: z.string().min(1).max(64) }))
    .output(z.object({ id: idSchema, resumed: z.boolean() })),

  get: procedure({ roles: READERS, kind: 'read', audit: 'assessment.view' })
    .input(byId)
    .output(assessmentSchema),

  /**
   * Saves as the person answers, at most a second behind; changes are applied in order.
   *
   * The audit log gets one `assessment.save` row a sitting (a person's saves less than 15 minutes apart), not one a
   * keystroke; the answer store itself keeps every value with its time and user.
   */
  saveAnswers: procedure({
    roles: CARE_TEAM,
    kind: 'write',
    audit: { none: 'saved at every answer; writes its own assessment.save row once a sitting' },
  })
    .input(
      z.strictObject({
        id: idSchema,
        changes: z.array(changeSchema).max(500),
        focus: linkIdSchema.nullable(),
      }),
    )
    .output(
      z.object({
        savedAt: instantSchema,
        /** Safety rules this save set off; each has set its task. */
        raised: z.array(z.string()),
      }),
    ),

  sign: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'assessment.sign' })
    .input(byId)
    .output(z.object({ assessment: assessmentSummarySchema, tasks: z.array(z.string()) })),

  /** Opens a new version of a signed assessment, with its answers; the old one stays as it is. */
  amend: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'assessment.amend' })
    .input(z.strictObject({ id: idSchema, reason: z.string().trim().min(3).max(500) }))
    .output(z.object({ id: idSchema })),

  cosign: procedure({ roles: ['clinical_lead', 'administrator'], kind: 'write', audit: 'assessment.cosign' })
    .input(byId)
    .output(z.object({ id: idSchema })),

  /** Two signed versions or administrations of one form, question by question. */
  compare: procedure({ roles: READERS, kind: 'read', audit: 'assessment.compare' })
    .input(z.strictObject({ before: idSchema, after: idSchema }))
    .output(
      z.object({
        beforeAt: instantSchema,
        afterAt: instantSchema,
        rows: z.array(
          z.object({
            linkId: z.string(),
            question: z.string(),
            before: z.string().nullable(),
            after: z.string().nullable(),
            changed: z.boolean(),
          }),
        ),
      }),
    ),

  /** Asks where, and writes the answers as a FHIR QuestionnaireResponse. */
  exportResponse: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'writes its own assessment.export row' },
  })
    .input(byId)
    .output(savedFileSchema),

  exportForm: procedure({ roles: EVERYONE, kind: 'job', audit: { none: 'a form, no member data' } })
    .input(z.strictObject({ formId: z.string().min(1).max(64) }))
    .output(savedFileSchema),

  /** Asks for a FHIR QuestionnaireResponse and begins an assessment with its answers, to be looked over and signed. */
  importResponse: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'writes its own assessment.import row' },
  })
    .input(z.strictObject({ memberId: idSchema }))
    .output(z.object({ id: idSchema.nullable(), problems: z.array(z.string()) })),

  /** Asks for any FHIR Questionnaire and puts it into this agency's library. */
  importForm: procedure({
    roles: ADMINISTRATORS,
    kind: 'job',
    audit: { none: 'writes its own form.import row' },
  })
    .input(z.strictObject({}).optional())
    .output(z.object({ id: z.string().nullable(), title: z.string(), problems: z.array(z.string()) })),

  /** Asks where, and writes the assessment as a PDF. */
  savePdf: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'writes its own assessment.export row' },
  })
    .input(byId)
    .output(savedFileSchema),

  /** The form without answers, for paper. */
  saveBlankPdf: procedure({ roles: EVERYONE, kind: 'job', audit: { none: 'a form, no member data' } })
    .input(z.strictObject({ formId: z.string().min(1).max(64) }))
    .output(savedFileSchema),

  /** Puts an unsigned assessment away; it can be brought back for 30 days. */
  discard: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'assessment.discard' })
    .input(byId)
    .output(z.object({ id: idSchema })),

  restore: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'assessment.restore' })
    .input(byId)
    .output(z.object({ id: idSchema })),
};
