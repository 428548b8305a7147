import type { SafetyRule } from '../form.ts';
import type { QuestionnaireItem } from '../questionnaire.ts';
import {
  ask,
  icd,
  is,
  isYes,
  pick,
  pickMany,
  required,
  section,
  suggest,
  whenAny,
  whenNo,
  whenYes,
  yesNo,
} from './build.ts';

export const ABOUT_SECTION: QuestionnaireItem = section(
  'about',
  'About you',
  [
    pick(
      'done-with',
      'Who answers?',
      [
        ['member', 'The member'],
        ['together', 'The member, with someone'],
        ['representative', 'A representative'],
      ],
      required,
    ),
    ask('representative', 'string', 'Name, and what makes them the representative', {
      ...whenAny('done-with', 'representative', 'together'),
    }),
    pick(
      'how-done',
      'How is it done?',
      [
        ['in-person', 'In person'],
        ['phone', 'By phone'],
        ['video', 'By video'],
      ],
      required,
    ),
    ask('called', 'string', 'What would you like to be called?'),
    pick(
      'language',
      'Which language do you want to speak with us?',
      [
        ['en', 'English'],
        ['es', 'Spanish'],
        ['other', 'Another'],
      ],
      required,
    ),
    ask('language-other', 'string', 'Which one?', { ...whenAny('language', 'other'), required: true }),
    yesNo('interpreter', 'Do you want an interpreter at visits?', whenAny('language', 'es', 'other')),
    pickMany('format', 'How should written things come?', [
      ['large', 'Large print'],
      ['audio', 'Audio'],
      ['braille', 'Braille'],
      ['read', 'Read aloud by someone'],
    ]),
    pick('reading', 'How often do you want help reading what a clinic gives you?', [
      ['never', 'Never'],
      ['sometimes', 'Sometimes'],
      ['always', 'Always'],
    ]),
    ask('best-time', 'string', 'When and how do we reach you best?'),
  ],
  required,
);

export const NEEDS_SECTION: QuestionnaireItem = section(
  'needs',
  'Food, money, safety',
  [
    pick(
      'food',
      'In the last 12 months, did food run out before there was money for more?',
      [
        ['never', 'Never'],
        ['sometimes', 'Sometimes'],
        ['often', 'Often'],
      ],
      required,
    ),
    yesNo('calfresh', 'Do you get CalFresh?', whenAny('food', 'sometimes', 'often')),
    yesNo('kitchen', 'Do you have a place to keep and cook food?', whenAny('food', 'sometimes', 'often')),
    pickMany(
      'income',
      'Where does money come from?',
      [
        ['work', 'Work'],
        ['ssi', 'SSI or SSDI'],
        ['ga', 'General assistance or CalWORKs'],
        ['unemployment', 'Unemployment'],
        ['family', 'Family'],
      ],
      required,
    ),
    yesNo('income-enough', 'Is it enough for the month?', required),
    yesNo('benefits-help', 'Would you like help with benefits?', whenNo('income-enough')),
    yesNo('utilities', 'Has power, gas or water been cut off, or may be?', required),
    yesNo('rides-missed', 'Did you miss a visit or errand because you had no ride?', required),
    yesNo('phone', 'Do you have a phone that works all month?', required),
    pickMany('papers', 'Which papers do you have?', [
      ['id', 'Photo ID'],
      ['ssn', 'Social Security card'],
      ['birth', 'Birth certificate'],
      ['income', 'Proof of income'],
    ]),
    yesNo('legal', 'Are there court dates, fines or legal worries?'),
    yesNo('probation', 'Are you on probation or parole, or did you leave jail in the last 12 months?'),
    pick(
      'safe',
      'Do you feel safe where you stay?',
      [
        ['yes', 'Yes'],
        ['not-always', 'Not always'],
        ['no', 'No'],
        ['private', 'Not now; ask me alone'],
      ],
      required,
    ),
    yesNo(
      'hurt',
      'In the last 12 months, has anyone hit, kicked or hurt your body in another way?',
      required,
    ),
    yesNo('hurt-now', 'Are you in danger from this person today?', { ...whenYes('hurt'), required: true }),
  ],
  required,
);

