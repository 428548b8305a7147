import { z } from 'zod';
import { idSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM } from '../roles.ts';
import { duplicateSchema } from './duplicate.ts';

/** The same person on file twice: found from the chart, merged, and taken apart again. */
export const mergeContract = {
  /** Others on file who may be the same person as this member, each with the reason. */
  lookalikes: procedure({ roles: CARE_TEAM, kind: 'read', audit: 'member.lookalikes', caseload: 'refused' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ lookalikes: z.array(duplicateSchema) })),

  /** Moves everything of one chart to the other, which stays; the first becomes a redirect. */
  merge: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.merge', caseload: 'refused' })
    .input(z.strictObject({ keepId: idSchema, mergeId: idSchema }))
    .output(z.object({ mergeId: idSchema, moved: z.number().int() })),

  /** Takes a merge back: both charts hold again what they held, and what was added since stays where it is. */
  undoMerge: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.undo-merge', caseload: 'refused' })
    .input(z.strictObject({ mergeId: idSchema }))
    .output(z.object({ keptId: idSchema, mergedId: idSchema })),
};
