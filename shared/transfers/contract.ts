import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, instantSchema, lineSchema } from '../fields.ts';
import { lastTestSchema, pinnedHostKeySchema } from '../plans/contract.ts';
import { procedure } from '../procedure.ts';
import { BILLING } from '../roles.ts';
import { RECEIVED_KINDS } from './kinds.ts';
import { TEST_STEPS, TRANSFER_STEPS } from './steps.ts';

/** What a transfer carries: 837P batches, Health Action Plans, RTF, OTF, invoices (CSV, XLSX), any other document. */
export const transferKindSchema = z.enum([
  'encounters',
  'action_plans',
  'return_file',
  'outreach_tracker',
  'invoice',
  'document',
]);

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
  /** When the plan's first answer to it came. */
  answeredAt: instantSchema.nullable(),
  /** A production file whose plan has not answered within the hours of its profile. */
  late: z.boolean(),
  /** When Hearth tries again by itself. */
  nextTryAt: instantSchema.nullable(),
  /** Put on hold by a person. */
  paused: z.boolean(),
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
  /** How many members' data is inside. */
  members: z.number().int(),
  /** Earlier sendings of a file that was sent again, newest first. */
  sentBefore: z.array(
    z.object({
      at: instantSchema,
      by: z.string(),
      answeredAt: instantSchema.nullable(),
      /** Why it was sent again. */
      reason: z.string(),
    }),
  ),
  /** When its bytes were removed because the plan's years of keeping were over. */
  contentRemovedAt: instantSchema.nullable(),
  /** Only with a Health Action Plan. */
  actionPlan: z
    .object({
      memberId: idSchema,
      version: z.number().int(),
      /** The newest signed version when that is another one, and whether it waits or was sent. */
      newer: z
        .object({
          version: z.number().int(),
          signedAt: instantSchema,
          transfer: z.enum(['none', 'queued', 'sent']),
        })
        .nullable(),
      /** What changed from this version to the newest one, a line each. */
      changes: z.array(z.string()),
    })
    .nullable(),
});

/** A member whose data is inside a file. */
export const memberInsideSchema = z.object({ id: idSchema, name: z.string(), cin: z.string() });

/** A document on its way into the outbox; the last event is `queued`. */
export const queueEventSchema = z.object({
  step: z.enum(['keeping', 'queued']),
  sentence: z.string(),
  bytes: z.number().int(),
  total: z.number().int(),
  /** The transfer, with `queued`. */
  id: idSchema.nullable(),
});

/** `new` is kept and not yet looked at, `waiting` needs a person, `done` needs nobody. */
export const receivedStateSchema = z.enum(['new', 'waiting', 'done']);
export const receivedKindSchema = z.enum(RECEIVED_KINDS);

/** A file from a plan, kept in the encrypted workspace exactly as it came. */
export const receivedRowSchema = z.object({
  id: idSchema,
  planId: idSchema,
  planName: z.string(),
  kind: receivedKindSchema,
  fileName: z.string(),
  bytes: z.number().int(),
  state: receivedStateSchema,
  /** What became of it, or what a person has to decide. */
  sentence: z.string(),
  /** Its first readable line; empty for a file that is no text. */
  firstLine: z.string(),
  /** Null for a file that a person loaded from a disk. */
  serverPath: z.string().nullable(),
  receivedAt: instantSchema,
  receivedBy: z.string(),
});

/** A received file with everything its panel shows. */
export const receivedSchema = receivedRowSchema.extend({
  sha256: z.string(),
  hostKey: z.string().nullable(),
  /** The file of ours that it answers. */
  answers: z.object({ id: idSchema, title: z.string() }).nullable(),
  /** What opening it made, for example a roster preview. */
  importId: idSchema.nullable(),
  /** Its first lines as text; empty for a file that is no text. */
  head: z.array(z.string()),
  settledAt: instantSchema.nullable(),
  settledBy: z.string().nullable(),
  /** When its bytes were removed because the plan's years of keeping were over. */
  contentRemovedAt: instantSchema.nullable(),
});

