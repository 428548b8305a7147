import { assignmentsContract } from '#shared/assignments/contract.ts';
import { handle } from '../procedure.ts';
import { assignLeads } from './assign.ts';
import { getBoard } from './board.ts';
import { getMine, setCapacity } from './workload.ts';

const os = handle(assignmentsContract);

export const assignmentsProcedures = os.router({
  board: os.board.handler(({ input, context }) => getBoard(context, input)),
  mine: os.mine.handler(({ context }) => getMine(context)),
  assign: os.assign.handler(({ input, context }) => assignLeads(context, input)),
  setCapacity: os.setCapacity.handler(({ input, context }) => setCapacity(context, input)),
});
