import { z } from 'zod';
import { dateSchema, idSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import type { Role } from '../roles.ts';

const READERS: readonly Role[] = ['administrator', 'auditor', 'clinical_lead'];

/** What is looked for: who, what, when and about whom; everything left out fits every row. */
export const auditFilterSchema = z.strictObject({
  memberId: idSchema.optional(),
  /** A part of the member's name. */
  member: z.string().max(100).optional(),
  userId: idSchema.optional(),
  /** Actions as `words.ts` keys them. */
  actions: z.array(z.string().max(60)).max(300).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  /** Days in the agency's time zone, both included. */
  from: dateSchema.optional(),
  to: dateSchema.optional(),
});
export type AuditFilterInput = z.infer<typeof auditFilterSchema>;

const rowSchema = z.object({
  seq: z.number(),
  at: z.string(),
  action: z.string(),
  outcome: z.string(),
  memberId: z.string().nullable(),
  memberName: z.string().nullable(),
  detail: z.string(),
  /** The page it was done from; none for work no page asked for, and for rows of the first version. */
  screen: z.string().nullable(),
  userName: z.string().nullable(),
});

const savedSchema = z.object({ fileName: z.string().nullable(), rows: z.number() });

export const auditContract = {
  /** Newest rows first, of everyone or of one member. */
  list: procedure({ roles: READERS, kind: 'read', audit: 'audit.list' })
    .input(
      auditFilterSchema.extend({
        before: z.number().int().optional(),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.array(rowSchema)),
  /**
   * Walks the whole chain and names the first row that was changed, if any; then looks whether the chain still holds
   * the newest row of every backup, so that one cut short is found too.
   */
  verify: procedure({ roles: READERS, kind: 'job', audit: 'audit.verify' })
    .input(z.strictObject({}).optional())
    .output(
      z.object({
        rows: z.number(),
        firstBroken: z.number().nullable(),
        /** Backups whose newest row is no longer in the chain. */
        cutSince: z.array(z.object({ backup: z.string(), takenAt: z.string(), seq: z.number() })),
        anchors: z.number(),
      }),
    ),
  /** Saves the rows that fit as a sheet; cells that a spreadsheet would run are guarded. */
  saveSheet: procedure({ roles: READERS, kind: 'job', audit: { none: 'Writes its own row with the file.' } })
    .input(auditFilterSchema)
    .output(savedSchema),
  /** Saves who looked at, changed and gave away a member's record: for the member who asks for it. */
  saveMemberReport: procedure({
    roles: READERS,
    kind: 'job',
    audit: { none: 'Writes its own row with the file.' },
  })
    .input(z.strictObject({ memberId: idSchema, from: dateSchema.optional(), to: dateSchema.optional() }))
    .output(savedSchema),
};
