import { z } from 'zod';
import { OTHER_PROGRAM_CHOICES } from '../programs/other-programs.ts';
import { FOCUS_CHOICES } from '../programs/populations-of-focus.ts';

/** What a member's record keeps over time. Each kind is a list, or a single statement that replaces the one before. */
export const ENTRY_KINDS = [
  'name',
  'phone',
  'address',
  'identity',
  'language',
  'contact',
  'representative',
  'pcp',
  'hra',
  'team',
  'medication',
  'allergy',
  'utilization',
  'focus',
  'authorization',
  'consent',
  'other_program',
] as const;
export const entryKindSchema = z.enum(ENTRY_KINDS);
export type EntryKind = z.infer<typeof entryKindSchema>;

/** One field of an entry, as the form draws it and as the value is checked. */
export interface EntryField {
  readonly key: string;
  readonly label: string;
  readonly type: 'line' | 'area' | 'choice' | 'check' | 'date' | 'phone' | 'zip' | 'npi' | 'staff';
  readonly required?: boolean;
  readonly help?: string;
  readonly choices?: readonly (readonly [value: string, label: string])[];
  /** Stands beside the field before it. */
  readonly beside?: boolean;
}

/** A value of an entry's field. */
export type EntryValue = string | boolean | null;
export type EntryContent = Readonly<Record<string, EntryValue>>;

/** How a kind of entry is called, which fields it has, and what its two dates mean. */
export interface EntryForm {
  /** The heading of the list. */
  readonly title: string;
  /** What one is called on buttons: "Add phone". */
  readonly one: string;
  /** True where a member has only one at a time: a new one takes the place of the old. */
  readonly single: boolean;
  readonly fields: readonly EntryField[];
  /** The words for the first and last day, or null where the kind has no such day. */
  readonly from: string | null;
  readonly to: string | null;
  readonly fromRequired?: boolean;
  /** The verb that ends one, as of a day; null where it only can be corrected. */
  readonly end: string | null;
  /** Said where there is none yet. */
  readonly none: string;
}

const line = (key: string, label: string, more: Partial<EntryField> = {}): EntryField => ({
  key,
  label,
  type: 'line',
  ...more,
});
const must = (key: string, label: string, more: Partial<EntryField> = {}): EntryField => ({
  ...line(key, label, more),
  required: true,
});
const choice = (
  key: string,
  label: string,
  choices: NonNullable<EntryField['choices']>,
  more: Partial<EntryField> = {},
): EntryField => ({ key, label, type: 'choice', choices, required: true, ...more });

const YES_NO_UNKNOWN = [
  ['yes', 'Yes'],
  ['no', 'No'],
  ['unknown', 'Not asked'],
] as const;

const SHARE_CHOICES = [
  ['all', 'Everything, sensitive records too'],
  ['not_sensitive', 'Everything but substance use and psychotherapy'],
  ['contact_only', 'Only that we work together'],
  ['nothing', 'Nothing'],
] as const;

/** Where somebody went who died in the hospital: no task is set after such a stay. */
export const DIED = 'Died';

/**
 * Every kind of entry with its fields.
 *
 * Forms, checks and one-line summaries all read this table, so a field is added in one place.
 *
 * @see hhp.md sections 2 to 8 and the member file layout: what plans ask of a member's record.
 */
