import { z } from 'zod';
import { dateSchema, idSchema } from '../fields.ts';
import { programSchema } from '../members/member.ts';

/** A month, `YYYY-MM`. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'A month is YYYY-MM.' });

/** What an enrolled member lacks in a month: a billable service, or a claim that the plan took. */
export const missingKindSchema = z.enum(['no_service', 'no_claim']);
export type MissingKind = z.infer<typeof missingKindSchema>;

/** How far the line of a member came that is nearest to being accepted; `none` without any. */
export const missingStageSchema = z.enum(['none', 'to_send', 'built', 'sent', 'came_back']);
export type MissingStage = z.infer<typeof missingStageSchema>;

/** An enrolled member whose month does not count for the plan yet. */
export const missingRowSchema = z.object({
  memberId: idSchema,
  memberName: z.string(),
  planId: idSchema,
  planName: z.string(),
  program: programSchema,
  leadName: z.string().nullable(),
  lastContactOn: dateSchema.nullable(),
  kind: missingKindSchema,
  stage: missingStageSchema,
  /** "No service yet", "1 line to send", "sent, no answer yet", "came back". */
  words: z.string(),
  lines: z.number().int(),
});
export type MissingRow = z.infer<typeof missingRowSchema>;

/** A month's members without a billable service or without an accepted claim; capitation depends on both. */
export const missingSchema = z.object({
  month: monthSchema,
  /** Days of the month that are left, 0 once it is over. */
  daysLeft: z.number().int(),
  rows: z.array(missingRowSchema),
  enrolled: z.number().int(),
  served: z.number().int(),
  accepted: z.number().int(),
});
export type Missing = z.infer<typeof missingSchema>;

/** How many lines of a member's month stand in each state. */
export type LinesByState = Readonly<Record<string, number>>;

/** What a member's month lacks, or null when the plan has accepted a service of it. */
export function missingOf(
  lines: LinesByState,
): { readonly kind: MissingKind; readonly stage: MissingStage; readonly words: string } | null {
  const count = (...states: readonly string[]) => states.reduce((sum, state) => sum + (lines[state] ?? 0), 0);
  if (count('accepted') > 0) return null;
  const waiting = count('sent', 'received');
  if (waiting > 0) return { kind: 'no_claim', stage: 'sent', words: 'sent, no final answer yet' };
  if (count('built') > 0)
    return { kind: 'no_claim', stage: 'built', words: 'in a file that was not sent yet' };
  if (count('rejected') > 0)
    return { kind: 'no_claim', stage: 'came_back', words: 'came back, not corrected yet' };
  const open = count('ready');
  if (open > 0) {
    const words = open === 1 ? '1 line to send' : `${open} lines to send`;
    return { kind: 'no_claim', stage: 'to_send', words };
  }
  return { kind: 'no_service', stage: 'none', words: 'No billable service' };
}
