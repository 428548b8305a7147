import { z } from 'zod';
import { instantSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, CARE_TEAM } from '../roles.ts';
import { answerSchema } from './contract.ts';
import type { Form } from './form.ts';
import { PROTOCOL_KINDS } from './protocols.ts';

const words = (most: number) => z.string().max(most);
const formIdSchema = z.string().min(1).max(64);

const testSchema = z.strictObject({ linkId: words(300), is: answerSchema });
const taskSchema = z.strictObject({
  title: words(200),
  detail: words(2_000),
  dueInDays: z.number().int().min(0).max(365),
  why: words(500),
});

const scoreSchema = z.strictObject({
  id: words(80),
  title: words(120),
  version: words(40),
  group: words(80).optional(),
  trend: words(80).optional(),
  when: testSchema.optional(),
  items: z.array(words(300)).max(500),
  min: z.number(),
  max: z.number(),
  positiveFrom: z.number().nullable(),
  bands: z
    .array(
      z.strictObject({
        id: words(80),
        from: z.number(),
        to: z.number(),
        label: words(80),
        meaning: words(500),
      }),
    )
    .max(20),
  source: words(1_000),
});

/** A form as the designer sends it; the questionnaire itself is read as carefully as one from a file. */
export const formInputSchema = z.strictObject({
  id: formIdSchema,
  title: words(120),
  questionnaire: z.looseObject({ resourceType: z.literal('Questionnaire') }),
  scores: z.array(scoreSchema).max(50),
  safety: z
    .array(
      z.strictObject({
        id: words(80),
        linkId: words(300),
        above: z.number().optional(),
        is: answerSchema.optional(),
        title: words(300),
        text: words(2_000),
        earlier: words(300),
        protocol: z.enum(PROTOCOL_KINDS).optional(),
        task: taskSchema,
      }),
    )
    .max(50),
  followUps: z
    .array(
      z.strictObject({
        id: words(80),
        scoreId: words(80).optional(),
        from: z.number().optional(),
        on: testSchema.optional(),
        task: taskSchema,
      }),
    )
    .max(100),
  suggestions: z
    .array(
      z.strictObject({
        id: words(80),
        on: z.union([
          z.strictObject({ any: z.array(testSchema).max(100) }),
          z.strictObject({ positive: words(80) }),
        ]),
        unconfirmed: z.boolean().optional(),
        problem: words(300),
        code: z
          .strictObject({
            system: words(500).optional(),
            code: words(200).optional(),
            display: words(2_000).optional(),
          })
          .nullable(),
      }),
    )
    .max(200)
    .optional(),
  cosign: z
    .strictObject({ role: z.literal('clinical_lead'), why: words(500) })
    .nullable()
    .optional(),
  confirm: z.array(words(500)).max(50).optional(),
});

const formSchema = z.custom<Form>();
const sourceSchema = z.strictObject({
  formId: formIdSchema,
  /** An earlier version of one of the agency's own forms; the newest where left out. */
  version: z.number().int().positive().optional(),
});

const changeSchema = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  linkId: z.string().nullable(),
  name: z.string(),
  lines: z.array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

export const formsContract = {
  /** Every form with its versions, for those who make them. */
  list: procedure({ roles: ADMINISTRATORS, kind: 'read', audit: { none: 'forms, no member data' } })
    .input(z.strictObject({}).optional())
    .output(
      z.object({
        forms: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            origin: z.enum(['shipped', 'imported', 'own']),
            /** What new assessments are begun with; null for one never published. */
            version: z.string().nullable(),
            items: z.number().int(),
            blocked: z.string().nullable(),
            draft: z
              .object({ updatedAt: instantSchema, by: z.string(), from: z.string().nullable() })
              .nullable(),
            versions: z.array(
              z.object({ version: z.number().int(), at: instantSchema, by: z.string(), note: z.string() }),
            ),
          }),
        ),
      }),
    ),

  /**
   * Begins a draft: of an own form's next version, as a copy of any other form, or empty. An own form has one draft
   * at most; asking again opens it.
   */
  startDraft: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'form.start' })
    .input(
      z.strictObject({
        from: sourceSchema.nullable(),
        copy: z.boolean().optional(),
        title: words(120).optional(),
      }),
    )
    .output(z.object({ formId: z.string() })),

  draft: procedure({ roles: ADMINISTRATORS, kind: 'read', audit: { none: 'a form, no member data' } })
    .input(z.strictObject({ formId: formIdSchema }))
    .output(
      z.object({
        form: formSchema,
        revision: z.number().int(),
        updatedAt: instantSchema,
        /** What it was begun from, for the comparison beside it; null for an empty one. */
        base: z.object({ name: z.string(), form: formSchema }).nullable(),
        /** The number it gets when it is published. */
        nextVersion: z.number().int(),
      }),
    ),

  /** Saves the draft as it stands; `revision` is the one it was read or last saved with. */
  saveDraft: procedure({
    roles: ADMINISTRATORS,
    kind: 'write',
    audit: { none: 'saved as it is typed; publishing leaves the row' },
  })
    .input(z.strictObject({ form: formInputSchema, revision: z.number().int() }))
    .output(z.object({ revision: z.number().int(), savedAt: instantSchema })),

  discardDraft: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'form.discard' })
    .input(z.strictObject({ formId: formIdSchema }))
    .output(z.object({ formId: z.string() })),

  restoreDraft: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'form.restore' })
    .input(z.strictObject({ formId: formIdSchema }))
    .output(z.object({ formId: z.string() })),

  /** Makes the draft a version that never changes again; assessments begun before keep the version they have. */
  publish: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'form.publish' })
    .input(z.strictObject({ formId: formIdSchema, revision: z.number().int(), note: words(500) }))
    .output(z.object({ version: z.number().int() })),

  /** Two versions of one form, item by item. */
  compare: procedure({ roles: ADMINISTRATORS, kind: 'read', audit: { none: 'forms, no member data' } })
    .input(z.strictObject({ formId: formIdSchema, before: z.number().int(), after: z.number().int() }))
    .output(z.object({ changes: z.array(changeSchema) })),

  /** What to do after each kind of safety answer, in the agency's words or Hearth's plain ones. */
  protocols: procedure({ roles: CARE_TEAM, kind: 'read', audit: { none: 'instructions, no member data' } })
    .input(z.strictObject({}).optional())
    .output(
      z.object({
        protocols: z.array(
          z.object({
            kind: z.enum(PROTOCOL_KINDS),
            title: z.string(),
            text: z.string(),
            /** False while it is the plain text that ships, which the agency is to replace. */
            own: z.boolean(),
            changedAt: instantSchema.nullable(),
            changedBy: z.string().nullable(),
          }),
        ),
      }),
    ),

  setProtocol: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'form.protocol' })
    .input(z.strictObject({ kind: z.enum(PROTOCOL_KINDS), text: z.string().trim().min(20).max(8_000) }))
    .output(z.object({ kind: z.enum(PROTOCOL_KINDS) })),

  /** Asks where, and writes the protocol as a one-page PDF; nothing about a member stands on it. */
  printProtocol: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'instructions, no member data' },
  })
    .input(z.strictObject({ kind: z.enum(PROTOCOL_KINDS) }))
    .output(z.object({ fileName: z.string().nullable() })),
};

/** One form of the list. */
export type FormEntry = z.output<
  NonNullable<(typeof formsContract)['list']['~orpc']['outputSchema']>
>['forms'][number];
