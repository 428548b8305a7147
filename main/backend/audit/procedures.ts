import { auditContract } from '#shared/audit/contract.ts';
import { handle } from '../procedure.ts';
import { saveAuditSheet, saveMemberReport } from './save.ts';
import { searchAudit, verifyAudit } from './search.ts';

const os = handle(auditContract);

export const auditProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    context.about({ memberId: input.memberId });
    return searchAudit(context, input);
  }),
  verify: os.verify.handler(({ context }) => verifyAudit(context)),
  saveSheet: os.saveSheet.handler(({ input, context }) => saveAuditSheet(context, input)),
  saveMemberReport: os.saveMemberReport.handler(({ input, context }) => saveMemberReport(context, input)),
});
