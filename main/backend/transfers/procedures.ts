import { transfersContract } from '#shared/transfers/contract.ts';
import { handle } from '../procedure.ts';
import { pauseTransfer, saveSent, sendAgain } from './again.ts';
import { moveTransfer } from './move-transfer.ts';
import { queueActionPlans } from './queue-action-plans.ts';
import { queueDocument } from './queue-document.ts';
import { collect } from './received/collect.ts';
import { loadResponse, saveReceived, settleReceived, showReceived } from './received/received.ts';
import { runTransfers } from './run.ts';
import { sendTransfer } from './send-transfer.ts';
import { settleTransfer } from './settle-transfer.ts';
import { testConnection } from './test-connection.ts';
import { getTransfer, listTransfers, membersInside } from './transfers.ts';

const os = handle(transfersContract);

export const transfersProcedures = os.router({
  list: os.list.handler(({ input, context }) => listTransfers(context, input)),
  get: os.get.handler(({ input, context }) => getTransfer(context, input)),
  members: os.members.handler(({ input, context }) => membersInside(context, input)),
  queueDocument: os.queueDocument.handler(({ input, context }) => queueDocument(context, input)),
  move: os.move.handler(({ input, context }) => moveTransfer(context, input)),
  send: os.send.handler(({ input, context }) => sendTransfer(context, input)),
  pause: os.pause.handler(({ input, context }) => pauseTransfer(context, input)),
  sendAgain: os.sendAgain.handler(({ input, context }) => sendAgain(context, input)),
  saveSent: os.saveSent.handler(({ input, context }) => saveSent(context, input)),
  queueActionPlans: os.queueActionPlans.handler(({ input, context }) => queueActionPlans(context, input)),
  run: os.run.handler(({ context }) => runTransfers(context)),
  collect: os.collect.handler(({ input, context }) => collect(context, input)),
  loadResponse: os.loadResponse.handler(({ input, context }) => loadResponse(context, input)),
  received: os.received.handler(({ input, context }) => showReceived(context, input)),
  settleReceived: os.settleReceived.handler(({ input, context }) => settleReceived(context, input)),
  saveReceived: os.saveReceived.handler(({ input, context }) => saveReceived(context, input)),
  testConnection: os.testConnection.handler(({ input, context }) => testConnection(context, input)),
  settle: os.settle.handler(({ input, context }) => settleTransfer(context, input)),
});
