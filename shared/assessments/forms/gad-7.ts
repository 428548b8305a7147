import type { FollowUpRule, Form, ScoreRule } from '../form.ts';
import type { AnswerOption, QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION } from '../questionnaire.ts';
import { form, loinc, questionnaire } from './build.ts';

/** LOINC code and wording of the seven items, as published. */
const ITEMS: readonly (readonly [code: string, text: string])[] = [
  ['69725-0', 'Feeling nervous, anxious, or on edge'],
  ['68509-9', 'Not being able to stop or control worrying'],
  ['69733-4', 'Worrying too much about different things'],
  ['69734-2', 'Trouble relaxing'],
  ['69735-9', 'Being so restless that it is hard to sit still'],
  ['69689-8', 'Becoming easily annoyed or irritable'],
  ['69736-7', 'Feeling afraid, as if something awful might happen'],
];

/** The PHQ family's answers, weights 0 to 3. */
const FREQUENCY: readonly (readonly [code: string, display: string])[] = [
  ['LA6568-5', 'Not at all'],
  ['LA6569-3', 'Several days'],
  ['LA6570-1', 'More than half the days'],
  ['LA6571-9', 'Nearly every day'],
];

const options: readonly AnswerOption[] = FREQUENCY.map(([code, display], weight) => ({
  valueCoding: loinc(code, display),
  extension: [{ url: EXTENSION.ordinalValue, valueDecimal: weight }],
}));

export const GAD_7_NOTICE =
  'GAD-7: developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational ' +
  'grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute. Codes: LOINC, ' +
  'copyright © Regenstrief Institute, Inc. and the LOINC Committee, under https://loinc.org/license.';

/** The seven questions as a table. */
export const GAD_7_SECTION: QuestionnaireItem = {
  linkId: 'anxiety',
  type: 'group',
  required: true,
  text: 'Over the last 2 weeks, how often have you been bothered by the following problems?',
  extension: [
    { url: EXTENSION.shortText, valueString: 'Anxiety' },
    { url: EXTENSION.itemControl, valueCodeableConcept: { coding: [{ code: 'gtable' }] } },
  ],
  item: ITEMS.map(([code, text], index) => ({
    linkId: `/${code}`,
    type: 'choice',
    prefix: String(index + 1),
    text,
    required: true,
    code: [loinc(code, text)],
    answerOption: options,
  })),
};

/** @see https://loinc.org/69729-2 for items; bands 5, 10, 15. */
export const GAD_7_SCORE: ScoreRule = {
  id: 'gad-7',
  title: 'GAD-7',
  version: '1',
  group: 'gad',
  items: ITEMS.map(([code]) => `/${code}`),
  min: 0,
  max: 21,
  positiveFrom: 10,
  source: 'Spitzer, Kroenke, Williams and Löwe 2006; total LOINC 70274-6',
  bands: [
    { id: 'minimal', from: 0, to: 4, label: 'minimal', meaning: 'Minimal anxiety.' },
    { id: 'mild', from: 5, to: 9, label: 'mild', meaning: 'Mild anxiety.' },
    {
      id: 'moderate',
      from: 10,
      to: 14,
      label: 'moderate',
      meaning: 'Moderate anxiety. 10 or more is positive.',
    },
    { id: 'severe', from: 15, to: 21, label: 'severe', meaning: 'Severe anxiety. 10 or more is positive.' },
  ],
};

export const GAD_7_FOLLOW_UP: FollowUpRule = {
  id: 'gad-7-positive',
  scoreId: 'gad-7',
  from: 10,
  task: {
    title: 'Review GAD-7 of {score} ({band}) with the clinical lead',
    detail: 'Decide on follow-up care and bring it into the HAP.',
    dueInDays: 7,
    why: 'GAD-7 of {score}: 10 or more is positive.',
  },
};

export const GAD_7_CONFIRM: readonly string[] = ['GAD-7: LOINC panel 69737-5, and 10 or more as positive'];

export const GAD_7: Form = form(
  'gad-7',
  'GAD-7',
  questionnaire('gad-7', 'Generalized Anxiety Disorder 7-item scale (GAD-7)', [GAD_7_SECTION], {
    copyright: GAD_7_NOTICE,
    code: [loinc('69737-5', 'Generalized anxiety disorder 7 item (GAD-7)')],
  }),
  {
    scores: [GAD_7_SCORE],
    followUps: [GAD_7_FOLLOW_UP],
    suggestions: [
      { id: 'gad-7', on: { positive: 'gad-7' }, problem: 'Anxiety that gets in the way', code: null },
    ],
    confirm: GAD_7_CONFIRM,
  },
);
