import { auditContract } from '#shared/audit/contract.ts';
import { handle } from '../procedure.ts';
import { findBrokenRow, listAudit } from './store.ts';

const os = handle(auditContract);

export const auditProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    context.about({ memberId: input.memberId });
    return listAudit(context.db, input);
  }),
  verify: os.verify.handler(({ context }) => findBrokenRow(context.db, context.workspace.keys.audit)),
});
