import { rosterContract } from '#shared/roster/contract.ts';
import { handle } from '../procedure.ts';
import { applyRoster } from './apply.ts';
import { chooseColumn, discardRoster } from './change-import.ts';
import { answerRow, fixRow } from './decisions.ts';
import { openRoster } from './open.ts';
import { getPreview, listImports, listRows } from './preview.ts';
import { saveProblemRows } from './save-problems.ts';
import { undoRoster } from './undo.ts';

const os = handle(rosterContract);

export const rosterProcedures = os.router({
  open: os.open.handler(({ input, context }) => openRoster(context, input)),
  list: os.list.handler(({ context }) => listImports(context)),
  preview: os.preview.handler(({ input, context }) => getPreview(context, input)),
  rows: os.rows.handler(({ input, context }) => listRows(context, input)),
  chooseColumn: os.chooseColumn.handler(({ input, context }) => chooseColumn(context, input)),
  answer: os.answer.handler(({ input, context }) => answerRow(context, input)),
  fixRow: os.fixRow.handler(({ input, context }) => fixRow(context, input)),
  apply: os.apply.handler(({ input, context }) => applyRoster(context, input)),
  undo: os.undo.handler(({ input, context }) => undoRoster(context, input)),
  saveProblems: os.saveProblems.handler(({ input, context }) => saveProblemRows(context, input)),
  discard: os.discard.handler(({ input, context }) => discardRoster(context, input)),
});
