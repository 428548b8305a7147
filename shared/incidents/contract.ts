import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, type Role } from '../roles.ts';

const READERS: readonly Role[] = [...ADMINISTRATORS, 'auditor'];

/** One thing that should not have happened; never a word of what a person typed. */
export const incidentSchema = z.object({
  /** What a screen that failed has shown; UUIDv7, or a fixed word for work nobody asked for. */
  id: z.string().max(40),
  at: z.string(),
  /** A few fixed words, such as `unexpected failure`. */
  what: z.string().max(60),
  /** The part of Hearth it happened in, such as `notes.sign`. */
  where: z.string().max(60).nullable(),
  /** Kind and code of the error, without its message. */
  error: z.string().max(80).nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;

export const incidentsContract = {
  /** What went wrong on this computer, newest first. */
  list: procedure({
    roles: READERS,
    kind: 'read',
    audit: { none: 'Times and kinds of failures, no member data.' },
  })
    .input(z.strictObject({}).optional())
    .output(z.array(incidentSchema)),
  /** Saves what whoever helps needs to know: versions, sizes, counts, failures; no name, no text of a record. */
  saveDiagnostics: procedure({ roles: READERS, kind: 'job', audit: 'incidents.save_diagnostics' })
    .input(z.strictObject({}).optional())
    .output(z.object({ fileName: z.string().nullable() })),
};
