import { z } from 'zod';
import { monthSchema } from '../encounters/missing.ts';
import { idSchema, instantSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { BILLING } from '../roles.ts';

/** The two files that go to a plan once a month. */
export const monthlyKindSchema = z.enum(['return_file', 'outreach_tracker']);
export type MonthlyKind = z.infer<typeof monthlyKindSchema>;

/** A needed cell that is empty, and where it is put right. */
export const gapSchema = z.object({
  /** The row in the file, as a spreadsheet counts. */
  row: z.number().int(),
  memberId: idSchema,
  memberName: z.string(),
  heading: z.string(),
  /** The page to go to, with the words of the link. */
  fix: z.object({ label: z.string(), path: z.string() }),
});
export type Gap = z.infer<typeof gapSchema>;

/** A file that was built. */
export const monthlyFileSchema = z.object({
  id: idSchema,
  planId: idSchema,
  planName: z.string(),
  kind: monthlyKindSchema,
  month: monthSchema,
  fileName: z.string(),
  rows: z.number().int(),
  /** Needed cells that were empty when it was built. */
  gaps: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  createdAt: instantSchema,
  createdBy: z.string(),
  /** When the plan's server had it, or a person brought it there; null while it waits in Transfers. */
  sentAt: instantSchema.nullable(),
});
export type MonthlyFile = z.infer<typeof monthlyFileSchema>;

/** What building now would make. */
export const monthlyPreviewSchema = z.object({
  fileName: z.string(),
  headings: z.array(z.string()),
  /** Headings of columns that are to be confirmed with the plan; empty once somebody did. */
  toConfirm: z.array(z.string()),
  total: z.number().int(),
  members: z.number().int(),
  rows: z.array(z.object({ memberId: idSchema, memberName: z.string(), cells: z.array(z.string()) })),
  gaps: z.array(gapSchema),
  gapCount: z.number().int(),
});
export type MonthlyPreview = z.infer<typeof monthlyPreviewSchema>;

const which = { planId: idSchema, kind: monthlyKindSchema, month: monthSchema };

/** Return transmission and outreach tracker files: checked, built by month, queued for the plan. */
export const monthlyFilesContract = {
  preview: procedure({ roles: BILLING, kind: 'read', audit: 'monthly-file.preview' })
    .input(z.strictObject({ ...which, limit: z.number().int().min(1).max(2000).default(200) }))
    .output(monthlyPreviewSchema),
  /** Builds the file, keeps it and queues it. With empty needed cells only where somebody said so. */
  build: procedure({ roles: BILLING, kind: 'write', audit: 'monthly-file.build' })
    .input(z.strictObject({ ...which, withGaps: z.boolean().default(false) }))
    .output(monthlyFileSchema),
  list: procedure({ roles: BILLING, kind: 'read', audit: { none: 'file names and counts' } })
    .input(z.strictObject({ planId: idSchema.optional() }).prefault({}))
    .output(z.object({ files: z.array(monthlyFileSchema) })),
  /** Saves a built file where the user says; null when the dialog was put away. */
  saveFile: procedure({ roles: BILLING, kind: 'job', audit: 'monthly-file.save' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ fileName: z.string().nullable() })),
};
