import type { Form, ScoreRule } from '../form.ts';
import type { QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION } from '../questionnaire.ts';
import type { Option } from './build.ts';
import { ask, form, icd, is, OWN, pick, pickMany, questionnaire, section, suggest } from './build.ts';

const HELP: readonly Option[] = [
  ['alone', 'Without help', 0],
  ['some-help', 'With some help', 1],
  ['full-help', 'Someone does it', 1],
];

const ACTIVITIES: readonly (readonly [code: string, text: string])[] = [
  ['adl-wash', 'Washing your whole body, in a bath, a shower or at a basin'],
  ['adl-dress', 'Getting clothes out and putting them on'],
  ['adl-toilet', 'Getting to the toilet, using it and cleaning up'],
  ['adl-move', 'Getting in and out of bed or a chair'],
  ['adl-bladder', 'Holding urine and stool'],
  ['adl-eat', 'Getting food from the plate to your mouth'],
];

const linkIds = ACTIVITIES.map(([code]) => code);
const anyHelp: Partial<QuestionnaireItem> = {
  enableWhen: linkIds.flatMap((question) =>
    ['some-help', 'full-help'].map((code) => ({
      question,
      operator: '=' as const,
      answerCoding: { system: OWN, code },
    })),
  ),
  enableBehavior: 'any',
};

/** Six activities in our own words. Counts those that need help: 0 is independent. */
export const DAILY_SECTION: QuestionnaireItem = section(
  'daily',
  'Daily activities',
  [
    section(
      'adl',
      'Six activities',
      ACTIVITIES.map(([code, text], index) =>
        pick(code, text, HELP, { prefix: String(index + 1), required: true }),
      ),
      {
        text: 'How do you manage these on most days?',
        required: true,
        extension: [{ url: EXTENSION.itemControl, valueCodeableConcept: { coding: [{ code: 'gtable' }] } }],
      },
    ),
    ask('adl-helper', 'string', 'Who helps with these now?', anyHelp),
    pick(
      'adl-enough',
      'Is that help enough?',
      [
        ['enough', 'Yes'],
        ['not-always', 'Not always'],
        ['no', 'No'],
      ],
      anyHelp,
    ),
    pickMany('iadl', 'Which of these are hard without help?', [
      ['medicines', 'Taking medicines'],
      ['shopping', 'Shopping'],
      ['cooking', 'Cooking'],
      ['cleaning', 'Cleaning and laundry'],
      ['money', 'Bills and money'],
      ['phone', 'Phone and mail'],
      ['rides', 'Getting to places'],
    ]),
    pickMany('aids', 'Which aids are used or needed?', [
      ['cane', 'Cane or walker'],
      ['wheelchair', 'Wheelchair'],
      ['glasses', 'Glasses'],
      ['hearing', 'Hearing aid'],
      ['bath', 'Bath or toilet aids'],
      ['oxygen', 'Oxygen'],
    ]),
  ],
  { required: true },
);

export const DAILY_SCORE: ScoreRule = {
  id: 'hearth-adl-needs',
  title: 'Activities with help',
  version: 'own wording, counts activities that need help, 1',
  group: 'adl',
  items: linkIds,
  min: 0,
  max: 6,
  positiveFrom: 1,
  source: 'Six functions after Katz 1963, in our own words; a count of needs, not a Katz score',
  bands: [
    { id: 'independent', from: 0, to: 0, label: 'independent', meaning: 'No activity needs help.' },
    { id: 'some', from: 1, to: 2, label: 'some help', meaning: 'One or two activities need help.' },
    { id: 'much', from: 3, to: 6, label: 'much help', meaning: 'Three or more activities need help.' },
  ],
};

export const DAILY_SUGGESTIONS = [
  {
    id: 'adl',
    on: { positive: DAILY_SCORE.id },
    problem: 'Needs help with daily activities',
    code: icd('Z74.1', 'Need for assistance with personal care'),
  },
  suggest('rides', 'Getting to places', icd('Z59.82', 'Transportation insecurity'), is('iadl', 'rides')),
];

export const DAILY: Form = form(
  'daily-activities',
  'Daily activities',
  questionnaire('daily-activities', 'Daily activities (own wording)', [DAILY_SECTION]),
  { scores: [DAILY_SCORE], suggestions: DAILY_SUGGESTIONS },
);
