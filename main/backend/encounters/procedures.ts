import { encountersContract } from '#shared/encounters/contract.ts';
import { handle } from '../procedure.ts';
import { listBatches, saveBatchFile, showBatch } from './batches.ts';
import { addDiagnosis, correctTime, keepBack } from './change-lines.ts';
import { buildFiles } from './files/build.ts';
import { previewFiles } from './files/preview.ts';
import { listEncounters, listForMember, listWaitingForRule } from './list-encounters.ts';

const os = handle(encountersContract);

/** Encounters over the contract. */
export const encountersProcedures = os.router({
  list: os.list.handler(({ input, context }) => listEncounters(context, input)),
  forMember: os.forMember.handler(({ input, context }) => listForMember(context, input)),
  waitingForRule: os.waitingForRule.handler(({ input, context }) => listWaitingForRule(context, input)),
  addDiagnosis: os.addDiagnosis.handler(({ input, context }) => addDiagnosis(context, input)),
  correctTime: os.correctTime.handler(({ input, context }) => correctTime(context, input)),
  keepBack: os.keepBack.handler(({ input, context }) => keepBack(context, input)),
  preview: os.preview.handler(({ input, context }) => previewFiles(context, input)),
  build: os.build.handler(({ input, context }) => buildFiles(context, input)),
  batches: os.batches.handler(({ input, context }) => listBatches(context, input)),
  batch: os.batch.handler(({ input, context }) => showBatch(context, input)),
  saveFile: os.saveFile.handler(({ input, context }) => saveBatchFile(context, input)),
});
