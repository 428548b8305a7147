import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { BackendContext, BackendHost, CallContext, SessionUser } from '../context.ts';
import { refuseWhileWaiting } from './attempts.ts';
import { deviceSlotOf, deviceUnlock, deviceUsers, forgetDevice, keep, readKept } from './device.ts';
import { readKeyFile } from './key-file.ts';
import { requireOwnPassphrase } from './own-passphrase.ts';
import { opening, openSession, refuseWhenOpen } from './session.ts';
import { createSlot, openSlot } from './slots.ts';
import { openWith, saveKeyFile } from './workspace.ts';

type Context = CallContext & BackendContext;

const HOUR_MS = 3_600_000;

/**
 * Opens the workspace with what this computer keeps.
 *
 * @throws AppError `HELD` whenever the passphrase has to be typed instead: never twice, never with a delay
 */
export async function unlockOnDevice(
  host: BackendHost,
  input: { readonly userId: string },
): Promise<{ user: SessionUser }> {
  refuseWhileWaiting(host);
  refuseWhenOpen(host);
  const keyFile = readKeyFile(host.folder);
  if (!deviceUsers(host, keyFile).includes(input.userId)) {
    throw new AppError('HELD', 'Type your passphrase. Only after a lock of the screen it can be left out.');
  }
  const slot = deviceSlotOf(keyFile, input.userId);
  const kept = slot && (await readKept(host, keyFile, slot));
  if (!slot || !kept) {
    throw new AppError('HELD', 'This computer has no key for you any more. Type your passphrase.');
  }
  const age = host.clock().getTime() - Date.parse(kept.typedAt);
  const { deviceUnlockHours: hours } = host.policy.policy;
  // A clock that was put back is no reason to stay in longer.
  if (age < 0 || age > hours * HOUR_MS) {
    throw new AppError('HELD', `You typed your passphrase more than ${hours} hours ago. Type it again.`);
  }
  const dataKey = await openSlot(keyFile.vaultId, slot, kept.secret);
  if (!dataKey)
    throw new AppError('HELD', 'This computer’s key does not fit any more. Type your passphrase.');
  const workspace = await opening(host, (hooks) => openWith(host.folder, keyFile, dataKey, hooks));
  return { user: await openSession(host, workspace, input.userId, 'vault.unlock_device') };
}

/**
 * Lets the computer's own sign-in stand for the caller's passphrase, after a lock of the computer's screen.
 *
 * @throws AppError `WRONG_PASSPHRASE`, `HELD` where it is not available
 */
export async function allowDevice(context: Context, input: { readonly own: string }): Promise<void> {
  const { host, workspace, user } = context;
  const { state, reason } = await deviceUnlock(context);
  if (state === 'unavailable') throw new AppError('HELD', reason ?? 'It is not available here.');
  await requireOwnPassphrase(context, input.own, 'own');
  await forgetDevice(context, user.id);
  const { keyFile } = workspace;
  const secret = randomBytes(32).toString('hex');
  const slot = await createSlot(keyFile.vaultId, 'device', user.id, secret, workspace.dataKey);
  // The key first: a slot that nothing opens would be offered for nothing.
  await keep(host, {
    format: 1,
    vaultId: keyFile.vaultId,
    userId: user.id,
    slotId: slot.id,
    secret,
    typedAt: context.now(),
  });
  saveKeyFile(workspace, { ...workspace.keyFile, slots: [...workspace.keyFile.slots, slot] });
}
