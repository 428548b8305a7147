import type { Form, ScoreRule } from '../form.ts';
import type { QuestionnaireItem } from '../questionnaire.ts';
import {
  AUDIT_C_CONFIRM,
  AUDIT_C_FOLLOW_UPS,
  AUDIT_C_NOTICE,
  AUDIT_C_SCORES,
  AUDIT_C_SECTION,
  AUDIT_C_SUGGESTIONS,
} from './audit-c.ts';
import {
  ask,
  form,
  pick,
  pickMany,
  questionnaire,
  required,
  section,
  whenAny,
  whenYes,
  yesNo,
} from './build.ts';
import { DAILY_SCORE, DAILY_SECTION, DAILY_SUGGESTIONS } from './daily-activities.ts';
import { GAD_7_CONFIRM, GAD_7_FOLLOW_UP, GAD_7_NOTICE, GAD_7_SCORE, GAD_7_SECTION } from './gad-7.ts';
import {
  DRUGS_SAFETY,
  DRUGS_SECTION,
  HEALTH_SECTION,
  HEALTH_SUGGESTIONS,
  HOSPITAL_SECTION,
  MEMORY_SECTION,
} from './health-sections.ts';
import { HOUSING_CONFIRM, HOUSING_FOLLOW_UPS, HOUSING_SECTION, HOUSING_SUGGESTIONS } from './housing.ts';
import { PHQ_9 } from './phq-9.ts';
import {
  ABOUT_SECTION,
  GOALS_SECTION,
  HARM_SAFETY,
  NEEDS_SECTION,
  SOCIAL_SUGGESTIONS,
  SUPPORTS_SECTION,
} from './social-sections.ts';

const NOTICE = `Hearth’s own wording, except: ${PHQ_9.questionnaire.copyright ?? ''} ${GAD_7_NOTICE} ${AUDIT_C_NOTICE}`;
const PHQ_SCORES: readonly ScoreRule[] = PHQ_9.scores.map((rule) => ({ ...rule, group: 'phq' }));
const MOOD_SUGGESTIONS = [
  { id: 'phq-9', on: { positive: 'phq-9' }, problem: 'Low mood', code: null },
  { id: 'gad-7', on: { positive: 'gad-7' }, problem: 'Anxiety that gets in the way', code: null },
];

/** Mental health care beside the instruments. */
const CARE_SECTION: QuestionnaireItem = section(
  'mental-care',
  'Mental health care',
  [
    yesNo('mh-diagnosis', 'Have you been told of a mental health condition?', required),
    pickMany(
      'mh-which',
      'Which?',
      [
        ['depression', 'Depression'],
        ['bipolar', 'Bipolar disorder'],
        ['schizophrenia', 'Schizophrenia or psychosis'],
        ['ptsd', 'PTSD'],
        ['anxiety', 'Anxiety'],
      ],
      whenYes('mh-diagnosis'),
    ),
    yesNo('mh-care', 'Do you see someone for it?', whenYes('mh-diagnosis')),
    yesNo(
      'mh-hospital',
      'Have you been in a hospital for it in the last 12 months?',
      whenYes('mh-diagnosis'),
    ),
    yesNo(
      'voices',
      'Do you hear or see things that others do not?',
      whenAny('mh-which', 'schizophrenia', 'bipolar'),
    ),
    yesNo('mh-wanted', 'Would you like to talk with someone?', required),
  ],
  required,
);

