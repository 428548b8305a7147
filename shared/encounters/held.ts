import { z } from 'zod';

/** Why a line waits for a person; the first that holds is the group it is listed in. */
export const HELD_REASONS = [
  'no_diagnosis',
  'diagnosis_not_valid',
  'too_many_diagnoses',
  'times_overlap',
  'impossible_time',
  'same_line_twice',
  'same_code_same_day',
  'units_over_cap',
  'outside_enrollment',
  'excluded_program',
  'outside_authorization',
  'no_authorization',
  'member_facts',
  'before_birth',
  'cin_format',
  'staff_npi',
  'staff_taxonomy',
  'supervising_provider',
  'billing_provider',
  'place_of_service',
  'place_not_taken',
  'no_claim_number',
  'past_filing_limit',
  'future_date',
  'cosign_waiting',
  'no_longer_billable',
  'rule_not_confirmed',
] as const;
export const heldReasonSchema = z.enum(HELD_REASONS);
export type HeldReason = z.infer<typeof heldReasonSchema>;

/** What is worth a look on a line and holds nothing. */
export const WARNING_REASONS = ['homelessness_not_coded', 'no_start_time', 'other_program'] as const;
export const warningReasonSchema = z.enum(WARNING_REASONS);
export type WarningReason = z.infer<typeof warningReasonSchema>;

/** What is checked over a whole file once it is written, segment by segment. */
export const FILE_RULES = [
  'file_envelope',
  'file_order',
  'file_pointers',
  'file_balance',
  'file_limits',
  'file_numbers',
  'file_characters',
] as const;

/** What a rule is: what it says, the field to fix, how hard it holds, and where it comes from. */
export interface ScrubRule {
  readonly id: HeldReason | WarningReason | (typeof FILE_RULES)[number];
  readonly sentence: string;
  /** Where it is put right, in a word or two. */
  readonly field: string;
  /**
   * `stop` never leaves before it is fixed; `wait` resolves by itself or by somebody’s word; `look` holds nothing;
   * `file` stops the whole file, which is then not built.
   */
  readonly severity: 'stop' | 'wait' | 'look' | 'file';
  readonly source: string;
}

type Rest = readonly [
  id: ScrubRule['id'],
  severity: ScrubRule['severity'],
  sentence: string,
  field: string,
  source: string,
];

