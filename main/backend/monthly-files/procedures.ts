import { monthlyFilesContract } from '#shared/monthly-files/contract.ts';
import { handle } from '../procedure.ts';
import { buildMonthly, listMonthly, previewMonthly, saveMonthly } from './files.ts';

const os = handle(monthlyFilesContract);

/** Monthly files over the contract. */
export const monthlyFilesProcedures = os.router({
  preview: os.preview.handler(({ input, context }) => previewMonthly(context, input)),
  build: os.build.handler(({ input, context }) => buildMonthly(context, input)),
  list: os.list.handler(({ input, context }) => listMonthly(context, input)),
  saveFile: os.saveFile.handler(({ input, context }) => saveMonthly(context, input)),
});
