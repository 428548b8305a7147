import { transfersContract } from '#shared/transfers/contract.ts';
import { handle } from '../procedure.ts';
import { sendTransfer } from './send-transfer.ts';
import { settleTransfer } from './settle-transfer.ts';
import { testConnection } from './test-connection.ts';
import { getTransfer, listTransfers } from './transfers.ts';

const os = handle(transfersContract);

export const transfersProcedures = os.router({
  list: os.list.handler(({ input, context }) => listTransfers(context, input)),
  get: os.get.handler(({ input, context }) => getTransfer(context, input)),
  send: os.send.handler(({ input, context }) => sendTransfer(context, input)),
  testConnection: os.testConnection.handler(({ input, context }) => testConnection(context, input)),
  settle: os.settle.handler(({ input, context }) => settleTransfer(context, input)),
});