const RULES: readonly Rest[] = [
  ['no_diagnosis', 'stop', 'No diagnosis on the note.', 'Diagnosis', '005010X222A1, HI is required'],
  [
    'diagnosis_not_valid',
    'stop',
    'A diagnosis does not fit the day of service.',
    'Diagnosis',
    'ICD-10-CM by date of service; Health Net 24-395m',
  ],
  ['too_many_diagnoses', 'stop', 'More than 12 diagnoses.', 'Diagnosis', '005010X222A1, HI takes 12 codes'],
  [
    'times_overlap',
    'stop',
    'Times overlap for the same worker.',
    'Start time',
    'One worker serves one member at a time',
  ],
  [
    'impossible_time',
    'stop',
    'The service ends after midnight.',
    'Start time',
    'A line has one day of service (DTP*472)',
  ],
  [
    'same_line_twice',
    'stop',
    'The same line stands twice.',
    'Keep back',
    'DHCS PACES, duplicates are judged by line',
  ],
  [
    'same_code_same_day',
    'stop',
    'The plan takes one line a day for the same code.',
    'Put together',
    'DHCS PACES, duplicates are judged by line; the plan’s own rule',
  ],
  [
    'units_over_cap',
    'stop',
    'More units than the plan takes in a day.',
    'Keep back',
    'The plan’s daily limit of units',
  ],
  [
    'outside_enrollment',
    'stop',
    'Outside the enrollment.',
    'Enrollment',
    'Date of service inside the enrollment',
  ],
  [
    'excluded_program',
    'stop',
    'The member is in a program that excludes this one.',
    'Other program',
    'DHCS, CalAIM ECM Policy Guide; the program’s rules on overlap',
  ],
  [
    'outside_authorization',
    'stop',
    'Outside the authorization.',
    'Authorization',
    'Date of service inside the plan’s authorization',
  ],
  [
    'no_authorization',
    'stop',
    'The plan wants an authorization number.',
    'Authorization',
    'The plan’s rule on REF*G1',
  ],
  [
    'member_facts',
    'stop',
    'The member’s record lacks a fact the plan needs.',
    'Chart',
    '005010X222A1, loops 2010BA and 2300',
  ],
  ['before_birth', 'stop', 'The service is before the birthday.', 'Birthday', '005010X222A1, DMG02'],
  [
    'cin_format',
    'stop',
    'The member id is not in the plan’s form.',
    'CIN',
    'Medi-Cal CIN, 8 digits and a letter; the plan’s own id where it asks for it',
  ],
  [
    'staff_npi',
    'stop',
    'The worker’s NPI is missing or mistyped.',
    'NPI',
    'NPI check digit; the plan’s rule on rendering providers',
  ],
  [
    'staff_taxonomy',
    'stop',
    'The worker’s taxonomy code is mistyped.',
    'Taxonomy',
    '005010X222A1, PRV03; NUCC codes have 10 characters',
  ],
  [
    'supervising_provider',
    'stop',
    'The plan’s supervising provider is not complete.',
    'Plans',
    '005010X222A1, loop 2310D; NPI check digit',
  ],
  [
    'billing_provider',
    'stop',
    'The agency’s own facts are not complete.',
    'Agency',
    '005010X222A1, loop 2010AA; NPI check digit, TIN of 9 digits, ZIP',
  ],
  [
    'place_of_service',
    'stop',
    'The place does not fit the way of contact.',
    'Place',
    'CMS place of service codes',
  ],
  [
    'place_not_taken',
    'stop',
    'The plan does not take this place of service.',
    'Place',
    'The plan’s own list under Program packs',
  ],
  [
    'no_claim_number',
    'stop',
    'A replacement or void lacks the plan’s claim number.',
    'Answers',
    '005010X222A1, frequency 7 and 8 need REF*F8',
  ],
  [
    'past_filing_limit',
    'stop',
    'Too late by the plan’s filing limit.',
    'Keep back',
    'The plan’s filing limit; Health Net asks for encounters within 90 days of the month',
  ],
  [
    'future_date',
    'wait',
    'The day of service is in the future.',
    'Day of service',
    'A service is billed on its day or later',
  ],
  [
    'cosign_waiting',
    'wait',
    'Waits for a second signature.',
    'Note',
    'The supervisor who was asked has not signed the note yet',
  ],
  [
    'no_longer_billable',
    'stop',
    'The line is not billable by today’s rules.',
    'Keep back',
    'The program’s table of today',
  ],
  [
    'rule_not_confirmed',
    'wait',
    'The rule is not confirmed with the plan.',
    'Program packs',
    'Unverified rows wait for the plan’s word',
  ],
  [
    'homelessness_not_coded',
    'look',
    'The member is unhoused and no Z59 code says so.',
    'Diagnosis',
    'Plans look for Z59.0x in claims; CalOptima GG.1354',
  ],
  [
    'no_start_time',
    'look',
    'No start time, so overlaps cannot be seen.',
    'Start time',
    'One worker serves one member at a time',
  ],
  [
    'other_program',
    'look',
    'The member is in a program that may not be paid for the same minutes.',
    'Other program',
    'ECM beside the CHW benefit and county TCM; CalOptima GG.1354',
  ],
  [
    'file_envelope',
    'file',
    'Envelope widths, versions and counts agree.',
    'Plans',
    'ISA, GS, ST and their ends; what TA1 and 999 check',
  ],
  [
    'file_order',
    'file',
    'Segments stand in order and none that is required lacks.',
    'File',
    '005010X222A1, loops and HL chain',
  ],
  [
    'file_pointers',
    'file',
    'Every diagnosis pointer names a diagnosis of its claim.',
    'File',
    '005010X222A1, SV107',
  ],
  ['file_balance', 'file', 'The charge of a claim is the sum of its lines.', 'File', '005010X222A1, CLM02'],
  [
    'file_limits',
    'file',
    'At most 12 diagnoses, 4 modifiers, 50 lines and 100 claims a member.',
    'File',
    '005010X222A1, repeats of HI, SV101, 2400 and 2300',
  ],
  [
    'file_numbers',
    'file',
    'Control, claim and line numbers stand once.',
    'File',
    'TA1 025, 999 codes 6 and 23; persistent counters',
  ],
  [
    'file_characters',
    'file',
    'Only characters and lengths that plans take.',
    'File',
    'X12 basic character set; element lengths of 005010X222A1',
  ],
];

/** Every rule a line and a file are checked against before they leave; ids never change. */
export const SCRUB_RULES: readonly ScrubRule[] = RULES.map(([id, severity, sentence, field, source]) => ({
  id,
  severity,
  sentence,
  field,
  source,
}));

/** The sentence over each group. */
export const HELD_SENTENCES = Object.fromEntries(
  SCRUB_RULES.map(({ id, sentence }) => [id, sentence]),
) as Readonly<Record<HeldReason | WarningReason, string>>;

/** Said beside a group that not everybody can fix. */
export const WHO_FIXES: Partial<Readonly<Record<HeldReason, string>>> = {
  rule_not_confirmed: 'only an administrator can confirm',
  staff_npi: 'only an administrator can add it',
  staff_taxonomy: 'only an administrator can change it',
  supervising_provider: 'only an administrator can change it',
  billing_provider: 'only an administrator can change it',
};

/** Where the fix is made: the word of the link, the page, and the field to put the focus in. */
export const fixSchema = z.object({
  label: z.string(),
  page: z.enum(['encounter', 'chart', 'note', 'users', 'rules', 'plans', 'agency']),
  field: z.string(),
});
export type Fix = z.infer<typeof fixSchema>;
