import { AppError } from '#shared/errors.ts';
import type { Plan } from '#shared/plans/contract.ts';
import type { PlanConnection, Transfer, TransferRow } from '#shared/transfers/contract.ts';
import { folderFor, serverPath } from '#shared/transfers/steps.ts';
import type { CallContext } from '../context.ts';
import { getPlan, showPlans } from '../plans/plans.ts';
import { isSending } from './send-transfer.ts';
import { type StoredTransfer, selectLedger, selectOutbox, selectTransfer } from './store.ts';

/** Plans with their connection, the outbox and the ledger. */
export async function listTransfers(
  context: CallContext,
  input: { readonly find: string; readonly ledgerLimit: number },
): Promise<{ plans: PlanConnection[]; outbox: TransferRow[]; ledger: TransferRow[]; ledgerCount: number }> {
  const plans = await showPlans(context);
  const outbox = await selectOutbox(context.db);
  const ledger = await selectLedger(context.db, { find: input.find, limit: input.ledgerLimit });
  return {
    plans: plans.map(toConnection),
    outbox: outbox.map(withTrueState),
    ledger: ledger.rows,
    ledgerCount: ledger.count,
  };
}

/**
 * One transfer with everything its panel shows.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function getTransfer(context: CallContext, input: { readonly id: string }): Promise<Transfer> {
  const transfer = await findTransfer(context, input.id);
  const shown = withTrueState(transfer);
  if (shown.state === 'sent') return shown;
  const { sftp } = (await getPlan(context, transfer.planId)).profile;
  const goesTo = sftp && serverPath(folderFor(sftp, transfer.usage), transfer.fileName);
  return { ...shown, serverPath: goesTo };
}

/** A stored transfer. @throws AppError `NOT_FOUND` */
export async function findTransfer(context: CallContext, id: string): Promise<StoredTransfer> {
  const transfer = await selectTransfer(context.db, id);
  if (!transfer) throw new AppError('NOT_FOUND', 'This file is not in the outbox or the ledger.');
  return transfer;
}

/** A row that says "sending" while nobody sends it was left so by a crash: it waits. */
function withTrueState<Row extends TransferRow>(row: Row): Row {
  if (row.state !== 'sending' || isSending(row.id)) return row;
  return {
    ...row,
    state: 'queued',
    problem:
      'Hearth was closed while this was being sent. Send it again: Hearth looks first and never leaves two copies.',
  };
}

function toConnection(plan: Plan): PlanConnection {
  const { sftp, edi } = plan.profile;
  return {
    id: plan.id,
    shortName: plan.shortName,
    usage: edi.usage,
    host: sftp?.host ?? null,
    user: sftp?.user ?? null,
    folder: sftp && folderFor(sftp, edi.usage),
    hasLogin: plan.login.kind !== 'none',
    hostKey: plan.hostKey,
    lastTest: plan.lastTest,
  };
}
