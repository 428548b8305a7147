import { choice, type EntryForm, line, must } from './form.ts';

const SHARE_CHOICES = [
  ['all', 'Everything, sensitive records too'],
  ['not_sensitive', 'Everything but substance use and psychotherapy'],
  ['contact_only', 'Only that we work together'],
  ['nothing', 'Nothing'],
] as const;

/** Who stands beside members: family, representatives, doctors, the care team. */
export const PEOPLE_FORMS = {
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
} satisfies Readonly<Record<string, EntryForm>>;