export const SUPPORTS_SECTION: QuestionnaireItem = section(
  'supports',
  'Supports',
  [
    pick(
      'alone',
      'How often do you feel left out or alone?',
      [
        ['hardly', 'Hardly ever'],
        ['sometimes', 'Sometimes'],
        ['often', 'Often'],
      ],
      required,
    ),
    yesNo('someone', 'Is there someone you can count on?', required),
    section(
      'person',
      'People',
      [
        ask('person-name', 'string', 'Name'),
        ask('person-who', 'string', 'Who they are to you'),
        ask('person-phone', 'string', 'Phone'),
        yesNo('person-share', 'May we talk with them? A release is signed apart.'),
      ],
      { text: 'People who help, one at a time', repeats: true, ...whenYes('someone') },
    ),
    yesNo('cares-for', 'Do you take care of someone else?', required),
    yesNo('cares-strain', 'Is it more than you can carry?', whenYes('cares-for')),
    pickMany('services', 'Who else works with you?', [
      ['tcm', 'County case manager (TCM)'],
      ['smhs', 'County mental health'],
      ['sud', 'Substance use program'],
      ['housing', 'Housing program'],
      ['regional', 'Regional Center'],
      ['cps', 'Child or adult protective services'],
      ['school', 'School or job program'],
    ]),
  ],
  required,
);

export const GOALS_SECTION: QuestionnaireItem = section(
  'goals',
  'Strengths, goals',
  [
    ask('strengths', 'text', 'What are you good at, and what has carried you so far?', required),
    ask('matters', 'text', 'What matters most to you now?', required),
    ask('goal', 'text', 'What would you like to be different a few months from now?', required),
    pick(
      'confidence',
      'How sure are you that it can happen?',
      [
        ['not', 'Not sure'],
        ['somewhat', 'Somewhat sure'],
        ['very', 'Very sure'],
      ],
      required,
    ),
    ask('barriers', 'text', 'What could get in the way?', whenAny('confidence', 'not', 'somewhat')),
    pickMany('learn', 'What would you like to know more about?', [
      ['condition', 'My conditions'],
      ['medicines', 'My medicines'],
      ['food', 'Food'],
      ['benefits', 'Benefits'],
      ['housing', 'Housing'],
    ]),
    pick(
      'copy',
      'Would you like a copy of the plan?',
      [
        ['paper', 'On paper'],
        ['mail', 'By mail'],
        ['no', 'No'],
      ],
      required,
    ),
  ],
  required,
);

export const SOCIAL_SUGGESTIONS = [
  suggest(
    'food',
    'Food runs out',
    icd('Z59.41', 'Food insecurity'),
    is('food', 'often'),
    is('food', 'sometimes'),
  ),
  suggest('income', 'Income does not last the month', icd('Z59.6', 'Low income'), {
    linkId: 'income-enough',
    is: { valueBoolean: false },
  }),
  suggest(
    'utilities',
    'Power, gas or water may be cut off',
    icd('Z59.12', 'Inadequate housing utilities'),
    isYes('utilities'),
  ),
  suggest(
    'rides-missed',
    'No ride to visits',
    icd('Z59.82', 'Transportation insecurity'),
    isYes('rides-missed'),
  ),
  suggest(
    'legal',
    'Legal worries',
    icd('Z65.3', 'Problems related to other legal circumstances'),
    isYes('legal'),
  ),
  suggest(
    'reentry',
    'Back from jail',
    icd('Z65.2', 'Problems related to release from prison'),
    isYes('probation'),
  ),
  suggest('safety', 'Not safe', null, isYes('hurt'), is('safe', 'no')),
  suggest('alone', 'Often alone', icd('Z60.4', 'Social exclusion and rejection'), is('alone', 'often')),
  suggest(
    'caregiver',
    'Care for someone else is too much',
    icd('Z63.6', 'Dependent relative needing care at home'),
    isYes('cares-strain'),
  ),
];

/** Physical harm is asked about at once, whatever a total would say. */
export const HARM_SAFETY: readonly SafetyRule[] = [
  {
    id: 'physical-harm',
    linkId: 'hurt',
    is: { valueBoolean: true },
    title: 'Someone has hurt this member. Ask about safety before going on, and alone.',
    earlier: 'Physical harm was reported earlier in this form. The safety task stays.',
    text: 'An urgent task is set for today. Follow your agency’s protocol; the form keeps what is answered.',
    task: {
      title: 'Follow up on safety: physical harm',
      detail: 'Physical harm by another person was reported. Follow the agency’s protocol today.',
      dueInDays: 0,
      why: 'The member reported being hurt by someone in the last 12 months.',
    },
  },
];
