import { AppError } from '#shared/errors.ts';
import type { TransferState } from '#shared/transfers/contract.ts';
import type { CallContext } from '../context.ts';
import { tellSource } from './sources.ts';
import { updateNotArrived, updateSent } from './store.ts';
import { findTransfer } from './transfers.ts';

/**
 * Settles a transfer whose last step nobody saw, after a person asked the plan.
 *
 * @throws AppError `NOT_FOUND`, `CONFLICT` when there is nothing to settle
 */
export async function settleTransfer(
  context: CallContext,
  input: { readonly id: string; readonly arrived: boolean },
): Promise<{ state: TransferState }> {
  const transfer = await findTransfer(context, input.id);
  if (transfer.state !== 'unsure')
    throw new AppError('CONFLICT', 'There is nothing to settle about this file.');
  context.about({ entityId: transfer.id, detail: { arrived: input.arrived } });
  if (!input.arrived) {
    await updateNotArrived(context.db, transfer.id);
    return { state: 'queued' };
  }
  const at = context.now();
  await updateSent(context.db, transfer.id, {
    at,
    by: context.user.id,
    serverPath: transfer.serverPath,
    hostKey: null,
    remoteBytes: null,
    steps: [
      ...transfer.steps,
      {
        step: 'ledger',
        state: 'done',
        sentence: `Written to the ledger: ${transfer.planName} says it has the file`,
        at,
      },
    ],
  });
  await tellSource(context, transfer);
  return { state: 'sent' };
}
