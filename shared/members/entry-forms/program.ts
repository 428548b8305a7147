import { OTHER_PROGRAM_CHOICES } from '../../programs/other-programs.ts';
import { choice, type EntryForm, line, must } from './form.ts';

/** What members agreed to and what else they are in. */
export const PROGRAM_FORMS = {
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
} satisfies Readonly<Record<string, EntryForm>>;
