import type { AnswerTest, Band, FollowUpRule, Form, ScoreRule } from '../form.ts';
import type { QuestionnaireItem } from '../questionnaire.ts';
import { form, is, loinc, OWN, pick, questionnaire, section } from './build.ts';

const HOW_OFTEN = '/68518-0';
const HOW_MANY = '/68519-8';
const SIX = '/68520-6';
const CUT_OFF = 'audit-c-cut-off';

const whenDrinking: Partial<QuestionnaireItem> = {
  required: true,
  enableWhen: [
    { question: HOW_OFTEN, operator: 'exists', answerBoolean: true },
    { question: HOW_OFTEN, operator: '!=', answerCoding: { system: OWN, code: 'never' } },
  ],
  enableBehavior: 'all',
};

/** The published three questions; the rest is asked only of those who drink. */
export const AUDIT_C_SECTION: QuestionnaireItem = section(
  'alcohol',
  'Alcohol',
  [
    pick(
      CUT_OFF,
      'Which cut-off applies? It differs by the sex assigned at birth.',
      [
        ['female', 'Female: 3 or more'],
        ['male', 'Male: 4 or more'],
        ['not-said', 'Not said: 3 or more'],
      ],
      { required: true },
    ),
    pick(
      HOW_OFTEN,
      'How often do you have a drink containing alcohol?',
      [
        ['never', 'Never', 0],
        ['monthly', 'Monthly or less', 1],
        ['2-4-month', '2 to 4 times a month', 2],
        ['2-3-week', '2 to 3 times a week', 3],
        ['4-week', '4 or more times a week', 4],
      ],
      {
        prefix: '1',
        required: true,
        code: [loinc('68518-0', 'How often do you have a drink containing alcohol')],
      },
    ),
    pick(
      HOW_MANY,
      'How many drinks containing alcohol do you have on a typical day when you are drinking?',
      [
        ['1-2', '1 or 2', 0],
        ['3-4', '3 or 4', 1],
        ['5-6', '5 or 6', 2],
        ['7-9', '7 to 9', 3],
        ['10', '10 or more', 4],
      ],
      { prefix: '2', ...whenDrinking, code: [loinc('68519-8', 'How many standard drinks on a typical day')] },
    ),
    pick(
      SIX,
      'How often do you have six or more drinks on one occasion?',
      [
        ['never', 'Never', 0],
        ['less-monthly', 'Less than monthly', 1],
        ['monthly', 'Monthly', 2],
        ['weekly', 'Weekly', 3],
        ['daily', 'Daily or almost daily', 4],
      ],
      {
        prefix: '3',
        ...whenDrinking,
        code: [loinc('68520-6', 'How often six or more drinks on 1 occasion')],
      },
    ),
  ],
  { required: true },
);

function bands(from: number): readonly Band[] {
  return [
    { id: 'negative', from: 0, to: from - 1, label: 'negative', meaning: 'A negative screen.' },
    {
      id: 'positive',
      from,
      to: 12,
      label: 'positive',
      meaning: `A positive screen: ${from} or more. If all points come from question 1, look at the last months before acting.`,
    },
  ];
}

function rule(id: string, version: string, positiveFrom: number, when: AnswerTest): ScoreRule {
  return {
    id,
    title: 'AUDIT-C',
    version,
    group: 'audit-c',
    trend: 'audit-c',
    when,
    items: [HOW_OFTEN, HOW_MANY, SIX],
    min: 0,
    max: 12,
    positiveFrom,
    bands: bands(positiveFrom),
    source: `World Health Organization, AUDIT; ${positiveFrom} or more, as the cut-off by sex says; total LOINC 75626-2`,
  };
}

const women = rule('audit-c-female', '1, female cut-off', 3, is(CUT_OFF, 'female'));

/** The rule that was used is stored with the score: its id and version name the cut-off. */
export const AUDIT_C_SCORES: readonly ScoreRule[] = [
  women,
  rule('audit-c-male', '1, male cut-off', 4, is(CUT_OFF, 'male')),
  rule('audit-c-not-said', '1, cut-off for sex not said', 3, is(CUT_OFF, 'not-said')),
  {
    ...women,
    id: 'audit-c-never',
    version: '1, does not drink',
    when: is(HOW_OFTEN, 'never'),
    items: [HOW_OFTEN],
  },
];

export const AUDIT_C_FOLLOW_UPS: readonly FollowUpRule[] = AUDIT_C_SCORES.slice(0, 3).map((each) => ({
  id: `${each.id}-positive`,
  scoreId: each.id,
  from: each.positiveFrom ?? 0,
  task: {
    title: 'Talk about alcohol: AUDIT-C of {score}',
    detail: 'If all points come from question 1, look at the last months before acting.',
    dueInDays: 7,
    why: `AUDIT-C of {score}: ${each.positiveFrom} or more is positive here.`,
  },
}));

export const AUDIT_C_NOTICE =
  'AUDIT-C: questions 1 to 3 of the Alcohol Use Disorders Identification Test, World Health Organization. Codes: ' +
  'LOINC, copyright © Regenstrief Institute, Inc. and the LOINC Committee, under https://loinc.org/license.';

export const AUDIT_C_CONFIRM: readonly string[] = [
  'AUDIT-C: LOINC item 68518-0, and the WHO manual’s limits on selling its text',
];

export const AUDIT_C_SUGGESTIONS = AUDIT_C_SCORES.slice(0, 3).map((each) => ({
  id: each.id,
  on: { positive: each.id },
  problem: 'Drinking that may do harm',
  code: null,
}));

export const AUDIT_C: Form = form(
  'audit-c',
  'AUDIT-C',
  questionnaire('audit-c', 'Alcohol use, short form (AUDIT-C)', [AUDIT_C_SECTION], {
    copyright: AUDIT_C_NOTICE,
    code: [loinc('72109-2', 'Alcohol Use Disorder Identification Test - Consumption [AUDIT-C]')],
  }),
  {
    scores: AUDIT_C_SCORES,
    followUps: AUDIT_C_FOLLOW_UPS,
    suggestions: AUDIT_C_SUGGESTIONS,
    confirm: AUDIT_C_CONFIRM,
  },
);
