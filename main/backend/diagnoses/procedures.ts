import { diagnosesContract } from '#shared/diagnoses/contract.ts';
import { handle } from '../procedure.ts';
import { searchCodes } from './diagnoses.ts';
import { importCodes, listCodeLists, removeCodes } from './import-codes.ts';

const os = handle(diagnosesContract);

/** Diagnosis codes and the official lists they come from. */
export const diagnosesProcedures = os.router({
  search: os.search.handler(({ input, context }) => searchCodes(context, input)),
  lists: os.lists.handler(({ context }) => listCodeLists(context)),
  import: os.import.handler(({ input, context }) => importCodes(context, input)),
  remove: os.remove.handler(({ input, context }) => removeCodes(context, input)),
});
