import type { SafetyRule } from '../form.ts';
import type { QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION } from '../questionnaire.ts';
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

/** Physical health, medicines, falls, mouth, LTSS. */
export const HEALTH_SECTION: QuestionnaireItem = section(
  'health',
  'Health and meds',
  [
    pick(
      'health-rating',
      'How would you say your health is?',
      [
        ['good', 'Good'],
        ['fair', 'Fair'],
        ['poor', 'Poor'],
      ],
      required,
    ),
    pickMany(
      'conditions',
      'Which of these has a doctor told you that you have?',
      [
        ['diabetes', 'Diabetes'],
        ['heart-failure', 'Heart failure'],
        ['heart', 'Heart disease'],
        ['blood-pressure', 'High blood pressure'],
        ['asthma', 'Asthma'],
        ['copd', 'COPD'],
        ['kidney', 'Kidney disease'],
        ['liver', 'Liver disease'],
        ['brain-injury', 'Brain injury'],
        ['seizures', 'Seizures'],
        ['developmental', 'A developmental disability'],
      ],
      required,
    ),
    ask(
      'sugar',
      'string',
      'What was the last A1c or blood sugar, and when?',
      whenAny('conditions', 'diabetes'),
    ),
    yesNo('sugar-supplies', 'Do you have what you need to check it?', whenAny('conditions', 'diabetes')),
    pick(
      'breath-nights',
      'How often does breathing wake you at night?',
      [
        ['never', 'Never'],
        ['some', 'Some nights'],
        ['most', 'Most nights'],
      ],
      whenAny('conditions', 'heart-failure', 'asthma', 'copd'),
    ),
    yesNo('scale', 'Do you weigh yourself most days?', whenAny('conditions', 'heart-failure')),
    yesNo(
      'regional-center',
      'Do you get help from a Regional Center?',
      whenAny('conditions', 'developmental'),
    ),
    yesNo('pain', 'Does pain keep you from things you need to do?', required),
    ask('pain-where', 'string', 'Where, and what helps?', whenYes('pain')),
    yesNo('takes-medicines', 'Do you take any medicines?', required),
    section(
      'medicine',
      'Medicines',
      [
        ask('medicine-name', 'string', 'Medicine'),
        ask('medicine-how', 'string', 'How it is taken'),
        yesNo('medicine-taken', 'Taken as it should be?'),
        pick(
          'medicine-why-not',
          'What gets in the way?',
          [
            ['cost', 'Cost'],
            ['side-effects', 'How it makes me feel'],
            ['forget', 'I forget'],
            ['lost', 'Lost or stolen'],
            ['unsure', 'I am not sure what it is for'],
          ],
          whenNo('medicine-taken'),
        ),
      ],
      { text: 'Medicines, one at a time', repeats: true, ...whenYes('takes-medicines') },
    ),
    yesNo('allergies', 'Any allergies to medicines, food or anything else?', required),
    ask('allergy-list', 'string', 'Which, and what happens?', whenYes('allergies')),
    yesNo('fell', 'Have you fallen in the last 12 months?', required),
    ask('falls', 'integer', 'How many times?', {
      ...whenYes('fell'),
      extension: [{ url: EXTENSION.minValue, valueInteger: 1 }],
    }),
    yesNo('fall-hurt', 'Were you hurt?', whenYes('fell')),
    yesNo('dentist', 'Have you seen a dentist in the last 12 months?', required),
    yesNo('mouth-pain', 'Do teeth or gums hurt, or make eating hard?', required),
    yesNo('pregnant', 'Are you pregnant, or did you give birth in the last 12 months?'),
    yesNo('prenatal', 'Are you seeing someone for the pregnancy or after the birth?', whenYes('pregnant')),
    yesNo('home-care', 'Does anyone come to help at home, such as IHSS?', required),
    ask('home-care-hours', 'decimal', 'How many hours a month?', {
      ...whenYes('home-care'),
      extension: [
        { url: EXTENSION.minValue, valueInteger: 0 },
        { url: EXTENSION.maxValue, valueInteger: 744 },
      ],
    }),
    yesNo('home-care-wanted', 'Would such help make things easier?', whenNo('home-care')),
    yesNo(
      'serious-illness',
      'Is there an illness that will not get better and that takes up most days?',
      required,
    ),
    yesNo(
      'palliative-wish',
      'Would you like to talk with a team about comfort and what matters most?',
      whenYes('serious-illness'),
    ),
    yesNo('advance-directive', 'Is it written down who decides when you cannot?'),
  ],
  required,
);

