import { AppError } from '#shared/errors.ts';
import type { BackendContext, BackendHost, CallContext } from '../context.ts';
import { markOwnPassphrase } from '../users/users.ts';
import { refuse, refuseWhileWaiting } from './attempts.ts';
import { forgetDevice } from './device.ts';
import { requirePassphrase } from './require-passphrase.ts';
import { openSlot } from './slots.ts';
import { setPassphrase } from './workspace.ts';

type Context = CallContext & BackendContext;

/**
 * Asks the person who is unlocked for their passphrase once more: what touches keys and users is confirmed with it,
 * so that a screen left open does not give it away.
 *
 * @throws AppError `WRONG_PASSPHRASE` at `field`, with the same growing delay as at the lock screen; `WAIT`
 */
export async function requireOwnPassphrase(
  { host, user, workspace }: Context,
  passphrase: string,
  field: string,
): Promise<void> {
  refuseWhileWaiting(host, field);
  const { keyFile } = workspace;
  const slot = keyFile.slots.find((one) => one.kind === 'passphrase' && one.userId === user.id);
  const dataKey = slot && (await openSlot(keyFile.vaultId, slot, passphrase));
  if (!dataKey) throw refuse(host, 'That is not your passphrase.', field);
  dataKey.fill(0);
}

/** From now on nobody but this person knows their passphrase. */
export async function settleOwnPassphrase(host: BackendHost, userId: string): Promise<void> {
  const { session } = host;
  if (!session?.mustChangePassphrase) return;
  await session.workspace.db.transaction().execute((db) => markOwnPassphrase(db, userId));
  session.mustChangePassphrase = false;
}

/** Gives oneself a new passphrase. */
export async function changePassphrase(
  context: Context,
  input: { readonly current: string; readonly next: string },
): Promise<void> {
  requirePassphrase(context.policy, input.next, 'next');
  if (input.next === input.current) {
    throw new AppError('VALIDATION', 'The new passphrase is the old one.', { field: 'next' });
  }
  await requireOwnPassphrase(context, input.current, 'current');
  await forgetDevice(context, context.user.id);
  await setPassphrase(context.workspace, context.user.id, input.next);
  await settleOwnPassphrase(context.host, context.user.id);
}
