import { z } from 'zod';

/** Why a line waits for a person; the first that holds is the group it is listed in. */
export const HELD_REASONS = [
  'no_diagnosis',
  'diagnosis_not_valid',
  'times_overlap',
  'same_line_twice',
  'outside_enrollment',
  'outside_authorization',
  'member_facts',
  'cin_format',
  'staff_npi',
  'future_date',
  'no_longer_billable',
  'rule_not_confirmed',
] as const;
export const heldReasonSchema = z.enum(HELD_REASONS);
export type HeldReason = z.infer<typeof heldReasonSchema>;

/** The sentence over each group. */
export const HELD_SENTENCES: Readonly<Record<HeldReason, string>> = {
  no_diagnosis: 'No diagnosis on the note.',
  diagnosis_not_valid: 'A diagnosis does not fit the day of service.',
  times_overlap: 'Times overlap for the same worker.',
  same_line_twice: 'The same line stands twice.',
  outside_enrollment: 'Outside the enrollment.',
  outside_authorization: 'Outside the authorization.',
  member_facts: 'The member’s record lacks a fact the plan needs.',
  cin_format: 'The member id is not in the plan’s form.',
  staff_npi: 'The plan wants the worker’s NPI.',
  future_date: 'The day of service is in the future.',
  no_longer_billable: 'The line is not billable by today’s rules.',
  rule_not_confirmed: 'The rule is not confirmed with the plan.',
};

/** Said beside a group that not everybody can fix. */
export const WHO_FIXES: Partial<Readonly<Record<HeldReason, string>>> = {
  rule_not_confirmed: 'only an administrator can confirm',
  staff_npi: 'only an administrator can add it',
};

/** Where the fix is made: the word of the link, the page, and the field to put the focus in. */
export const fixSchema = z.object({
  label: z.string(),
  page: z.enum(['encounter', 'chart', 'note', 'users', 'rules']),
  field: z.string(),
});
export type Fix = z.infer<typeof fixSchema>;
