import type { Form } from '../form.ts';
import type { AnswerOption, Coding, Expression, Questionnaire, QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION } from '../questionnaire.ts';

const LOINC = 'http://loinc.org';

const NOTICE =
  'Copyright © Pfizer Inc. All rights reserved. Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, ' +
  'Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, ' +
  'translate, display or distribute. Codes: LOINC, copyright © Regenstrief Institute, Inc. and the LOINC Committee, ' +
  'available at no cost under the license at https://loinc.org/license.';

/** How often; LOINC answer list LL358-3, weights 0 to 3. */
const FREQUENCY: readonly [code: string, display: string][] = [
  ['LA6568-5', 'Not at all'],
  ['LA6569-3', 'Several days'],
  ['LA6570-1', 'More than half the days'],
  ['LA6571-9', 'Nearly every day'],
];

/** How difficult; the codes do not run in the order of the answers. Not scored. */
const DIFFICULTY: readonly [code: string, display: string][] = [
  ['LA6572-7', 'Not difficult at all'],
  ['LA6573-5', 'Somewhat difficult'],
  ['LA6575-0', 'Very difficult'],
  ['LA6574-3', 'Extremely difficult'],
];

/** LOINC code and wording of the nine items, as published. */
const ITEMS: readonly [code: string, text: string][] = [
  ['44250-9', 'Little interest or pleasure in doing things'],
  ['44255-8', 'Feeling down, depressed, or hopeless'],
  ['44259-0', 'Trouble falling or staying asleep, or sleeping too much'],
  ['44254-1', 'Feeling tired or having little energy'],
  ['44251-7', 'Poor appetite or overeating'],
  [
    '44258-2',
    'Feeling bad about yourself — or that you are a failure or have let yourself or your family down',
  ],
  ['44252-5', 'Trouble concentrating on things, such as reading the newspaper or watching television'],
  [
    '44253-3',
    'Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or ' +
      'restless that you have been moving around a lot more than usual',
  ],
  ['44260-8', 'Thoughts that you would be better off dead or of hurting yourself in some way'],
];

const linkIds = ITEMS.map(([code]) => `/${code}`);
const FIRST_TWO = linkIds.slice(0, 2);

function coding(code: string, display: string): Coding {
  return { system: LOINC, code, display };
}

function fhirpath(expression: string, description?: string): Expression {
  return { language: 'text/fhirpath', expression, ...(description !== undefined && { description }) };
}

/** The answers of some items, anywhere in the response. */
function answersOf(links: readonly string[]): string {
  return `%resource.repeat(item).where(linkId in (${links.map((link) => `'${link}'`).join(' | ')})).answer`;
}

const SUM_OF_TWO = `${answersOf(FIRST_TWO)}.value.weight().sum()`;

/** @see https://pmc.ncbi.nlm.nih.gov/articles/PMC2906530, PHQ-2: 3 or more is the usual cut-off. */
const gate = {
  url: EXTENSION.enableWhenExpression,
  valueExpression: fhirpath(`${SUM_OF_TWO} >= 3`, 'items 1 and 2 add up to 3 or more'),
};

function choice(
  code: string,
  text: string,
  prefix: string,
  options: readonly AnswerOption[],
): QuestionnaireItem {
  return {
    linkId: `/${code}`,
    type: 'choice',
    prefix,
    text,
    code: [coding(code, text)],
    answerOption: options,
  };
}

const frequencyOptions: readonly AnswerOption[] = FREQUENCY.map(([code, display], weight) => ({
  valueCoding: coding(code, display),
  extension: [{ url: EXTENSION.ordinalValue, valueDecimal: weight }],
}));

const items = ITEMS.map(([code, text], index) => ({
  ...choice(code, text, String(index + 1), frequencyOptions),
  required: true,
}));

/** A total that stays empty until every one of its items is answered. */
function total(code: string, text: string, links: readonly string[]): QuestionnaireItem {
  const answers = answersOf(links);
  return {
    linkId: `/${code}`,
    type: 'integer',
    text,
    code: [coding(code, text)],
    readOnly: true,
    extension: [
      { url: EXTENSION.hidden, valueBoolean: true },
      {
        url: EXTENSION.calculatedExpression,
        valueExpression: fhirpath(
          `iif(${answers}.count() = ${links.length}, ${answers}.value.weight().sum(), {})`,
        ),
      },
    ],
  };
}

