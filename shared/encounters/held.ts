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
  'place_of_service',
  'future_date',
  'cosign_waiting',
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
  staff_npi: 'The worker’s NPI is missing or mistyped.',
  place_of_service: 'The place does not fit the way of contact.',
  future_date: 'The day of service is in the future.',
  cosign_waiting: 'Waits for a second signature.',
  no_longer_billable: 'The line is not billable by today’s rules.',
  rule_not_confirmed: 'The rule is not confirmed with the plan.',
};

/** What a rule is: how hard it holds, and where it comes from. */
export interface ScrubRule {
  readonly id: HeldReason;
  /** `stop` never leaves before it is fixed; `wait` resolves by itself or by somebody's word. */
  readonly severity: 'stop' | 'wait';
  readonly source: string;
}

const rule = (id: HeldReason, severity: ScrubRule['severity'], source: string): ScrubRule => ({
  id,
  severity,
  source,
});

/** Every rule that a line is checked against before it leaves; ids never change. */
export const SCRUB_RULES: readonly ScrubRule[] = [
  rule('no_diagnosis', 'stop', '005010X222A1, HI is required'),
  rule('diagnosis_not_valid', 'stop', 'ICD-10-CM by date of service; Health Net 24-395m'),
  rule('times_overlap', 'stop', 'One worker serves one member at a time'),
  rule('same_line_twice', 'stop', 'DHCS PACES, duplicates are judged by line'),
  rule('outside_enrollment', 'stop', 'Date of service inside the enrollment'),
  rule('outside_authorization', 'stop', 'Date of service inside the plan’s authorization'),
  rule('member_facts', 'stop', '005010X222A1, loops 2010BA and 2300'),
  rule('cin_format', 'stop', 'Medi-Cal CIN, 8 digits and a letter; the plan’s own id where it asks for it'),
  rule('staff_npi', 'stop', 'NPI check digit; the plan’s rule on rendering providers'),
  rule('place_of_service', 'stop', 'CMS place of service codes'),
  rule('future_date', 'wait', 'A service is billed on its day or later'),
  rule('cosign_waiting', 'wait', 'The supervisor who was asked has not signed the note yet'),
  rule('no_longer_billable', 'stop', 'The program’s table of today'),
  rule('rule_not_confirmed', 'wait', 'Unverified rows wait for the plan’s word'),
];

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
