import { z } from 'zod';
import { idSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import type { Role } from '../roles.ts';

const READERS: readonly Role[] = ['administrator', 'auditor', 'clinical_lead'];

export const auditContract = {
  /** Newest rows first, of everyone or of one member. */
  list: procedure({ roles: READERS, kind: 'read', audit: 'audit.list' })
    .input(
      z.strictObject({
        memberId: idSchema.optional(),
        before: z.number().int().optional(),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.array(
        z.object({
          seq: z.number(),
          at: z.string(),
          action: z.string(),
          outcome: z.string(),
          memberId: z.string().nullable(),
          memberName: z.string().nullable(),
          detail: z.string(),
          userName: z.string().nullable(),
        }),
      ),
    ),
  /** Walks the whole chain and names the first row that was changed, if any. */
  verify: procedure({ roles: READERS, kind: 'job', audit: 'audit.verify' })
    .input(z.strictObject({}).optional())
    .output(z.object({ rows: z.number(), firstBroken: z.number().nullable() })),
};