const questionnaire: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'phq-9',
  url: 'urn:hearth:questionnaire:phq-9',
  version: '1.0.0',
  title: 'Patient Health Questionnaire (PHQ-9)',
  status: 'active',
  language: 'en-US',
  subjectType: ['Patient'],
  copyright: NOTICE,
  code: [coding('44249-1', 'PHQ-9 quick depression assessment panel [Reported.PHQ]')],
  item: [
    {
      linkId: 'mood',
      type: 'group',
      required: true,
      text: 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
      extension: [
        { url: EXTENSION.shortText, valueString: 'Mood' },
        { url: EXTENSION.itemControl, valueCodeableConcept: { coding: [{ code: 'gtable' }] } },
      ],
      item: [
        ...items.slice(0, 2),
        {
          linkId: 'items-3-to-9',
          type: 'group',
          required: true,
          extension: [
            { url: EXTENSION.shortText, valueString: 'Items 3 to 9' },
            gate,
            {
              url: EXTENSION.whyOpened,
              valueExpression: fhirpath(
                `'Items 3 to 9 opened because items 1 and 2 add up to ' + ${SUM_OF_TWO}.toString() + ' (3 or more)'`,
              ),
            },
          ],
          item: items.slice(2),
        },
        {
          ...choice(
            '69722-7',
            'If you checked off any problems, how difficult have these problems made it for you to do your work, ' +
              'take care of things at home, or get along with other people?',
            '10',
            DIFFICULTY.map(([code, display]) => ({ valueCoding: coding(code, display) })),
          ),
          extension: [
            { url: EXTENSION.shortText, valueString: 'How difficult these problems make things' },
            gate,
          ],
        },
      ],
    },
    total('55758-7', 'PHQ-2 total score', FIRST_TWO),
    total('44261-6', 'PHQ-9 total score', linkIds),
  ],
};

/**
 * PHQ-9 with its PHQ-2 gate: items 3 to 9 are asked when items 1 and 2 add up to 3 or more; otherwise the result is
 * a PHQ-2 score, never a PHQ-9 band.
 *
 * @see https://loinc.org/44249-1 for codes, https://loinc.org/LL382-3 for the bands.
 */
export const PHQ_9: Form = {
  id: 'phq-9',
  title: 'PHQ-9',
  questionnaire,
  scores: [
    {
      id: 'phq-9',
      title: 'PHQ-9',
      version: '1',
      items: linkIds,
      min: 0,
      max: 27,
      positiveFrom: 10,
      source: 'Kroenke, Spitzer and Williams 2001; bands as LOINC LL382-3',
      bands: [
        { id: 'minimal', from: 0, to: 4, label: 'none or minimal', meaning: 'No or minimal depression.' },
        { id: 'mild', from: 5, to: 9, label: 'mild', meaning: 'Mild depression.' },
        {
          id: 'moderate',
          from: 10,
          to: 14,
          label: 'moderate',
          meaning: 'Moderate depression. 10 or more is positive.',
        },
        {
          id: 'moderately-severe',
          from: 15,
          to: 19,
          label: 'moderately severe',
          meaning: 'Moderately severe depression. 10 or more is positive.',
        },
        {
          id: 'severe',
          from: 20,
          to: 27,
          label: 'severe',
          meaning: 'Severe depression. 10 or more is positive.',
        },
      ],
    },
    {
      id: 'phq-2',
      title: 'PHQ-2',
      version: '1',
      items: FIRST_TWO,
      min: 0,
      max: 6,
      positiveFrom: 3,
      source: 'Kroenke, Spitzer and Williams 2003; cut-off 3',
      bands: [
        {
          id: 'negative',
          from: 0,
          to: 2,
          label: 'negative',
          meaning: 'A negative screen. Items 3 to 9 were not asked, so this is not a PHQ-9 score.',
        },
        {
          id: 'positive',
          from: 3,
          to: 6,
          label: 'positive',
          meaning: 'A positive screen. Items 3 to 9 follow.',
        },
      ],
    },
  ],
  safety: [
    {
      id: 'phq-9-item-9',
      linkId: '/44260-8',
      above: 0,
      title: 'Item 9 is above “not at all”. Ask about safety before going on.',
      earlier: 'Item 9 was above “not at all” earlier in this form. The safety task stays.',
      text: 'An urgent task is set for today. Follow your agency’s protocol; the form keeps what is answered.',
      task: {
        title: 'Follow up on safety: PHQ-9 item 9',
        detail:
          'Thoughts of being better off dead or of self-harm were reported. Follow the agency’s protocol today.',
        dueInDays: 0,
        why: 'Item 9 of the PHQ-9 was answered above “not at all”, whatever the total.',
      },
    },
  ],
  suggestions: [{ id: 'phq-9', on: { positive: 'phq-9' }, problem: 'Low mood', code: null }],
  followUps: [
    {
      id: 'phq-9-positive',
      scoreId: 'phq-9',
      from: 10,
      task: {
        title: 'Review PHQ-9 of {score} ({band}) with the clinical lead',
        detail: 'Decide on follow-up care and bring it into the HAP.',
        dueInDays: 7,
        why: 'PHQ-9 of {score}: 10 or more is positive.',
      },
    },
  ],
};
