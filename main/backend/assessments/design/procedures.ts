import { formsContract } from '#shared/assessments/forms-contract.ts';
import { handle } from '../../procedure.ts';
import { discardDraft, getDraft, restoreDraft, saveDraft, startDraft } from './drafts.ts';
import { listFormEntries } from './list-forms.ts';
import { listProtocols, printProtocol, setProtocol } from './protocols.ts';
import { compareVersions, publishDraft } from './publish.ts';

const os = handle(formsContract);

export const formsProcedures = os.router({
  list: os.list.handler(({ context }) => listFormEntries(context)),
  startDraft: os.startDraft.handler(({ input, context }) => startDraft(context, input)),
  draft: os.draft.handler(({ input, context }) => getDraft(context, input)),
  saveDraft: os.saveDraft.handler(({ input, context }) => saveDraft(context, input)),
  discardDraft: os.discardDraft.handler(({ input, context }) => discardDraft(context, input)),
  restoreDraft: os.restoreDraft.handler(({ input, context }) => restoreDraft(context, input)),
  publish: os.publish.handler(({ input, context }) => publishDraft(context, input)),
  compare: os.compare.handler(({ input, context }) => compareVersions(context, input)),
  protocols: os.protocols.handler(({ context }) => listProtocols(context)),
  setProtocol: os.setProtocol.handler(({ input, context }) => setProtocol(context, input)),
  printProtocol: os.printProtocol.handler(({ input, context }) => printProtocol(context, input)),
});
