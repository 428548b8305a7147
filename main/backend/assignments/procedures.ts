import { assignmentsContract } from '#shared/assignments/contract.ts';
import { handle } from '../procedure.ts';
import { getAccess, openChart, setAccess } from './access.ts';
import { assignLeads } from './assign.ts';
import { getBoard } from './board.ts';
import { getMine, setCapacity } from './workload.ts';

const os = handle(assignmentsContract);

export const assignmentsProcedures = os.router({
  board: os.board.handler(({ input, context }) => getBoard(context, input)),
  mine: os.mine.handler(({ context }) => getMine(context)),
  access: os.access.handler(({ context }) => getAccess(context)),
  setAccess: os.setAccess.handler(({ input, context }) => setAccess(context, input)),
  openChart: os.openChart.handler(({ input, context }) => openChart(context, input)),
  assign: os.assign.handler(({ input, context }) => assignLeads(context, input)),
  setCapacity: os.setCapacity.handler(({ input, context }) => setCapacity(context, input)),
});
