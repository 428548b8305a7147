import { AppError } from '../../errors.ts';
import type { FormNode } from '../compile.ts';
import { compileForm, nodeOf } from '../compile.ts';
import type { Form } from '../form.ts';
import type { Answer } from '../questionnaire.ts';
import { AUDIT_C } from './audit-c.ts';
import { COMPREHENSIVE, REASSESSMENT } from './comprehensive.ts';
import { DAILY } from './daily-activities.ts';
import { GAD_7 } from './gad-7.ts';
import { HOUSING } from './housing.ts';
import { PHQ_2 } from './phq-2.ts';
import { PHQ_9 } from './phq-9.ts';
import { COORDINATION, ELIGIBILITY, TRANSITION } from './short-forms.ts';

/** The forms that ship with Hearth, in the order they are offered. */
export const FORMS: readonly Form[] = [
  PHQ_9,
  COMPREHENSIVE,
  ELIGIBILITY,
  PHQ_2,
  GAD_7,
  AUDIT_C,
  DAILY,
  HOUSING,
  REASSESSMENT,
  TRANSITION,
  COORDINATION,
];

/** Finds a form by its id. */
export function findForm(id: string): Form {
  const form = FORMS.find((each) => each.id === id);
  if (!form) throw new AppError('NOT_FOUND', 'This form is not in the library.', { field: 'formId' });
  return form;
}

/** The answer of a question that carries a weight: `answerWithWeight(PHQ_9, '/44250-9', 2)`. */
export function answerWithWeight(form: Form, linkId: string, weight: number): Answer {
  const node: FormNode = nodeOf(compileForm(form.questionnaire), linkId);
  const option = node.options.find((each) => each.weight === weight);
  if (!option)
    throw new AppError('VALIDATION', `No answer of this question counts ${weight}.`, { field: linkId });
  return option.answer;
}
