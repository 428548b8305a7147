import type { Form } from '../form.ts';
import { EXTENSION } from '../questionnaire.ts';
import {
  answersTo,
  ask,
  fhirpath,
  form,
  isYes,
  pick,
  pickMany,
  questionnaire,
  required,
  saidYes,
  section,
  suggest,
  whenAny,
  whenNo,
  whenYes,
  yesNo,
} from './build.ts';

/** Who may be served, by the two programs' own rules; the plan decides. */
export const ELIGIBILITY: Form = form(
  'eligibility',
  'Eligibility screen',
  questionnaire('eligibility', 'Eligibility screen for HHP and ECM (own wording)', [
    section(
      'basics',
      'Basics',
      [
        pick(
          'program',
          'Which program?',
          [
            ['hhp', 'HHP'],
            ['ecm', 'ECM'],
          ],
          required,
        ),
        yesNo('medi-cal', 'Is Medi-Cal active with a managed care plan?', required),
        pickMany(
          'excluded',
          'Does the member get one of these now?',
          [
            ['hospice', 'Hospice'],
            ['nursing', 'A long stay in a nursing home'],
            ['waiver', '1915(c) waiver case management'],
            ['tcm', 'County targeted case management'],
          ],
          required,
        ),
      ],
      required,
    ),
    section(
      'hhp',
      'HHP rules',
      [
        pickMany(
          'hhp-conditions',
          'Which conditions are on record?',
          [
            [
              'two-physical',
              'Two or more of: asthma, COPD, diabetes, brain injury, heart failure, heart disease, liver disease, kidney disease, dementia, substance use disorder',
            ],
            ['pressure', 'High blood pressure with COPD, diabetes, heart disease or heart failure'],
            ['smi', 'Major depression, bipolar or psychotic disorder'],
            ['asthma', 'Asthma'],
          ],
          required,
        ),
        pickMany(
          'hhp-acuity',
          'Which of these holds?',
          [
            ['three', 'Three or more of the conditions'],
            ['inpatient', 'A hospital stay in the last year'],
            ['ed', 'Three or more ED visits in the last year'],
            ['homeless', 'Chronic homelessness, by the HHP rule'],
          ],
          required,
        ),
        yesNo('hhp-meets', 'Meets the HHP rules', {
          readOnly: true,
          extension: [
            fhirpath(
              EXTENSION.calculatedExpression,
              `${saidYes('medi-cal')} and ${answersTo('hhp-conditions')}.where(code != 'none').exists() and ${answersTo('hhp-acuity')}.where(code != 'none').exists()`,
            ),
          ],
        }),
        yesNo('hhp-consent', 'Does the member agree to take part?', required),
      ],
      { ...whenAny('program', 'hhp'), required: true },
    ),
    section(
      'ecm',
      'ECM populations of focus',
      [
        pickMany(
          'ecm-focus',
          'Which population of focus fits?',
          [
            ['homeless', 'Homeless, with one complex need'],
            ['utilizers', 'At risk for avoidable hospital or ED use'],
            ['smi-sud', 'Serious mental health or substance use needs'],
            ['reentry', 'Leaving jail or prison'],
            ['ltc', 'At risk for long-term care'],
            ['nursing-out', 'Leaving a nursing home'],
            ['birth', 'Birth equity'],
          ],
          required,
        ),
        ask('ecm-need', 'string', 'Which complex need?', {
          ...whenAny('ecm-focus', 'homeless'),
          required: true,
        }),
        yesNo('ecm-meets', 'Fits a population of focus', {
          readOnly: true,
          extension: [
            fhirpath(
              EXTENSION.calculatedExpression,
              `${saidYes('medi-cal')} and ${answersTo('ecm-focus')}.where(code != 'none').exists()`,
            ),
          ],
        }),
      ],
      { ...whenAny('program', 'ecm'), required: true },
    ),
  ]),
  {
    confirm: [
      'HHP conditions and acuity: compare with the Program Guide',
      'ECM populations of focus: compare with the plan’s contract',
    ],
  },
);

