import { encountersContract } from '#shared/encounters/contract.ts';
import { handle } from '../procedure.ts';
import { listBatches, saveBatchFile, showBatch } from './batches.ts';
import { addDiagnosis, correctTime, keepBack } from './change-lines.ts';
import { buildFiles } from './files/build.ts';
import { previewFiles } from './files/preview.ts';
import { listEncounters, listForMember, listWaitingForRule } from './list-encounters.ts';
import { changeMany, previewChange, undoMany } from './many/change-many.ts';
import { listMissing, saveMissing } from './missing/missing.ts';
import { correctLines, takeBackLines } from './sent/correct.ts';
import { listSentLines } from './sent/list.ts';
import { reconcile } from './sent/reconcile.ts';
import { saveReconciliation } from './sent/report.ts';

const os = handle(encountersContract);

/** Encounters over the contract. */
export const encountersProcedures = os.router({
  list: os.list.handler(({ input, context }) => listEncounters(context, input)),
  forMember: os.forMember.handler(({ input, context }) => listForMember(context, input)),
  waitingForRule: os.waitingForRule.handler(({ input, context }) => listWaitingForRule(context, input)),
  addDiagnosis: os.addDiagnosis.handler(({ input, context }) => addDiagnosis(context, input)),
  correctTime: os.correctTime.handler(({ input, context }) => correctTime(context, input)),
  keepBack: os.keepBack.handler(({ input, context }) => keepBack(context, input)),
  previewChange: os.previewChange.handler(({ input, context }) => previewChange(context, input)),
  changeMany: os.changeMany.handler(({ input, context }) => changeMany(context, input)),
  undoMany: os.undoMany.handler(({ input, context }) => undoMany(context, input)),
  preview: os.preview.handler(({ input, context }) => previewFiles(context, input)),
  build: os.build.handler(({ input, context }) => buildFiles(context, input)),
  batches: os.batches.handler(({ input, context }) => listBatches(context, input)),
  batch: os.batch.handler(({ input, context }) => showBatch(context, input)),
  sentLines: os.sentLines.handler(({ input, context }) => listSentLines(context, input)),
  correct: os.correct.handler(({ input, context }) => correctLines(context, input)),
  takeBack: os.takeBack.handler(({ input, context }) => takeBackLines(context, input)),
  reconciliation: os.reconciliation.handler(({ input, context }) => reconcile(context, input)),
  saveReconciliation: os.saveReconciliation.handler(({ input, context }) =>
    saveReconciliation(context, input),
  ),
  missing: os.missing.handler(({ input, context }) => listMissing(context, input)),
  saveMissing: os.saveMissing.handler(({ input, context }) => saveMissing(context, input)),
  saveFile: os.saveFile.handler(({ input, context }) => saveBatchFile(context, input)),
});
