import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { programSchema } from '../members/member.ts';
import { timeOfDaySchema } from '../notes/content.ts';
import { procedure } from '../procedure.ts';
import { serviceModeSchema } from '../programs/pack.ts';
import { BILLING, EVERYONE } from '../roles.ts';
import { fixSchema, heldReasonSchema, warningReasonSchema } from './held.ts';
import { changePreviewRowSchema, lineChangeSchema } from './line-changes.ts';
import { missingSchema, monthSchema } from './missing.ts';
import { reconciliationSchema, sentLineSchema, sentStateSchema } from './sent.ts';

/** Where a line stands; `held` and `ready` are computed from the facts every time, the others are stored. */
export const encounterStateSchema = z.enum([
  'not_billable',
  'held',
  'ready',
  'built',
  'sent',
  'received',
  'accepted',
  'rejected',
  'void',
]);
export type EncounterState = z.infer<typeof encounterStateSchema>;

export const encounterDiagnosisSchema = z.object({ code: z.string(), label: z.string() });
export type EncounterDiagnosis = z.infer<typeof encounterDiagnosisSchema>;

/** One encounter line as the list shows it. */
export const encounterRowSchema = z.object({
  id: idSchema,
  noteId: idSchema,
  memberId: idSchema,
  memberName: z.string(),
  planId: idSchema,
  planName: z.string(),
  program: programSchema,
  serviceOn: dateSchema,
  startTime: z.string().nullable(),
  minutes: z.number().int(),
  mode: serviceModeSchema,
  place: z.object({ code: z.string(), label: z.string() }),
  staff: z.object({ id: idSchema, name: z.string(), clinical: z.boolean() }),
  code: z.string().nullable(),
  modifiers: z.array(z.string()),
  units: z.number().int(),
  ruleId: z.string().nullable(),
  diagnoses: z.array(encounterDiagnosisSchema),
  state: encounterStateSchema,
  /** The second line of the row: what is missing, or what the line says. */
  hint: z.string(),
  /** What else holds it besides the reason it is listed under. */
  alsoHeldBy: z.array(heldReasonSchema),
  /** What is worth a look and holds nothing. */
  warnings: z.array(warningReasonSchema),
  fix: fixSchema.nullable(),
  /** A diagnosis that a record suggests, for lines without one. */
  suggestion: encounterDiagnosisSchema.nullable(),
});
export type EncounterRow = z.infer<typeof encounterRowSchema>;

/** Lines held for the same reason. */
export const heldGroupSchema = z.object({
  reason: heldReasonSchema,
  sentence: z.string(),
  count: z.number().int(),
  plans: z.array(z.string()),
  /** Set when only some roles can fix it: "only an administrator can confirm". */
  whoFixes: z.string().nullable(),
  rows: z.array(encounterRowSchema),
});
export type HeldGroup = z.infer<typeof heldGroupSchema>;

const countsSchema = z.object({
  toSend: z.number().int(),
  held: z.number().int(),
  ready: z.number().int(),
  built: z.number().int(),
  /** Sent, no final word yet. */
  sent: z.number().int(),
  cameBack: z.number().int(),
  accepted: z.number().int(),
});

/** A page of the encounter list. */
export const encounterListSchema = z.object({
  checkedAt: instantSchema,
  counts: countsSchema,
  /** Held lines by reason; only for `to_send`. */
  groups: z.array(heldGroupSchema),
  /** Ready lines of `to_send`, or the built or sent ones, newest first, a page of them. */
  rows: z.array(encounterRowSchema),
  total: z.number().int(),
  plans: z.number().int(),
  /** How many rules each line was checked against. */
  rules: z.number().int(),
});
export type EncounterList = z.infer<typeof encounterListSchema>;

/** How a file of encounters is written: as 837P, or as the invoice of a plan that takes no EDI. */
export const fileFormatSchema = z.enum(['837p', 'csv', 'xlsx']);
export type FileFormat = z.infer<typeof fileFormatSchema>;

/** One file that building would make. */
export const plannedFileSchema = z.object({
  planId: idSchema,
  planName: z.string(),
  usage: z.enum(['T', 'P']),
  format: fileFormatSchema,
  fileName: z.string(),
  claims: z.number().int(),
  lines: z.number().int(),
  units: z.number().int(),
  members: z.number().int(),
  /** The interchange control number that will be used once it is built. */
  controlNumber: z.string(),
  segments: z.number().int(),
  /** Things worth knowing that stop nothing: "The agency's ZIP has no last four digits; 9998 stands in." */
  notes: z.array(z.string()),
});
export type PlannedFile = z.infer<typeof plannedFileSchema>;