export const TRANSITION: Form = form(
  'transition',
  'Transition of care',
  questionnaire('transition', 'Transition of care (own wording)', [
    section(
      'stay',
      'The stay',
      [
        pick(
          'left',
          'Where did the member leave?',
          [
            ['hospital', 'Hospital'],
            ['ed', 'Emergency room'],
            ['psychiatric', 'Psychiatric hospital'],
            ['nursing', 'Nursing home'],
            ['jail', 'Jail or prison'],
            ['treatment', 'Substance use treatment'],
          ],
          required,
        ),
        ask('left-name', 'string', 'Its name'),
        ask('left-on', 'date', 'When did they leave, or will?', required),
        pick(
          'left-to',
          'Where to?',
          [
            ['home', 'Own place'],
            ['people', 'Family or friends'],
            ['shelter', 'Shelter'],
            ['outside', 'Outside'],
            ['respite', 'Recuperative care'],
            ['facility', 'A facility'],
          ],
          required,
        ),
        ask('reason', 'string', 'What was it for?', required),
      ],
      required,
    ),
    section(
      'after',
      'After the stay',
      [
        yesNo('papers-got', 'Do we have the discharge papers?', required),
        yesNo('understands', 'Can the member say in their own words what to watch for?', required),
        yesNo('medicines-checked', 'Were all medicines compared, old and new?', required),
        yesNo('medicines-at-hand', 'Are the new medicines at hand?', required),
        ask('medicines-missing', 'string', 'Which are missing?', {
          ...whenNo('medicines-at-hand'),
          required: true,
        }),
        yesNo('visit-set', 'Is a follow-up visit set within 7 days?', required),
        ask('visit-on', 'dateTime', 'When?', whenYes('visit-set')),
        yesNo('ride-set', 'Is there a ride?', whenYes('visit-set')),
        pickMany(
          'needs-now',
          'What is needed now?',
          [
            ['equipment', 'Equipment'],
            ['home-health', 'Home health'],
            ['meals', 'Meals'],
            ['place', 'A place to recover'],
            ['phone', 'A phone'],
          ],
          required,
        ),
        pickMany(
          'warning',
          'Any warning signs today?',
          [
            ['breath', 'Short of breath'],
            ['chest', 'Chest pain'],
            ['fever', 'Fever'],
            ['wound', 'Wound looks worse'],
            ['confused', 'Confused'],
            ['harm', 'Thoughts of self-harm'],
          ],
          required,
        ),
      ],
      required,
    ),
  ]),
  {
    safety: [
      {
        id: 'transition-harm',
        linkId: 'warning',
        is: { valueCoding: { system: 'urn:hearth:answers', code: 'harm' } },
        title: 'Thoughts of self-harm. Ask about safety before going on.',
        earlier: 'Thoughts of self-harm were reported earlier in this form. The safety task stays.',
        text: 'An urgent task is set for today. Follow your agency’s protocol; the form keeps what is answered.',
        task: {
          title: 'Follow up on safety: self-harm after a stay',
          detail: 'Thoughts of self-harm were reported. Follow the agency’s protocol today.',
          dueInDays: 0,
          why: 'Reported in a transition-of-care check.',
        },
      },
    ],
    followUps: [
      {
        id: 'no-visit',
        on: { linkId: 'visit-set', is: { valueBoolean: false } },
        task: {
          title: 'Set a follow-up visit within 7 days of discharge',
          detail: 'None is set.',
          dueInDays: 1,
          why: 'No follow-up visit is set after a stay.',
        },
      },
      {
        id: 'no-medicines',
        on: { linkId: 'medicines-at-hand', is: { valueBoolean: false } },
        task: {
          title: 'Get the missing medicines',
          detail: 'New medicines are not at hand.',
          dueInDays: 0,
          why: 'Medicines are missing after a stay.',
        },
      },
    ],
  },
);

/** Two programs must not pay for the same coordination twice. */
export const COORDINATION: Form = form(
  'coordination',
  'SMI and TCM check',
  questionnaire('coordination', 'SMI and TCM coordination check (own wording)', [
    section(
      'check',
      'Who does what',
      [
        yesNo('smi', 'Is a serious mental illness on record?', required),
        yesNo('smhs', 'Does the county’s specialty mental health serve the member?', {
          ...whenYes('smi'),
          required: true,
        }),
        ask('smhs-who', 'string', 'Clinic and contact', whenYes('smhs')),
        yesNo('referred', 'Has a referral to specialty mental health been made?', whenNo('smhs')),
        yesNo('tcm', 'Does the county give targeted case management (TCM)?', required),
        ask('tcm-who', 'string', 'Case manager and contact', { ...whenYes('tcm'), required: true }),
        pickMany(
          'tcm-does',
          'What does the TCM case manager do?',
          [
            ['assess', 'Assessment'],
            ['plan', 'Care plan'],
            ['refer', 'Referrals'],
            ['monitor', 'Follow-up'],
          ],
          { ...whenYes('tcm'), required: true },
        ),
        yesNo('agreed', 'Is it agreed in writing who does what?', { ...whenYes('tcm'), required: true }),
        ask('agreed-on', 'date', 'Since when?', whenYes('agreed')),
        yesNo('twice', 'Is the same service given twice?', { ...whenYes('tcm'), required: true }),
        ask('twice-what', 'text', 'Which, and who stops?', { ...whenYes('twice'), required: true }),
      ],
      required,
    ),
  ]),
  {
    followUps: [
      {
        id: 'no-agreement',
        on: { linkId: 'agreed', is: { valueBoolean: false } },
        task: {
          title: 'Agree with TCM who does what, in writing',
          detail: 'Nothing is agreed yet.',
          dueInDays: 14,
          why: 'TCM serves this member and nothing is agreed in writing.',
        },
      },
    ],
    suggestions: [suggest('twice', 'Two programs do the same', null, isYes('twice'))],
    confirm: ['TCM overlap: compare with the plan’s rule on duplicate services'],
  },
);
