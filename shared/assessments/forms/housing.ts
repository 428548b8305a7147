import type { FollowUpRule, Form } from '../form.ts';
import type { QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION } from '../questionnaire.ts';
import {
  answersTo,
  ask,
  atLeast,
  fhirpath,
  form,
  icd,
  is,
  isYes,
  pick,
  pickMany,
  questionnaire,
  saidYes,
  section,
  suggest,
  whenAny,
  whenNo,
  whenYes,
  yesNo,
} from './build.ts';

const HOMELESS = ['outside', 'vehicle', 'shelter', 'safe-haven', 'motel-voucher'] as const;
const UNSURE = [...HOMELESS, 'couch', 'motel', 'transitional', 'institution', 'psh'] as const;

/** Both definitions come from the same answers and are never taken for each other. */
const yearOrFourTimes = `(${saidYes('homeless-year')} or ${atLeast('homeless-times', 4)})`;
const hudDuration = `(${saidYes('homeless-year')} or (${atLeast('homeless-times', 4)} and ${atLeast('homeless-months', 12)}))`;
const inPlace = `${answersTo('sleeps')}.where(code in ('outside' | 'vehicle' | 'shelter' | 'safe-haven' | 'motel-voucher')).exists()`;
const beforeHoused = `(${answersTo('sleeps')}.where(code = 'transitional').exists() or (${answersTo('sleeps')}.where(code = 'psh').exists() and ${saidYes('psh-two-years')}))`;

/** Where a member lives, and whether that is chronic homelessness by each of the two rules. */
export const HOUSING_SECTION: QuestionnaireItem = section(
  'housing',
  'Housing',
  [
    pick(
      'sleeps',
      'Where did you sleep last night?',
      [
        ['own', 'Own place, rented or owned'],
        ['couch', 'With family or friends'],
        ['outside', 'Outside, a tent or an encampment'],
        ['vehicle', 'A car or RV'],
        ['shelter', 'An emergency shelter'],
        ['safe-haven', 'A safe haven'],
        ['motel-voucher', 'A motel paid by a program'],
        ['motel', 'A motel paid by yourself'],
        ['transitional', 'Transitional housing'],
        ['psh', 'Permanent supportive housing'],
        ['institution', 'Hospital, jail or treatment'],
      ],
      { required: true },
    ),
    yesNo('lose-soon', 'Could you lose this place in the next 30 days?', {
      required: true,
      ...whenAny('sleeps', 'own', 'couch', 'motel', 'transitional', 'psh'),
    }),
    pickMany(
      'lose-why',
      'What puts it at risk?',
      [
        ['rent', 'Behind on rent'],
        ['notice', 'A notice or eviction case'],
        ['conflict', 'Conflict with people there'],
        ['unsafe', 'Fleeing violence'],
        ['ends', 'The stay or program ends'],
      ],
      whenYes('lose-soon'),
    ),
    pickMany(
      'place-problems',
      'What is wrong with the place?',
      [
        ['pests', 'Bugs, ants or mice'],
        ['mold', 'Mold'],
        ['lead', 'Lead paint or pipes'],
        ['heat', 'No heat'],
        ['stove', 'Oven or stove does not work'],
        ['smoke', 'No working smoke detector'],
        ['leaks', 'Water leaks'],
      ],
      whenAny('sleeps', 'own', 'couch', 'psh', 'transitional'),
    ),
    yesNo(
      'institution-from-homeless',
      'Did you come there from outside or a shelter, less than 90 days ago?',
      whenAny('sleeps', 'institution'),
    ),
    yesNo('psh-two-years', 'Have you lived there for less than 2 years?', whenAny('sleeps', 'psh')),
    section(
      'homeless-history',
      'Homeless history',
      [
        yesNo(
          'homeless-year',
          'Have you been without housing for 12 months or more without a break of 7 nights?',
          {
            required: true,
          },
        ),
        ask('homeless-times', 'integer', 'How many separate times in the last 3 years, this one included?', {
          required: true,
          ...whenNo('homeless-year'),
          extension: [
            { url: EXTENSION.minValue, valueInteger: 0 },
            { url: EXTENSION.maxValue, valueInteger: 99 },
          ],
        }),
        ask('homeless-months', 'integer', 'How many months do these times add up to, in the last 3 years?', {
          enableWhen: [{ question: 'homeless-times', operator: '>=', answerInteger: 4 }],
          extension: [
            { url: EXTENSION.minValue, valueInteger: 0 },
            { url: EXTENSION.maxValue, valueInteger: 36 },
          ],
        }),
        yesNo(
          'disabling',
          'Is there a long-lasting disability: mental illness, substance use, brain injury, HIV, a body condition?',
          {
            required: true,
          },
        ),
        yesNo(
          'limits-daily',
          'Does a condition limit daily activities such as washing, dressing or eating?',
          {
            required: true,
          },
        ),
        section(
          'stay',
          'Stays',
          [
            ask('stay-where', 'string', 'Where'),
            ask('stay-from', 'date', 'From'),
            ask('stay-until', 'date', 'Until'),
            pick('stay-proof', 'Who can confirm it', [
              ['hmis', 'HMIS or a shelter record'],
              ['worker', 'An outreach worker saw it'],
              ['self', 'The member’s own word'],
            ]),
          ],
          { text: 'Stays of the last 3 years, newest first', repeats: true },
        ),
      ],
      { ...whenAny('sleeps', ...UNSURE), required: true },
    ),
    yesNo('chronic-hhp', 'Chronically homeless as the HHP defines it', {
      readOnly: true,
      extension: [
        fhirpath(
          EXTENSION.calculatedExpression,
          `iif((${answersTo('limits-daily')}).empty(), {}, ${saidYes('limits-daily')} and ${yearOrFourTimes} and (${inPlace} or ${beforeHoused} or ${saidYes('institution-from-homeless')}))`,
        ),
      ],
      ...whenAny('sleeps', ...UNSURE),
    }),
    yesNo('chronic-hud', 'Chronically homeless as HUD defines it (24 CFR 578.3)', {
      readOnly: true,
      extension: [
        fhirpath(
          EXTENSION.calculatedExpression,
          `iif((${answersTo('disabling')}).empty(), {}, ${saidYes('disabling')} and ${hudDuration} and (${inPlace} or ${saidYes('institution-from-homeless')}))`,
        ),
      ],
      ...whenAny('sleeps', ...UNSURE),
    }),
    yesNo('coordinated-entry', 'Has a coordinated entry (CES) assessment been done?', {
      ...whenAny('sleeps', ...UNSURE),
    }),
    ask('housing-wish', 'text', 'Where would you like to live, and with whom?'),
  ],
  { required: true },
);