/** One claim of a planned file, in words and in segments. */
export const claimPreviewSchema = z.object({
  planId: idSchema,
  planName: z.string(),
  index: z.number().int(),
  total: z.number().int(),
  words: z.array(z.object({ label: z.string(), value: z.string(), mono: z.boolean() })),
  segments: z.array(z.string()),
  /** In an invoice: each heading with the value of every line of the claim. */
  columns: z.array(z.object({ heading: z.string(), values: z.array(z.string()) })),
  firstSegment: z.number().int(),
  totalSegments: z.number().int(),
});
export type ClaimPreview = z.infer<typeof claimPreviewSchema>;

export const checkSchema = z.object({ state: z.enum(['done', 'held', 'neutral']), text: z.string() });

/** What building now would make. */
export const previewSchema = z.object({
  files: z.array(plannedFileSchema),
  claim: claimPreviewSchema.nullable(),
  checks: z.array(checkSchema),
});
export type EncounterPreview = z.infer<typeof previewSchema>;

/** A built file as lists show it. */
export const batchRowSchema = z.object({
  id: idSchema,
  planId: idSchema,
  planName: z.string(),
  fileName: z.string(),
  usage: z.enum(['T', 'P']),
  format: fileFormatSchema,
  controlNumber: z.string(),
  claims: z.number().int(),
  lines: z.number().int(),
  units: z.number().int(),
  members: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  state: z.enum(['built', 'sent']),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type BatchRow = z.infer<typeof batchRowSchema>;

const lineNumbers = z.array(z.string().min(1).max(50)).min(1).max(500);
const months = z.number().int().min(1).max(24).default(3);
const manyIds = z.array(idSchema).min(1).max(500);
const idOnly = z.strictObject({ id: idSchema });

/** Encounters: what waits to be sent and why, the files built from it, and what became of them. */
export const encountersContract = {
  /** Lines to send with what holds them, or the lines that were built or sent. */
  list: procedure({ roles: BILLING, kind: 'read', audit: 'encounter.list' })
    .input(
      z.strictObject({
        state: z.enum(['to_send', 'built', 'sent']).default('to_send'),
        text: z.string().max(100).default(''),
        limit: z.number().int().min(1).max(1000).default(200),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(encounterListSchema),

  /** A member's lines, newest first, with state and reason. */
  forMember: procedure({ roles: EVERYONE, kind: 'read', audit: 'encounter.list' })
    .input(z.strictObject({ memberId: idSchema, limit: z.number().int().min(1).max(500).default(200) }))
    .output(z.object({ rows: z.array(encounterRowSchema) })),

  /** The lines that wait for one rule of one plan. */
  waitingForRule: procedure({ roles: EVERYONE, kind: 'read', audit: 'encounter.list' })
    .input(z.strictObject({ planId: idSchema, ruleId: z.string().max(100) }))
    .output(z.object({ rows: z.array(encounterRowSchema), total: z.number().int() })),

  /** Adds a diagnosis to lines that were not built yet, and to the members' problem lists. */
  addDiagnosis: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.add-diagnosis' })
    .input(
      z.strictObject({
        items: z
          .array(
            z.strictObject({ encounterId: idSchema, code: lineSchema.min(1), label: lineSchema.optional() }),
          )
          .min(1)
          .max(500),
        toChart: z.boolean().default(true),
      }),
    )
    .output(z.object({ changed: z.number().int(), toCharts: z.number().int() })),

  /** Corrects when a service began, on lines that were not built yet; the signed note keeps what it says. */
  correctTime: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.correct-time' })
    .input(z.strictObject({ id: idSchema, startTime: timeOfDaySchema }))
    .output(z.object({ row: encounterRowSchema })),

  /** Keeps lines back for good: they are not billed, and the reason stays with them. */
  keepBack: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.keep-back' })
    .input(
      z.strictObject({
        ids: z.array(idSchema).min(1).max(500),
        reason: lineSchema.min(1, { error: 'Say why the line is not billed.' }),
      }),
    )
    .output(z.object({ changed: z.number().int() })),

  /** What one change would do to each of many open lines; nothing is written. */
  previewChange: procedure({ roles: BILLING, kind: 'read', audit: 'encounter.preview-change' })
    .input(z.strictObject({ ids: manyIds, change: lineChangeSchema }))
    .output(
      z.object({ rows: z.array(changePreviewRowSchema), fits: z.number().int(), ready: z.number().int() }),
    ),

  /** Makes one change to many open lines: place, worker, diagnosis, authorization, one line of several, kept back. */
  changeMany: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.change-many' })
    .input(z.strictObject({ ids: manyIds, change: lineChangeSchema }))
    .output(z.object({ fixId: idSchema, changed: z.number().int(), left: z.number().int() })),

  /** Takes such a change back as a whole, while none of its lines was built. */
  undoMany: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.undo-many' })
    .input(z.strictObject({ fixId: idSchema }))
    .output(z.object({ changed: z.number().int() })),

  /** What building now would make: the files, and one claim of one of them. */
  preview: procedure({ roles: BILLING, kind: 'read', audit: 'encounter.preview' })
    .input(
      z
        .strictObject({
          planId: idSchema.optional(),
          claim: z.number().int().min(0).default(0),
          /** Shows the claim that carries this line instead of the numbered one. */
          encounterId: idSchema.optional(),
        })
        .prefault({}),
    )
    .output(previewSchema),

  /** Builds one file a plan from the ready lines, uses up the control numbers, and queues the transfers. */
  build: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.build' })
    .input(z.strictObject({ planIds: z.array(idSchema).max(100).optional() }).prefault({}))
    .output(z.object({ batches: z.array(batchRowSchema) })),

  batches: procedure({ roles: BILLING, kind: 'read', audit: { none: 'file names and counts' } })
    .input(z.strictObject({ limit: z.number().int().min(1).max(500).default(100) }).prefault({}))
    .output(z.object({ batches: z.array(batchRowSchema) })),

  /** A built file with its text, one segment a line, or its rows. */
  batch: procedure({ roles: BILLING, kind: 'read', audit: 'encounter.view-file' })
    .input(idOnly)
    .output(
      batchRowSchema.extend({
        segments: z.array(z.string()),
        /** In an invoice: the first rows, the headings first. */
        rows: z.array(z.array(z.string())),
      }),
    ),

  /** Sent lines with the plan's word on each: those that came back, were accepted, or wait. */
  sentLines: procedure({ roles: BILLING, kind: 'read', audit: 'encounter.list' })
    .input(
      z.strictObject({
        state: sentStateSchema.optional(),
        batchId: idSchema.optional(),
        planId: idSchema.optional(),
        /** Only the last time each service went out, while nobody corrects it. */
        current: z.boolean().default(false),
        text: z.string().max(100).default(''),
        limit: z.number().int().min(1).max(1000).default(200),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ rows: z.array(sentLineSchema), total: z.number().int() })),

  /** Opens lines that came back; they go out again anew or as a replacement of the claim the plan has. */
  correct: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.correct' })
    .input(z.strictObject({ lineNumbers }))
    .output(z.object({ changed: z.number().int() })),

  /** Takes claims back that the plan accepted: they go out once more with frequency 8. */
  takeBack: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.take-back' })
    .input(
      z.strictObject({
        lineNumbers,
        reason: lineSchema.min(1, { error: 'Say why the claim is taken back.' }),
      }),
    )
    .output(z.object({ changed: z.number().int() })),

  /** Proves that sent = accepted + came back + waiting, for the files of the last months. */
  reconciliation: procedure({ roles: BILLING, kind: 'read', audit: { none: 'counts of lines, no names' } })
    .input(z.strictObject({ months }).prefault({}))
    .output(reconciliationSchema),

  /** Saves the reconciliation as PDF or as a sheet; null when the dialog was put away. */
  saveReconciliation: procedure({ roles: BILLING, kind: 'job', audit: 'encounter.save-reconciliation' })
    .input(z.strictObject({ months, as: z.enum(['pdf', 'csv', 'xlsx']) }))
    .output(z.object({ fileName: z.string().nullable() })),

  /** Enrolled members without a billable service in a month, or without a claim the plan accepted. */
  missing: procedure({ roles: EVERYONE, kind: 'read', audit: 'encounter.list' })
    .input(z.strictObject({ month: monthSchema.optional() }).prefault({}))
    .output(missingSchema),

  /** Saves that list as a sheet; null when the dialog was put away. */
  saveMissing: procedure({ roles: EVERYONE, kind: 'job', audit: 'encounter.save-missing' })
    .input(z.strictObject({ month: monthSchema, as: z.enum(['csv', 'xlsx']) }))
    .output(z.object({ fileName: z.string().nullable() })),

  /** Saves a built file where the user says; null when the dialog was put away. */
  saveFile: procedure({ roles: BILLING, kind: 'job', audit: 'encounter.save-file' })
    .input(idOnly)
    .output(z.object({ fileName: z.string().nullable() })),
};
