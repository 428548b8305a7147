import { responseSheetsContract } from '#shared/encounters/response-sheets/contract.ts';
import { handle } from '../../procedure.ts';
import { applySheet, undoSheet } from './apply.ts';
import { learnSheet, listSheets, openSheet, showSheet } from './sheets.ts';

const os = handle(responseSheetsContract);

/** Response sheets over the contract. */
export const responseSheetsProcedures = os.router({
  list: os.list.handler(({ input, context }) => listSheets(context, input)),
  open: os.open.handler(({ input, context }) => openSheet(context, input)),
  get: os.get.handler(({ input, context }) => showSheet(context, input)),
  learn: os.learn.handler(({ input, context }) => learnSheet(context, input)),
  apply: os.apply.handler(({ input, context }) => applySheet(context, input)),
  undo: os.undo.handler(({ input, context }) => undoSheet(context, input)),
});
