import { admissionsContract } from '#shared/admissions/contract.ts';
import { handle } from '../procedure.ts';
import { confirmNotice, dismissNotice, proposeMembers } from './settle.ts';
import { learnColumns, showNotices } from './show.ts';

const os = handle(admissionsContract);

export const admissionsProcedures = os.router({
  file: os.file.handler(({ input, context }) => showNotices(context, input)),
  proposals: os.proposals.handler(({ input, context }) => proposeMembers(context, input)),
  confirm: os.confirm.handler(({ input, context }) => confirmNotice(context, input)),
  dismiss: os.dismiss.handler(({ input, context }) => dismissNotice(context, input)),
  learn: os.learn.handler(({ input, context }) => learnColumns(context, input)),
});
