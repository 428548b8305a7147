import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, instantSchema } from '../fields.ts';
import { lastTestSchema, pinnedHostKeySchema } from '../plans/contract.ts';
import { procedure } from '../procedure.ts';
import { BILLING } from '../roles.ts';
import { TEST_STEPS, TRANSFER_STEPS } from './steps.ts';

/** What a transfer carries: today 837P encounter batches, later HAPs, return files and trackers. */
export const transferKindSchema = z.enum(['encounters', 'action_plans', 'return_file', 'outreach_tracker']);

const stepStateSchema = z.enum(['running', 'done', 'skipped', 'failed']);

/** One step of a transfer as it happens; `bytes` of `total` while uploading. */
export const transferEventSchema = z.object({
  step: z.enum(TRANSFER_STEPS),
  state: stepStateSchema,
  sentence: z.string(),
  at: instantSchema,
  bytes: z.number().int().min(0).optional(),
  total: z.number().int().min(0).optional(),
});

/** One step of a connection test as it happens. */
export const testEventSchema = z.object({
  step: z.enum(TEST_STEPS),
  state: stepStateSchema,
  sentence: z.string(),
  at: instantSchema,
});

/**
 * A transfer's state: in the outbox `queued`, `sending` or `unsure` (the line broke while the file was
 * being renamed and the server no longer shows it: a person asks the plan), in the ledger `sent`.
 */
export const transferStateSchema = z.enum(['queued', 'sending', 'unsure', 'sent']);

/** A file on its way to a plan, or arrived there. */
export const transferRowSchema = z.object({
  id: idSchema,
  planId: idSchema,
  planName: z.string(),
  kind: transferKindSchema,
  title: z.string(),
  fileName: z.string(),
  usage: z.enum(['T', 'P']),
  bytes: z.number().int(),
  state: transferStateSchema,
  attempts: z.number().int(),
  /** What happened at the last try, in one or two sentences, while it is still in the outbox. */
  problem: z.string().nullable(),
  createdAt: instantSchema,
  createdBy: z.string(),
  sentAt: instantSchema.nullable(),
});

/** A transfer with everything its panel shows. */
export const transferSchema = transferRowSchema.extend({
  sourceId: idSchema,
  /** SHA-256 of the bytes, hex. */
  sha256: z.string(),
  /** Where the file goes or went on the server; null for a plan without SFTP. */
  serverPath: z.string().nullable(),
  /** Fingerprint of the server that took it. */
  hostKey: z.string().nullable(),
  sentBy: z.string().nullable(),
  /** The steps of the last try. */
  steps: z.array(transferEventSchema),
});

/** A plan's connection, as the card above the outbox shows it. */
export const planConnectionSchema = z.object({
  id: idSchema,
  shortName: z.string(),
  usage: z.enum(['T', 'P']),
  /** Null for a plan that takes files by hand. */
  host: z.string().nullable(),
  user: z.string().nullable(),
  folder: z.string().nullable(),
  hasLogin: z.boolean(),
  hostKey: pinnedHostKeySchema.nullable(),
  lastTest: lastTestSchema.nullable(),
});

export const transfersContract = {
  /** Plans with their connection, the outbox, oldest first, and the ledger, newest first. */
  list: procedure({ roles: BILLING, kind: 'read', audit: { none: 'File names and counts, no member.' } })
    .input(
      z.strictObject({
        /** Part of a title, file name or plan name in the ledger. */
        find: z.string().trim().max(100).default(''),
        ledgerLimit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        plans: z.array(planConnectionSchema),
        outbox: z.array(transferRowSchema),
        ledger: z.array(transferRowSchema),
        /** How many the ledger holds that match. */
        ledgerCount: z.number().int(),
      }),
    ),
  get: procedure({ roles: BILLING, kind: 'read', audit: { none: 'A file’s way to the plan, no member.' } })
    .input(z.strictObject({ id: idSchema }))
    .output(transferSchema),
  /** Sends a file to its plan, step by step. The same bytes under the same name however often it is called. */
  send: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.send' })
    .input(z.strictObject({ id: idSchema }))
    .output(eventIterator(transferEventSchema)),
  /** Connects to a plan's server and looks into the folder without writing anything there. */
  testConnection: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.test_connection' })
    .input(z.strictObject({ planId: idSchema }))
    .output(eventIterator(testEventSchema)),
  /** Settles an `unsure` transfer after a person asked the plan, or one that was uploaded by hand. */
  settle: procedure({ roles: BILLING, kind: 'write', audit: 'transfer.settle' })
    .input(z.strictObject({ id: idSchema, arrived: z.boolean() }))
    .output(z.object({ state: transferStateSchema })),
};

export type TransferKind = z.infer<typeof transferKindSchema>;
export type TransferState = z.infer<typeof transferStateSchema>;
export type TransferEvent = z.infer<typeof transferEventSchema>;
export type TestEvent = z.infer<typeof testEventSchema>;
export type TransferRow = z.infer<typeof transferRowSchema>;
export type Transfer = z.infer<typeof transferSchema>;
export type PlanConnection = z.infer<typeof planConnectionSchema>;
