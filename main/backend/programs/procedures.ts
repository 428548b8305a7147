import { programsContract } from '#shared/programs/contract.ts';
import { handle } from '../procedure.ts';
import { confirmRule, unconfirmRule } from './confirm-rule.ts';
import {
  changeDiagnosis,
  changeRow,
  changeUnits,
  discardDraft,
  dropChange,
  refusePlace,
  restoreDraft,
} from './draft.ts';
import { goLive } from './go-live.ts';
import { replayDraft } from './replay.ts';
import { showRules } from './rules.ts';

const os = handle(programsContract);

/** Rule packs over the contract. */
export const programsProcedures = os.router({
  rules: os.rules.handler(({ input, context }) => showRules(context, input)),
  confirmRule: os.confirmRule.handler(({ input, context }) => confirmRule(context, input)),
  unconfirmRule: os.unconfirmRule.handler(({ input, context }) => unconfirmRule(context, input)),
  changeRow: os.changeRow.handler(({ input, context }) => changeRow(context, input)),
  changeUnits: os.changeUnits.handler(({ input, context }) => changeUnits(context, input)),
  refusePlace: os.refusePlace.handler(({ input, context }) => refusePlace(context, input)),
  changeDiagnosis: os.changeDiagnosis.handler(({ input, context }) => changeDiagnosis(context, input)),
  dropChange: os.dropChange.handler(({ input, context }) => dropChange(context, input)),
  discardDraft: os.discardDraft.handler(({ input, context }) => discardDraft(context, input)),
  restoreDraft: os.restoreDraft.handler(({ input, context }) => restoreDraft(context, input)),
  replay: os.replay.handler(({ input, context }) => replayDraft(context, input)),
  goLive: os.goLive.handler(({ input, context }) => goLive(context, input)),
});