export const HOSPITAL_SECTION: QuestionnaireItem = section(
  'hospital',
  'Hospital and ED',
  [
    yesNo('pcp', 'Do you have a doctor or clinic you go to?', required),
    ask('pcp-name', 'string', 'Who, and where?', whenYes('pcp')),
    pick(
      'pcp-why-not',
      'What keeps you from having one?',
      [
        ['none-found', 'Have not found one'],
        ['rides', 'Getting there'],
        ['trust', 'Bad experiences'],
        ['language', 'Language'],
      ],
      whenNo('pcp'),
    ),
    ask('ed-visits', 'integer', 'How many emergency room visits in the last 6 months?', {
      ...required,
      extension: [{ url: EXTENSION.minValue, valueInteger: 0 }],
    }),
    ask('ed-why', 'string', 'What for?', {
      enableWhen: [{ question: 'ed-visits', operator: '>', answerInteger: 0 }],
    }),
    ask('ed-instead', 'string', 'What could have helped sooner?', {
      enableWhen: [{ question: 'ed-visits', operator: '>=', answerInteger: 2 }],
    }),
    yesNo('admitted', 'Did you stay in a hospital in the last 6 months?', required),
    ask('admitted-when', 'date', 'When did you leave it?', whenYes('admitted')),
    yesNo('discharge-seen', 'Has a doctor seen you since?', whenYes('admitted')),
    yesNo('discharge-medicines', 'Were the medicines gone over with you?', whenYes('admitted')),
    ask('crisis-first', 'text', 'When things get bad, what helps first, and who should be called?'),
  ],
  required,
);

export const DRUGS_SECTION: QuestionnaireItem = section(
  'drugs',
  'Drugs and tobacco',
  [
    pick(
      'tobacco',
      'Do you smoke, vape or chew tobacco?',
      [
        ['no', 'No'],
        ['used-to', 'Used to'],
        ['some', 'Some days'],
        ['daily', 'Every day'],
      ],
      required,
    ),
    yesNo('tobacco-help', 'Would you like help to stop?', whenAny('tobacco', 'some', 'daily')),
    pickMany(
      'used',
      'In the last 12 months, have you used any of these?',
      [
        ['cannabis', 'Cannabis'],
        ['opioids', 'Heroin, fentanyl or pain pills not as prescribed'],
        ['meth', 'Meth or other stimulants'],
        ['cocaine', 'Cocaine or crack'],
        ['sedatives', 'Sedatives not as prescribed'],
        ['other', 'Something else'],
      ],
      required,
    ),
    pick(
      'used-often',
      'How often?',
      [
        ['once', 'Once or twice'],
        ['monthly', 'Monthly'],
        ['weekly', 'Weekly'],
        ['daily', 'Daily or almost daily'],
      ],
      whenAny('used', 'cannabis', 'opioids', 'meth', 'cocaine', 'sedatives', 'other'),
    ),
    yesNo(
      'naloxone',
      'Do you have naloxone, and know how to use it?',
      whenAny('used', 'opioids', 'meth', 'cocaine', 'sedatives'),
    ),
    yesNo(
      'overdose',
      'Have you overdosed in the last 12 months?',
      whenAny('used', 'opioids', 'meth', 'cocaine', 'sedatives', 'other'),
    ),
    yesNo(
      'treatment-wanted',
      'Would you like treatment, or help to use more safely?',
      whenAny('used', 'opioids', 'meth', 'cocaine', 'sedatives', 'other'),
    ),
  ],
  required,
);

export const MEMORY_SECTION: QuestionnaireItem = section(
  'memory',
  'Memory',
  [
    yesNo('memory-worse', 'Has memory or thinking got worse in the last 12 months?', required),
    yesNo('memory-daily', 'Does that get in the way of daily life?', whenYes('memory-worse')),
    yesNo('memory-noticed', 'Have others noticed?', whenYes('memory-worse')),
    yesNo('memory-seen', 'Has a doctor looked into it?', whenYes('memory-worse')),
    yesNo('wandering', 'Does the member get lost or leave home unsafely?', whenYes('memory-daily')),
  ],
  required,
);

export const HEALTH_SUGGESTIONS = [
  suggest('falls', 'Falls', icd('Z91.81', 'History of falling'), isYes('fell')),
  suggest('mouth', 'Teeth or gums hurt', null, isYes('mouth-pain')),
  suggest(
    'home-care',
    'Needs help at home',
    icd('Z74.2', 'Need for assistance at home and no other household member able to render care'),
    isYes('home-care-wanted'),
  ),
  suggest('palliative', 'Comfort and what matters most', null, isYes('palliative-wish')),
  suggest('no-pcp', 'No regular doctor', null, { linkId: 'pcp', is: { valueBoolean: false } }),
  suggest('opioids', 'Opioid use', null, is('used', 'opioids')),
  suggest('stimulants', 'Stimulant use', null, is('used', 'meth'), is('used', 'cocaine')),
  suggest('tobacco', 'Wants to stop tobacco', icd('Z72.0', 'Tobacco use'), isYes('tobacco-help')),
  suggest('memory', 'Memory or thinking got worse', null, isYes('memory-daily')),
];

export const DRUGS_SAFETY: readonly SafetyRule[] = [
  {
    id: 'overdose',
    linkId: 'overdose',
    is: { valueBoolean: true },
    title: 'An overdose in the last 12 months. Offer naloxone before going on.',
    earlier: 'An overdose was reported earlier in this form. The safety task stays.',
    text: 'An urgent task is set for today. Follow your agency’s protocol; the form keeps what is answered.',
    task: {
      title: 'Follow up on safety: overdose',
      detail: 'An overdose in the last 12 months was reported. Offer naloxone and treatment today.',
      dueInDays: 0,
      why: 'The member reported an overdose in the last 12 months.',
    },
  },
];
