import { reportsContract } from '#shared/reports/contract.ts';
import { handle } from '../procedure.ts';
import { listBehind, listMeasures } from './reports.ts';
import { saveReport } from './save.ts';

const os = handle(reportsContract);

/** The program's numbers over the contract. */
export const reportsProcedures = os.router({
  measures: os.measures.handler(({ input, context }) => listMeasures(context, input)),
  behind: os.behind.handler(({ input, context }) => listBehind(context, input)),
  save: os.save.handler(({ input, context }) => saveReport(context, input)),
});
