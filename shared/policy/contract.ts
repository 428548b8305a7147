import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { EVERYONE } from '../roles.ts';
import { UPDATE_BEHAVIOURS } from './policy.ts';

/** What holds on this computer, and which of it stands in the policy file. */
export const policyStateSchema = z.object({
  source: z.enum(['none', 'file', 'refused']),
  path: z.string(),
  policy: z.object({
    idleMinutes: z.number(),
    minPassphrase: z.number(),
    refusedWords: z.array(z.string()).readonly(),
    deviceUnlockHours: z.number(),
    allowedHosts: z.array(z.string()).readonly().nullable(),
    updates: z.enum(UPDATE_BEHAVIOURS),
    dataFolder: z.string().nullable(),
    escrowPublicKey: z.string().nullable(),
  }),
  setByFile: z.array(z.string()).readonly(),
  problem: z.string().nullable(),
});

export const policyContract = {
  /** The rules of this computer; the path is the fixed place where administrators put the file. */
  current: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'The rules of the computer.' } })
    .input(z.strictObject({}).optional())
    .output(policyStateSchema),
};
