import { createPrivateKey, type KeyObject } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { BackendHost } from '../context.ts';
import { markToldPassphrase } from '../users/users.ts';
import { readKeyFile } from './key-file.ts';
import { requirePassphrase } from './require-passphrase.ts';
import { opening, openSession, refuseWhenOpen, requireActive } from './session.ts';
import { openEscrowSlot } from './slots.ts';
import { openWith, setPassphrase } from './workspace.ts';

/**
 * Opens the workspace with the organization's private key and gives one person a new passphrase: for an office where
 * nobody has a passphrase or the printed code any more. The person chooses another when they unlock.
 *
 * A command only, never a procedure: whoever sits at the window has no use for a key that is kept offline.
 *
 * @throws AppError `FILE_UNREADABLE` for what is no X25519 private key, `WRONG_PASSPHRASE` for another key,
 * `NOT_FOUND`, `FORBIDDEN` for an account that is switched off
 */
export async function openWithEscrow(
  host: BackendHost,
  input: { readonly userName: string; readonly privateKey: string; readonly newPassphrase: string },
): Promise<void> {
  refuseWhenOpen(host);
  requirePassphrase(host.policy.policy, input.newPassphrase, 'newPassphrase');
  const keyFile = readKeyFile(host.folder);
  const user = keyFile.users.find(({ name }) => name === input.userName);
  if (!user) throw new AppError('NOT_FOUND', `${input.userName} is not a user of this workspace.`);
  const privateKey = privateKeyFrom(input.privateKey);
  const slot = keyFile.slots.find((one) => one.kind === 'escrow');
  const dataKey = slot?.kind === 'escrow' ? openEscrowSlot(keyFile.vaultId, slot, privateKey) : null;
  if (!dataKey) throw new AppError('WRONG_PASSPHRASE', 'That key opens no slot of this workspace.');
  const workspace = await opening(host, (hooks) => openWith(host.folder, keyFile, dataKey, hooks));
  try {
    await requireActive(host, workspace, user.id);
    // Marked first: a crash in between asks for a change too many, never for one too few.
    await workspace.db.transaction().execute((db) => markToldPassphrase(db, user.id));
    await setPassphrase(workspace, user.id, input.newPassphrase);
  } catch (error) {
    await workspace.close();
    throw error;
  }
  await openSession(host, workspace, user.id, 'vault.escrow_opened');
}

function privateKeyFrom(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'x25519') return key;
  } catch {
    // Said below.
  }
  throw new AppError('FILE_UNREADABLE', 'That file holds no X25519 private key in PEM.');
}