/** Everything the Health Action Plan needs to know, block by block; the asking follows the answers. */
export const COMPREHENSIVE: Form = form(
  'comprehensive',
  'Comprehensive assessment',
  questionnaire(
    'comprehensive',
    'Comprehensive assessment for HHP and ECM (own wording)',
    [
      ABOUT_SECTION,
      HEALTH_SECTION,
      HOSPITAL_SECTION,
      HOUSING_SECTION,
      NEEDS_SECTION,
      ...PHQ_9.questionnaire.item,
      GAD_7_SECTION,
      CARE_SECTION,
      AUDIT_C_SECTION,
      DRUGS_SECTION,
      DAILY_SECTION,
      MEMORY_SECTION,
      SUPPORTS_SECTION,
      GOALS_SECTION,
    ],
    { copyright: NOTICE },
  ),
  {
    scores: [...PHQ_SCORES, GAD_7_SCORE, ...AUDIT_C_SCORES, DAILY_SCORE],
    safety: [...PHQ_9.safety, ...HARM_SAFETY, ...DRUGS_SAFETY],
    followUps: [...PHQ_9.followUps, GAD_7_FOLLOW_UP, ...AUDIT_C_FOLLOW_UPS, ...HOUSING_FOLLOW_UPS],
    suggestions: [
      ...HOUSING_SUGGESTIONS,
      ...SOCIAL_SUGGESTIONS,
      ...HEALTH_SUGGESTIONS,
      ...DAILY_SUGGESTIONS,
      ...MOOD_SUGGESTIONS,
      ...AUDIT_C_SUGGESTIONS,
    ],
    cosign: {
      role: 'clinical_lead',
      why: 'A comprehensive assessment counts once a clinical lead has co-signed.',
    },
    confirm: [...GAD_7_CONFIRM, ...AUDIT_C_CONFIRM, ...HOUSING_CONFIRM],
  },
);

/** What has changed since the last time; unchanged parts are one answer each. */
export const REASSESSMENT: Form = form(
  'reassessment',
  'Reassessment',
  questionnaire(
    'reassessment',
    'Reassessment (own wording)',
    [
      section(
        'changes',
        'What changed',
        [
          pick(
            'why-now',
            'Why now?',
            [
              ['planned', 'It is due'],
              ['hospital', 'After a hospital stay'],
              ['change', 'Something changed'],
              ['asked', 'The member asked'],
            ],
            required,
          ),
          yesNo('health-changed', 'Has health changed?', required),
          yesNo('home-changed', 'Has housing changed?', required),
          yesNo('needs-changed', 'Have food, money or safety changed?', required),
          yesNo('daily-changed', 'Have daily activities changed?', required),
          pick(
            'goal-progress',
            'How far is the main goal?',
            [
              ['met', 'Reached'],
              ['closer', 'Closer'],
              ['same', 'The same'],
              ['further', 'Further away'],
              ['dropped', 'No longer wanted'],
            ],
            required,
          ),
          ask('goal-note', 'text', 'What helped, and what got in the way?'),
          ask('goal-next', 'text', 'What should come next?', {
            ...whenAny('goal-progress', 'met', 'dropped', 'further'),
            required: true,
          }),
          yesNo('goes-on', 'Would you like to go on with the program?', required),
        ],
        required,
      ),
      { ...HEALTH_SECTION, ...whenYes('health-changed') },
      HOSPITAL_SECTION,
      { ...HOUSING_SECTION, ...whenYes('home-changed') },
      { ...NEEDS_SECTION, ...whenYes('needs-changed') },
      { ...DAILY_SECTION, ...whenYes('daily-changed') },
      ...PHQ_9.questionnaire.item,
    ],
    { copyright: `Hearth’s own wording, except: ${PHQ_9.questionnaire.copyright ?? ''}` },
  ),
  {
    scores: [...PHQ_SCORES, DAILY_SCORE],
    safety: [...PHQ_9.safety, ...HARM_SAFETY],
    followUps: [...PHQ_9.followUps, ...HOUSING_FOLLOW_UPS],
    suggestions: [
      ...HOUSING_SUGGESTIONS,
      // The people around the member are not asked about again.
      ...SOCIAL_SUGGESTIONS.filter(({ id }) => id !== 'alone' && id !== 'caregiver'),
      ...HEALTH_SUGGESTIONS.slice(0, 5),
      ...DAILY_SUGGESTIONS,
      MOOD_SUGGESTIONS[0],
    ].filter((rule) => rule !== undefined),
    confirm: HOUSING_CONFIRM,
  },
);