export const HOUSING_SUGGESTIONS = [
  suggest(
    'unsheltered',
    'No home: sleeps outside',
    icd('Z59.02', 'Unsheltered homelessness'),
    is('sleeps', 'outside'),
    is('sleeps', 'vehicle'),
  ),
  suggest(
    'sheltered',
    'No home: sleeps in a shelter or program motel',
    icd('Z59.01', 'Sheltered homelessness'),
    is('sleeps', 'shelter'),
    is('sleeps', 'safe-haven'),
    is('sleeps', 'motel-voucher'),
  ),
  suggest(
    'unstable',
    'May lose housing',
    icd('Z59.811', 'Housing instability, housed, with risk of homelessness'),
    isYes('lose-soon'),
  ),
  suggest(
    'inadequate',
    'The place is not fit to live in',
    icd('Z59.19', 'Other inadequate housing'),
    ...['pests', 'mold', 'lead', 'stove', 'smoke', 'leaks'].map((code) => is('place-problems', code)),
  ),
];

export const HOUSING_FOLLOW_UPS: readonly FollowUpRule[] = [
  {
    id: 'coordinated-entry',
    on: { linkId: 'coordinated-entry', is: { valueBoolean: false } },
    task: {
      title: 'Arrange a coordinated entry assessment',
      detail: 'Find the nearest access point, and bring the papers that are ready.',
      dueInDays: 14,
      why: 'No coordinated entry assessment has been done.',
    },
  },
];

export const HOUSING_CONFIRM: readonly string[] = [
  'HHP chronic homelessness: compare with the Program Guide and W&I 14127',
  'ICD-10-CM codes: compare with this year’s list',
];

export const HOUSING: Form = form(
  'housing',
  'Housing',
  questionnaire('housing', 'Housing and chronic homelessness (own wording)', [HOUSING_SECTION]),
  { suggestions: HOUSING_SUGGESTIONS, followUps: HOUSING_FOLLOW_UPS, confirm: HOUSING_CONFIRM },
);
