import type { Form } from '../form.ts';
import { PHQ_9 } from './phq-9.ts';

const mood = PHQ_9.questionnaire.item[0];
const total = PHQ_9.questionnaire.item.find(({ linkId }) => linkId === '/55758-7');
const rule = PHQ_9.scores.find(({ id }) => id === 'phq-2');
if (!mood || !total || !rule) throw new Error('PHQ-2 is made of PHQ-9.');

/** PHQ-2 alone, for short visits: the first two items of PHQ-9 in the same words. */
export const PHQ_2: Form = {
  id: 'phq-2',
  title: 'PHQ-2',
  questionnaire: {
    ...PHQ_9.questionnaire,
    id: 'phq-2',
    url: 'urn:hearth:questionnaire:phq-2',
    title: 'Patient Health Questionnaire 2 (PHQ-2)',
    code: [
      { system: 'http://loinc.org', code: '55757-9', display: 'PHQ-2 quick depression assessment panel' },
    ],
    item: [{ ...mood, item: (mood.item ?? []).slice(0, 2) }, total],
  },
  scores: [
    {
      ...rule,
      bands: rule.bands.map((band) => ({
        ...band,
        meaning: band.id === 'positive' ? 'A positive screen. Ask the whole PHQ-9.' : 'A negative screen.',
      })),
    },
  ],
  safety: [],
  followUps: [
    {
      id: 'phq-2-positive',
      scoreId: 'phq-2',
      from: 3,
      task: {
        title: 'Ask the whole PHQ-9: PHQ-2 of {score}',
        detail: 'A positive PHQ-2 is followed by PHQ-9.',
        dueInDays: 7,
        why: 'PHQ-2 of {score}: 3 or more is positive.',
      },
    },
  ],
};
