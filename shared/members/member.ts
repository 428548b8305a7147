import { z } from 'zod';
import { dateSchema, idSchema } from '../fields.ts';

/** The programs a member can be served in; each has its own rule pack with effective dates. */
export const PROGRAMS = ['ECM', 'HHP'] as const;
export const programSchema = z.enum(PROGRAMS);
export type Program = z.infer<typeof programSchema>;

/**
 * Where a member stands between assignment by the plan and the end of service.
 *
 * The chain is assigned → in outreach → reached → enrolled, and any of them can end early.
 */
export const MEMBER_STATUSES = [
  'assigned',
  'in_outreach',
  'reached',
  'enrolled',
  'declined',
  'unable_to_reach',
  'excluded',
  'returned',
  'ended',
] as const;
export const memberStatusSchema = z.enum(MEMBER_STATUSES);
export type MemberStatus = z.infer<typeof memberStatusSchema>;

/** The words users see for each status. */
export const STATUS_WORDS: Readonly<Record<MemberStatus, string>> = {
  assigned: 'Assigned',
  in_outreach: 'In outreach',
  reached: 'Reached',
  enrolled: 'Enrolled',
  declined: 'Declined',
  unable_to_reach: 'Unable to reach',
  excluded: 'Excluded',
  returned: 'Returned to plan',
  ended: 'Ended',
};

/** The statuses of members somebody still works with. */
export const OPEN_STATUSES: readonly MemberStatus[] = ['assigned', 'in_outreach', 'reached', 'enrolled'];
/** The statuses before enrollment, while outreach runs. */
export const OUTREACH_STATUSES: readonly MemberStatus[] = ['assigned', 'in_outreach', 'reached'];

/** Female, male, another or nonbinary, or not known, as plans send it. */
export const sexSchema = z.enum(['F', 'M', 'X', 'U']);

export const personSchema = z.object({ id: idSchema, name: z.string() });

/** The last time somebody spoke with or saw the member. */
export const contactSchema = z.object({
  on: dateSchema,
  mode: z.string(),
  place: z.string().nullable(),
});

/** A member as every capability sees one. */
export const memberSchema = z.object({
  id: idSchema,
  plan: z.object({ id: idSchema, name: z.string(), shortName: z.string() }),
  cin: z.string(),
  planMemberId: z.string().nullable(),
  mrn: z.string().nullable(),
  firstName: z.string(),
  middleName: z.string().nullable(),
  lastName: z.string(),
  preferredName: z.string().nullable(),
  /** First name, middle initial and last name, as lists show it. */
  name: z.string(),
  pronouns: z.string().nullable(),
  birthDate: dateSchema,
  sex: sexSchema,
  language: z.string().nullable(),
  interpreter: z.boolean(),
  address: z.object({
    street: z.string().nullable(),
    city: z.string().nullable(),
    state: z.string().nullable(),
    zip: z.string().nullable(),
    county: z.string().nullable(),
  }),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  homeless: z.boolean(),
  onTel: z.boolean(),
  housingNote: z.string().nullable(),
  /** Further facts shown as flags, for example `off_roster` when the plan's file no longer lists the member. */
  flags: z.array(z.string()),
  program: programSchema.nullable(),
  status: memberStatusSchema,
  tier: z.string().nullable(),
  assignedOn: dateSchema.nullable(),
  enrolledOn: dateSchema.nullable(),
  endedOn: dateSchema.nullable(),
  authorization: z.object({
    number: z.string().nullable(),
    start: dateSchema.nullable(),
    end: dateSchema.nullable(),
  }),
  lead: personSchema.nullable(),
  lastContact: contactSchema.nullable(),
});

export type Member = z.infer<typeof memberSchema>;

/** A diagnosis on the member's problem list; `endedOn` is set when it no longer holds. */
export const conditionSchema = z.object({
  id: idSchema,
  code: z.string(),
  label: z.string(),
  source: z.string(),
  recordedOn: dateSchema,
  endedOn: dateSchema.nullable(),
});

export type Condition = z.infer<typeof conditionSchema>;

/** Joins a name the way lists show it: first name, middle initial, last name. */
export function displayName(first: string, middle: string | null, last: string): string {
  const initial = middle?.trim() ? `${[...middle.trim()][0]?.toUpperCase()}.` : '';
  return [first, initial, last].filter(Boolean).join(' ');
}