/** One thing that happened while Hearth looked for answers; the last event is `finished`. */
export const collectEventSchema = z.object({
  step: z.enum(['looking', 'kept', 'known', 'problem', 'finished']),
  planId: idSchema.nullable(),
  sentence: z.string(),
  at: instantSchema,
  /** Only with `finished`. */
  counts: z
    .object({
      kept: z.number().int(),
      known: z.number().int(),
      waiting: z.number().int(),
      problems: z.number().int(),
    })
    .optional(),
});

/** One line of an unattended run; the last event is `finished`. */
export const runEventSchema = z.object({
  step: z.enum(['sent', 'not_sent', 'collected', 'problem', 'finished']),
  planId: idSchema.nullable(),
  /** The file it is about. */
  id: idSchema.nullable(),
  sentence: z.string(),
  at: instantSchema,
  counts: z
    .object({
      sent: z.number().int(),
      notSent: z.number().int(),
      kept: z.number().int(),
      problems: z.number().int(),
    })
    .optional(),
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
  /** How many folders Hearth looks into for answers. */
  responseFolders: z.number().int(),
  hasLogin: z.boolean(),
  hostKey: pinnedHostKeySchema.nullable(),
  lastTest: lastTestSchema.nullable(),
  /** When Hearth sends to it by itself the next time; null where it has no times. */
  nextRunAt: instantSchema.nullable(),
  /** Signed Health Action Plans that it wants and that were never queued. */
  actionPlansDue: z.number().int(),
});

