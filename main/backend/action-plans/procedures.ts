import { actionPlansContract } from '#shared/action-plans/contract.ts';
import { handle } from '../procedure.ts';
import { addAuthorization, withdrawAuthorization } from './authorizations.ts';
import { saveComparePdf } from './compare-pdf.ts';
import { currentPlan } from './current.ts';
import { discardPlan, restorePlan, saveDraft, startPlan } from './drafts.ts';
import { addSignature, answerReview, listPapers, sendForReview, sharePlan, takeBack } from './papers.ts';
import { getPlan, listPlans } from './plans.ts';
import { saveFhir } from './save-fhir.ts';
import { savePlanPdf } from './save-pdf.ts';
import { signPlan } from './sign.ts';

const os = handle(actionPlansContract);

/** Health Action Plans. */
export const actionPlansProcedures = os.router({
  current: os.current.handler(({ input, context }) => currentPlan(context, input)),
  list: os.list.handler(({ input, context }) => listPlans(context, input)),
  version: os.version.handler(({ input, context }) => getPlan(context, input.id)),
  start: os.start.handler(({ input, context }) => startPlan(context, input)),
  saveDraft: os.saveDraft.handler(({ input, context }) => saveDraft(context, input)),
  sign: os.sign.handler(({ input, context }) => signPlan(context, input)),
  savePdf: os.savePdf.handler(({ input, context }) => savePlanPdf(context, input)),
  saveCompare: os.saveCompare.handler(({ input, context }) => saveComparePdf(context, input)),
  saveFhir: os.saveFhir.handler(({ input, context }) => saveFhir(context, input)),
  papers: os.papers.handler(({ input, context }) => listPapers(context, input)),
  sendForReview: os.sendForReview.handler(({ input, context }) => sendForReview(context, input)),
  answerReview: os.answerReview.handler(({ input, context }) => answerReview(context, input)),
  takeBack: os.takeBack.handler(({ input, context }) => takeBack(context, input)),
  addSignature: os.addSignature.handler(({ input, context }) => addSignature(context, input)),
  share: os.share.handler(({ input, context }) => sharePlan(context, input)),
  addAuthorization: os.addAuthorization.handler(({ input, context }) => addAuthorization(context, input)),
  withdrawAuthorization: os.withdrawAuthorization.handler(({ input, context }) =>
    withdrawAuthorization(context, input),
  ),
  discard: os.discard.handler(({ input, context }) => discardPlan(context, input)),
  restore: os.restore.handler(({ input, context }) => restorePlan(context, input)),
});