export const ENTRY_FORMS: Readonly<Record<EntryKind, EntryForm>> = {
  name: {
    title: 'Names',
    one: 'name',
    single: false,
    from: 'Since',
    to: 'Until',
    end: 'No longer used',
    none: 'Only the name on file.',
    fields: [
      choice('use', 'Kind', [
        ['legal', 'Legal name, as the plan has it'],
        ['preferred', 'Goes by'],
        ['former', 'Former name'],
        ['alias', 'Also known as'],
      ]),
      must('first', 'First name'),
      line('middle', 'Middle name', { beside: true }),
      line('last', 'Last name'),
    ],
  },
  phone: {
    title: 'Phones',
    one: 'phone',
    single: false,
    from: 'Good since',
    to: 'Good until',
    end: 'No longer works',
    none: 'No phone on file.',
    fields: [
      must('number', 'Number', { type: 'phone' }),
      choice(
        'use',
        'Kind',
        [
          ['mobile', 'Mobile'],
          ['home', 'Home'],
          ['work', 'Work'],
          ['relative', 'Family or friend'],
          ['shelter', 'Shelter or program'],
          ['other', 'Other'],
        ],
        { beside: true },
      ),
      line('whose', 'Whose it is, or when to call'),
      choice('messages', 'OK to leave a message', YES_NO_UNKNOWN),
      choice('texts', 'OK to text', YES_NO_UNKNOWN, { beside: true }),
      line('first', 'Try this one first', { type: 'check' }),
    ],
  },
  address: {
    title: 'Addresses and places',
    one: 'address',
    single: false,
    from: 'Since',
    to: 'Until',
    end: 'No longer there',
    none: 'No address on file.',
    fields: [
      choice('use', 'Kind', [
        ['home', 'Home'],
        ['mail', 'Mail only'],
        ['sleeps', 'Where the member sleeps'],
        ['shelter', 'Shelter or program'],
        ['other', 'Other'],
      ]),
      line('street', 'Street, or the place in words'),
      line('city', 'City'),
      line('state', 'State', { beside: true }),
      line('zip', 'ZIP', { type: 'zip', beside: true }),
      line('county', 'County'),
      choice('letters', 'OK to send letters here', YES_NO_UNKNOWN, { beside: true }),
      line('first', 'Letters and encounters use this one', { type: 'check' }),
    ],
  },
  identity: {
    title: 'Sex and gender',
    one: 'sex and gender',
    single: true,
    from: null,
    to: null,
    end: null,
    none: 'Not asked yet.',
    fields: [
      choice('sex', 'Sex on the plan’s file', [
        ['F', 'Female'],
        ['M', 'Male'],
        ['X', 'Another or nonbinary'],
        ['U', 'Not known'],
      ]),
      line('gender', 'Gender identity', { help: 'in the member’s words' }),
      line('pronouns', 'Pronouns', { help: 'such as she/her', beside: true }),
    ],
  },
  language: {
    title: 'Language and format',
    one: 'language and format',
    single: true,
    from: null,
    to: null,
    end: null,
    none: 'Language not known.',
    fields: [
      must('spoken', 'Speaks'),
      line('written', 'Reads', { beside: true }),
      choice('interpreter', 'Interpreter', [
        ['needed', 'Needed'],
        ['refused', 'Offered, does not want one'],
        ['no', 'Not needed'],
      ]),
      choice(
        'format',
        'Letters as',
        [
          ['standard', 'Standard print'],
          ['large_print', 'Large print'],
          ['braille', 'Braille'],
          ['audio', 'Audio'],
          ['data_cd', 'Data CD'],
          ['electronic', 'Accessible electronic file'],
        ],
        { beside: true },
      ),
      line('standing', 'Standing request: all letters from now on', { type: 'check' }),
    ],
  },
  contact: {
    title: 'How to reach',
    one: 'contact preference',
    single: true,
    from: null,
    to: null,
    end: null,
    none: 'Not asked yet.',
    fields: [
      choice('by', 'Prefers', [
        ['phone', 'Phone'],
        ['text', 'Text'],
        ['in_person', 'In person'],
        ['mail', 'Letter'],
        ['email', 'Email'],
      ]),
      line('times', 'Best times', { beside: true }),
      line('avoid', 'Avoid', { help: 'people, places, hours' }),
    ],
  },
  representative: {
    title: 'Representative',
    one: 'representative',
    single: false,
    from: 'Since',
    to: 'Until',
    end: 'No longer',
    none: 'The member speaks for themselves.',
    fields: [
      must('name', 'Name'),
      line('relation', 'Relation', { beside: true }),
      choice('authority', 'Authority', [
        ['chosen', 'Chosen by the member'],
        ['parent', 'Parent or guardian of a minor'],
        ['power_of_attorney', 'Power of attorney'],
        ['conservator', 'Conservator'],
        ['other', 'Other paper on file'],
      ]),
      line('phone', 'Phone', { type: 'phone', beside: true }),
      line('may', 'May be told', { help: 'what the member agreed to' }),
    ],
  },
  pcp: {
    title: 'Primary care',
    one: 'primary care',
    single: true,
    from: 'Since',
    to: null,
    end: null,
    none: 'No primary care provider on file.',
    fields: [
      must('name', 'Provider'),
      line('clinic', 'Clinic', { beside: true }),
      line('phone', 'Phone', { type: 'phone' }),
      line('fax', 'Fax', { type: 'phone', beside: true }),
      line('npi', 'NPI', { type: 'npi' }),
    ],
  },
  hra: {
    title: 'Plan’s health risk assessment',
    one: 'HRA result',
    single: false,
    from: 'Done on',
    to: null,
    fromRequired: true,
    end: null,
    none: 'The plan sent no result.',
    fields: [
      must('result', 'Result', { help: 'tier or score, as the plan gives it' }),
      line('needs', 'Needs it found', { type: 'area' }),
    ],
  },
  team: {
    title: 'Care team',
    one: 'person',
    single: false,
    from: 'Since',
    to: 'Sharing ends',
    end: 'No longer',
    none: 'Only the lead care manager.',
    fields: [
      choice('side', 'Works', [
        ['outside', 'Outside this agency'],
        ['inside', 'Here'],
      ]),
      must('name', 'Name', { beside: true }),
      must('role', 'Role'),
      line('organization', 'Organization', { beside: true }),
      line('phone', 'Phone', { type: 'phone' }),
      line('email', 'Email', { beside: true }),
      choice('share', 'May be shared', SHARE_CHOICES),
      line('authority', 'On what ground', { help: 'release signed on, treatment, told by' }),
    ],
  },
  medication: {
    title: 'Medicines',
    one: 'medicine',
    single: false,
    from: 'Started',
    to: 'Stopped',
    end: 'Stopped',
    none: 'No medicine on file.',
    fields: [
      must('name', 'Medicine'),
      line('dose', 'Dose', { beside: true }),
      line('directions', 'How to take it'),
      line('prescriber', 'Prescriber', { beside: true }),
      line('purpose', 'For'),
    ],
  },
  allergy: {
    title: 'Allergies',
    one: 'allergy',
    single: false,
    from: 'Since',
    to: 'Until',
    end: 'No longer holds',
    none: 'Not asked yet.',
    fields: [
      must('substance', 'Allergic to', { help: 'or “none known”' }),
      line('reaction', 'Reaction', { beside: true }),
      choice('severity', 'How bad', [
        ['unknown', 'Not known'],
        ['mild', 'Mild'],
        ['moderate', 'Moderate'],
        ['severe', 'Severe'],
      ]),
    ],
  },
  utilization: {
    title: 'Hospital and emergency',
    one: 'visit or stay',
    single: false,
    from: 'Came in',
    to: 'Left',
    fromRequired: true,
    end: 'Left',
    none: 'No visit on file.',
    fields: [
      choice('type', 'Kind', [
        ['ed', 'Emergency department'],
        ['inpatient', 'Inpatient stay'],
        ['observation', 'Observation'],
        ['crisis', 'Crisis or sobering center'],
        ['snf', 'Skilled nursing'],
        ['other', 'Other'],
      ]),
      line('facility', 'Where', { beside: true }),
      line('reason', 'Why'),
      line('disposition', 'Went to', { beside: true }),
    ],
  },
  focus: {
    title: 'Populations of focus',
    one: 'population of focus',
    single: false,
    from: 'Since',
    to: 'Until',
    fromRequired: true,
    end: 'No longer',
    none: 'None flagged.',
    fields: [choice('code', 'Population', FOCUS_CHOICES)],
  },
  authorization: {
    title: 'Authorizations',
    one: 'authorization',
    single: false,
    from: 'From',
    to: 'To',
    fromRequired: true,
    end: 'Ended',
    none: 'No authorization on file.',
    fields: [must('number', 'Number'), line('services', 'For', { beside: true })],
  },
  consent: {
    title: 'Consent to take part',
    one: 'consent',
    single: false,
    from: 'Given on',
    to: 'Withdrawn on',
    fromRequired: true,
    end: 'Withdrawn',
    none: 'None recorded.',
    fields: [
      choice('program', 'Program', [
        ['ECM', 'ECM'],
        ['HHP', 'HHP'],
      ]),
      choice(
        'how',
        'How',
        [
          ['verbal', 'By voice'],
          ['written', 'In writing'],
        ],
        { beside: true },
      ),
    ],
  },
  other_program: {
    title: 'Other programs',
    one: 'other program',
    single: false,
    from: 'Since',
    to: 'Until',
    end: 'Left it',
    none: 'None known. Ask at the comprehensive assessment.',
    fields: [choice('code', 'Program', OTHER_PROGRAM_CHOICES), line('detail', 'Who runs it, contact')],
  },
};