export const transfersContract = {
  /** Plans with their connection, the outbox, oldest first, and the ledger, newest first. */
  list: procedure({
    roles: BILLING,
    kind: 'read',
    audit: { none: 'File names can carry a CIN: the operation writes one row a look, not one a refresh.' },
  })
    .input(
      z.strictObject({
        /** Part of a title, file name, plan name or fingerprint in the ledger, or a member's name or CIN. */
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
        /** Files from plans that wait for a person, newest first. */
        inbox: z.array(receivedRowSchema),
        /** Files from plans that are done, newest first. */
        received: z.array(receivedRowSchema),
        receivedCount: z.number().int(),
        /** When Hearth last looked for answers. */
        checkedAt: instantSchema.nullable(),
        /** When Hearth sends and looks by itself the next time, while it is open. */
        nextRunAt: instantSchema.nullable(),
      }),
    ),
  get: procedure({
    roles: BILLING,
    kind: 'read',
    audit: { none: 'File names can carry a CIN: the operation writes one row a look, not one a refresh.' },
  })
    .input(z.strictObject({ id: idSchema }))
    .output(transferSchema),
  /** Whose data is inside a file. */
  members: procedure({ roles: BILLING, kind: 'read', audit: 'transfer.view_members' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ members: z.array(memberInsideSchema) })),
  /** Asks for a file and puts it into the outbox of a plan, whatever it is; ends without an event when put away. */
  queueDocument: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.queue_document' })
    .input(
      z.strictObject({
        planId: idSchema,
        /** What people call it; the file's name when left out. */
        title: lineSchema.default(''),
        /** Whose data is inside, so that the disclosure is on record. */
        memberIds: z.array(idSchema).max(1000).default([]),
      }),
    )
    .output(eventIterator(queueEventSchema)),
  /** Moves a file of the outbox up or down, by one place or past several others: what stands first goes first. */
  move: procedure({ roles: BILLING, kind: 'write', audit: 'transfer.move' })
    .input(
      z.strictObject({
        id: idSchema,
        to: z.enum(['up', 'down']),
        by: z.number().int().min(1).max(10_000).default(1),
      }),
    )
    .output(z.object({ moved: z.boolean() })),
  /** Sends a file to its plan, step by step. The same bytes under the same name however often it is called. */
  send: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.send' })
    .input(z.strictObject({ id: idSchema }))
    .output(eventIterator(transferEventSchema)),
  /** Looks for answers in the response folders of one plan or of all, and keeps what is new. */
  collect: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.collect' })
    .input(z.strictObject({ planId: idSchema.optional() }))
    .output(eventIterator(collectEventSchema)),
  /** Keeps an answer that a person fetched from a plan's portal; null when the dialog was put away. */
  loadResponse: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.load_response' })
    .input(z.strictObject({ planId: idSchema }))
    .output(z.object({ id: idSchema, known: z.boolean(), sentence: z.string() }).nullable()),
  received: procedure({ roles: BILLING, kind: 'read', audit: 'transfer.view_received' })
    .input(z.strictObject({ id: idSchema }))
    .output(receivedSchema),
  /** Says what a file is whose kind Hearth did not know, or that nothing is to be done with it. */
  settleReceived: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.settle_received' })
    .input(z.strictObject({ id: idSchema, as: z.enum(['roster', 'admissions', 'nothing']) }))
    .output(z.object({ state: receivedStateSchema, sentence: z.string() })),
  /** Saves a received file where the user says, byte for byte. */
  saveReceived: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.save_received' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ fileName: z.string().nullable() })),
  /** Saves what was or will be sent where the user says, byte for byte. */
  saveSent: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.save_sent' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ fileName: z.string().nullable() })),
  /** Puts a sent file back into the outbox: the same bytes under the same name. */
  sendAgain: procedure({ roles: BILLING, kind: 'write', audit: 'transfer.send_again' })
    .input(z.strictObject({ id: idSchema, reason: lineSchema.min(1, 'Say why the plan needs it again.') }))
    .output(z.object({ state: transferStateSchema })),
  /** Holds a file back, keeping what is on the server already, or lets it go on. */
  pause: procedure({ roles: BILLING, kind: 'write', audit: 'transfer.pause' })
    .input(z.strictObject({ id: idSchema, paused: z.boolean() }))
    .output(z.object({ paused: z.boolean() })),
  /** Puts signed Health Action Plans that their plan wants and does not have into the outbox. */
  queueActionPlans: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.queue_action_plans' })
    .input(z.strictObject({ planId: idSchema.optional() }))
    .output(z.object({ queued: z.number().int() })),
  /** Sends everything that waits and looks for answers, plan by plan: for the task scheduler. */
  run: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.run' })
    .input(z.strictObject({}).prefault({}))
    .output(eventIterator(runEventSchema)),
  /** Connects to a plan's server, looks into the folder, and tries writing with an empty file where tests go. */
  testConnection: procedure({ roles: BILLING, kind: 'job', audit: 'transfer.test_connection' })
    .input(z.strictObject({ planId: idSchema }))
    .output(eventIterator(testEventSchema)),
  /** Settles an `unsure` transfer after a person asked the plan, or one that was uploaded by hand. */
  settle: procedure({ roles: BILLING, kind: 'write', audit: 'transfer.settle' })
    .input(z.strictObject({ id: idSchema, arrived: z.boolean() }))
    .output(z.object({ state: transferStateSchema })),
};

export type ReceivedState = z.infer<typeof receivedStateSchema>;
export type ReceivedRow = z.infer<typeof receivedRowSchema>;
export type Received = z.infer<typeof receivedSchema>;
export type CollectEvent = z.infer<typeof collectEventSchema>;
export type RunEvent = z.infer<typeof runEventSchema>;
export type TransferKind = z.infer<typeof transferKindSchema>;
export type TransferState = z.infer<typeof transferStateSchema>;
export type TransferEvent = z.infer<typeof transferEventSchema>;
export type TestEvent = z.infer<typeof testEventSchema>;
export type TransferRow = z.infer<typeof transferRowSchema>;
export type Transfer = z.infer<typeof transferSchema>;
export type MemberInside = z.infer<typeof memberInsideSchema>;
export type QueueEvent = z.infer<typeof queueEventSchema>;
export type PlanConnection = z.infer<typeof planConnectionSchema>;
