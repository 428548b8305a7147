import { assessmentsContract } from '#shared/assessments/contract.ts';
import { FORMS } from '#shared/assessments/forms/library.ts';
import { handle } from '../procedure.ts';
import { discardAssessment, restoreAssessment } from './discard.ts';
import { getAssessment, listAssessments } from './list.ts';
import { saveAnswers } from './save-answers.ts';
import { signAssessment } from './sign.ts';
import { startAssessment } from './start.ts';

const os = handle(assessmentsContract);

export const assessmentsProcedures = os.router({
  library: os.library.handler(() => ({
    forms: FORMS.map(({ id, title, questionnaire }) => ({
      id,
      title,
      name: questionnaire.title,
      version: questionnaire.version,
      copyright: questionnaire.copyright ?? '',
    })),
  })),
  list: os.list.handler(({ input, context }) => listAssessments(context, input)),
  start: os.start.handler(({ input, context }) => startAssessment(context, input)),
  get: os.get.handler(({ input, context }) => getAssessment(context, input)),
  saveAnswers: os.saveAnswers.handler(({ input, context }) => saveAnswers(context, input)),
  sign: os.sign.handler(({ input, context }) => signAssessment(context, input)),
  discard: os.discard.handler(({ input, context }) => discardAssessment(context, input)),
  restore: os.restore.handler(({ input, context }) => restoreAssessment(context, input)),
});
