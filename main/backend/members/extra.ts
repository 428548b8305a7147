import { z } from 'zod';

/**
 * What a member carries besides its columns, as JSON in `member.extra`.
 *
 * `columns` holds the plan's columns that Hearth has no field for, verbatim; `corrected` names the fields a
 * person corrected here, which no later roster overwrites.
 */
const memberExtraSchema = z.object({
  columns: z.record(z.string(), z.string()).default({}),
  corrected: z.array(z.string()).default([]),
  /** The day of the first roster that no longer listed the member. */
  offRosterOn: z.string().nullable().default(null),
  /** How the member agreed to take part, where the program asks. */
  consent: z.object({ how: z.string(), on: z.string() }).nullable().default(null),
});

export type MemberExtra = z.infer<typeof memberExtraSchema>;

/** An empty extra, for a member added by hand. */
export const NO_EXTRA: MemberExtra = { columns: {}, corrected: [], offRosterOn: null, consent: null };

/** Reads `member.extra`; fields it lacks get their empty value. */
export function parseExtra(text: string): MemberExtra {
  return memberExtraSchema.parse(JSON.parse(text));
}
