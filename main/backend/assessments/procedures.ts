import { assessmentsContract } from '#shared/assessments/contract.ts';
import { handle } from '../procedure.ts';
import { amendAssessment, cosignAssessment } from './amend.ts';
import { compareAssessments } from './compare.ts';
import { discardAssessment, restoreAssessment } from './discard.ts';
import { exportForm, exportResponse, importForm, importResponse } from './files.ts';
import { listLibrary } from './library.ts';
import { getAssessment, listAssessments } from './list.ts';
import { saveAnswers } from './save-answers.ts';
import { saveAssessmentPdf, saveBlankPdf } from './save-pdf.ts';
import { signAssessment } from './sign.ts';
import { startAssessment } from './start.ts';

const os = handle(assessmentsContract);

export const assessmentsProcedures = os.router({
  library: os.library.handler(({ context }) => listLibrary(context)),
  list: os.list.handler(({ input, context }) => listAssessments(context, input)),
  start: os.start.handler(({ input, context }) => startAssessment(context, input)),
  get: os.get.handler(({ input, context }) => getAssessment(context, input)),
  saveAnswers: os.saveAnswers.handler(({ input, context }) => saveAnswers(context, input)),
  sign: os.sign.handler(({ input, context }) => signAssessment(context, input)),
  amend: os.amend.handler(({ input, context }) => amendAssessment(context, input)),
  cosign: os.cosign.handler(({ input, context }) => cosignAssessment(context, input)),
  compare: os.compare.handler(({ input, context }) => compareAssessments(context, input)),
  exportResponse: os.exportResponse.handler(({ input, context }) => exportResponse(context, input)),
  exportForm: os.exportForm.handler(({ input, context }) => exportForm(context, input)),
  importResponse: os.importResponse.handler(({ input, context }) => importResponse(context, input)),
  importForm: os.importForm.handler(({ context }) => importForm(context)),
  savePdf: os.savePdf.handler(({ input, context }) => saveAssessmentPdf(context, input)),
  saveBlankPdf: os.saveBlankPdf.handler(({ input, context }) => saveBlankPdf(context, input)),
  discard: os.discard.handler(({ input, context }) => discardAssessment(context, input)),
  restore: os.restore.handler(({ input, context }) => restoreAssessment(context, input)),
});
