import { z } from 'zod';
import { dateSchema, idSchema, instantSchema } from '../../fields.ts';
import { procedure } from '../../procedure.ts';
import { BILLING } from '../../roles.ts';
import { verdictSchema } from '../answers/answer.ts';
import { RESPONSE_FIELDS, type ResponseField } from './read-sheet.ts';

const KEYS = RESPONSE_FIELDS.map(({ key }) => key) as [ResponseField, ...ResponseField[]];
const responseFieldSchema = z.enum(KEYS);

/** Where a sheet stands: looked at, counting, or taken back. */
export const sheetStateSchema = z.enum(['open', 'applied', 'undone']);

/** How many rows say what, and how many are about nothing of ours. */
export const sheetCountsSchema = z.object({
  rows: z.number().int(),
  accepted: z.number().int(),
  cameBack: z.number().int(),
  waiting: z.number().int(),
  /** Rows that belong to nothing that was sent, or whose status nobody knows. */
  unmatched: z.number().int(),
});
export type SheetCounts = z.infer<typeof sheetCountsSchema>;

/** A sheet in the list. */
export const sheetRowSchema = z.object({
  id: idSchema,
  planId: idSchema,
  planName: z.string(),
  fileName: z.string(),
  state: sheetStateSchema,
  counts: sheetCountsSchema,
  createdAt: instantSchema,
  appliedAt: instantSchema.nullable(),
});
export type SheetRow = z.infer<typeof sheetRowSchema>;

/** One row of a sheet and what it would change. */
export const sheetLineSchema = z.object({
  rowNumber: z.number().int(),
  /** The number of ours that it names. */
  number: z.string(),
  memberName: z.string().nullable(),
  serviceOn: dateSchema.nullable(),
  code: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  /** The plan's status and reason in one line. */
  words: z.string(),
  /** Why the row counts for nothing, with what to do; null when it counts. */
  problem: z.string().nullable(),
  cells: z.array(z.string()),
});
export type SheetLine = z.infer<typeof sheetLineSchema>;

/** A sheet with its rows as they would count. */
export const sheetSchema = sheetRowSchema.extend({
  columns: z.array(
    z.object({ letter: z.string(), heading: z.string(), field: responseFieldSchema.nullable() }),
  ),
  /** Every status word in the sheet with what it means and how often it stands there. */
  statuses: z.array(
    z.object({ word: z.string(), verdict: verdictSchema.nullable(), rows: z.number().int() }),
  ),
  /** What keeps it from being applied: a column nobody named yet. */
  problem: z.string().nullable(),
  rows: z.array(sheetLineSchema),
});
export type ResponseSheet = z.infer<typeof sheetSchema>;

const idOnly = z.strictObject({ id: idSchema });
const LIST = 'encounter.list';

/** The sheets with which plans answer invoices: looked at first, then applied, and taken back when it was the wrong one. */
export const responseSheetsContract = {
  list: procedure({ roles: BILLING, kind: 'read', audit: { none: 'file names and counts' } })
    .input(z.strictObject({ planId: idSchema.optional() }).prefault({}))
    .output(z.object({ sheets: z.array(sheetRowSchema) })),

  /** Asks for a sheet and keeps it; the same bytes again are the sheet that is there. Null when the dialog was put away. */
  open: procedure({ roles: BILLING, kind: 'job', audit: 'encounter.response-sheet' })
    .input(z.strictObject({ planId: idSchema }))
    .output(z.object({ id: idSchema, known: z.boolean() }).nullable()),

  get: procedure({ roles: BILLING, kind: 'read', audit: LIST })
    .input(
      z.strictObject({
        id: idSchema,
        only: z.enum(['all', 'problems']).default('all'),
        limit: z.number().int().min(1).max(2000).default(500),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(sheetSchema),

  /** Says what columns and status words mean; remembered for the plan's next sheets. */
  learn: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.response-sheet' })
    .input(
      z.strictObject({
        id: idSchema,
        columns: z.record(z.string().max(300), responseFieldSchema.nullable()).default({}),
        statuses: z.record(z.string().max(300), verdictSchema.nullable()).default({}),
      }),
    )
    .output(z.object({})),

  /** Lets every row that is understood count. Doing it twice changes nothing. */
  apply: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.response-sheet' })
    .input(idOnly)
    .output(z.object({ lines: z.number().int(), sentence: z.string() })),

  /** Takes every answer of a sheet back; lines stand where they stood before. */
  undo: procedure({ roles: BILLING, kind: 'write', audit: 'encounter.response-sheet' })
    .input(idOnly)
    .output(z.object({ lines: z.number().int() })),
};
