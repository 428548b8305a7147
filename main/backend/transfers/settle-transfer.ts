import { AppError } from '#shared/errors.ts';
import type { TransferState } from '#shared/transfers/contract.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { tellSource } from './sources.ts';
import { updateNotArrived, updateSent } from './store.ts';
import { findTransfer } from './transfers.ts';

/**
 * Settles what only a person can know: whether a file whose last step nobody saw arrived, and that a file for a
 * plan without SFTP was uploaded by hand.
 *
 * @throws AppError `NOT_FOUND`, `CONFLICT` when there is nothing to settle
 */
export async function settleTransfer(
  context: CallContext,
  input: { readonly id: string; readonly arrived: boolean },
): Promise<{ state: TransferState }> {
  const transfer = await findTransfer(context, input.id);
  const plan = await getPlan(context, transfer.planId);
  const byHand = plan.profile.sftp === null && transfer.state === 'queued' && input.arrived;
  if (transfer.state !== 'unsure' && !byHand) {
    throw new AppError('CONFLICT', 'There is nothing to settle about this file.');
  }
  context.about({ entityId: transfer.id, detail: { arrived: input.arrived, byHand } });
  if (!input.arrived) {
    await updateNotArrived(context.db, transfer.id);
    return { state: 'queued' };
  }
  const at = context.now();
  const sentence = byHand
    ? `Uploaded by hand, says ${context.user.name}`
    : `Written to the ledger: ${transfer.planName} says it has the file`;
  await updateSent(context.db, transfer.id, {
    at,
    by: context.user.id,
    serverPath: transfer.serverPath,
    hostKey: null,
    remoteBytes: null,
    steps: [...transfer.steps, { step: 'ledger', state: 'done', sentence, at }],
  });
  await tellSource(context, transfer);
  return { state: 'sent' };
}
