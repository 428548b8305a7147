import { FOCUS_CHOICES } from '../../programs/populations-of-focus.ts';
import { choice, type EntryForm, line, must } from './form.ts';

/** Where somebody went who died in the hospital: no task is set after such a stay. */
export const DIED = 'Died';

/** What members take, cannot take, and where they were treated. */
export const HEALTH_FORMS = {
  medication: {
    title: 'Medicines',
    one: 'medicine',
    single: false,
    from: 'Started',
    to: 'Stopped',
    end: 'Stopped',
    none: 'No medicine on file.',
    fields: [
      must('name', 'Medicine'),
      line('dose', 'Dose', { beside: true }),
      line('directions', 'How to take it'),
      line('prescriber', 'Prescriber', { beside: true }),
      line('purpose', 'For'),
    ],
  },
  allergy: {
    title: 'Allergies',
    one: 'allergy',
    single: false,
    from: 'Since',
    to: 'Until',
    end: 'No longer holds',
    none: 'Not asked yet.',
    fields: [
      must('substance', 'Allergic to', { help: 'or “none known”' }),
      line('reaction', 'Reaction', { beside: true }),
      choice('severity', 'How bad', [
        ['unknown', 'Not known'],
        ['mild', 'Mild'],
        ['moderate', 'Moderate'],
        ['severe', 'Severe'],
      ]),
    ],
  },
  utilization: {
    title: 'Hospital and emergency',
    one: 'visit or stay',
    single: false,
    from: 'Came in',
    to: 'Left',
    fromRequired: true,
    end: 'Left',
    none: 'No visit on file.',
    fields: [
      choice('type', 'Kind', [
        ['ed', 'Emergency department'],
        ['inpatient', 'Inpatient stay'],
        ['observation', 'Observation'],
        ['crisis', 'Crisis or sobering center'],
        ['snf', 'Skilled nursing'],
        ['other', 'Other'],
      ]),
      line('facility', 'Where', { beside: true }),
      line('reason', 'Why'),
      line('disposition', 'Went to', { beside: true }),
    ],
  },
  focus: {
    title: 'Populations of focus',
    one: 'population of focus',
    single: false,
    from: 'Since',
    to: 'Until',
    fromRequired: true,
    end: 'No longer',
    none: 'None flagged.',
    fields: [choice('code', 'Population', FOCUS_CHOICES)],
  },
} satisfies Readonly<Record<string, EntryForm>>;
