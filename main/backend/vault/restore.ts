import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { checkFile } from '../backups/check-file.ts';
import { findChangedFiles, isManifestSealed, readManifest } from '../backups/manifest.ts';
import type { BackendHost } from '../context.ts';
import { refuse, refuseWhileWaiting } from './attempts.ts';
import { deriveSubKeys, KEY_FILE_NAME, type KeyFile, readKeyFile } from './key-file.ts';
import { isRecoveryCodeWhole, normalizeRecoveryCode } from './recovery-code.ts';
import { refuseWhenOpen } from './session.ts';
import { openSlot } from './slots.ts';
import { DATABASE_NAME, hasWorkspace } from './workspace.ts';
import { WORKSPACE_FILES } from './workspace-files.ts';

type Proof = { readonly userId: string; readonly passphrase: string } | { readonly code: string };

/** Asks for the folder of a backup; `null` when the person cancels. */
export async function chooseBackup(host: BackendHost) {
  const folder = await host.shell.openFolder({ title: 'Folder of the backup' });
  if (!folder) return null;
  const manifest = readManifest(folder.path);
  if (!manifest) {
    throw new AppError(
      'FILE_UNREADABLE',
      `${folder.name} is not a Hearth backup. Its folder is named hearth-… and a date.`,
    );
  }
  const keyFile = readKeyFile(folder.path);
  host.chosenBackup = folder.path;
  return {
    folderName: folder.name,
    agencyName: keyFile.agencyName,
    takenAt: manifest.takenAt,
    version: manifest.version,
    bytes: Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0),
    users: keyFile.users,
  };
}

/**
 * Puts the chosen backup in the place of the workspace.
 *
 * It is opened and read back whole first; only then is the old workspace moved aside, and nothing is deleted.
 *
 * @throws AppError `WRONG_PASSPHRASE`, `WAIT`, `WORKSPACE_DAMAGED` when the backup itself is not whole.
 */
export async function restoreBackup(host: BackendHost, { proof }: { readonly proof: Proof }) {
  refuseWhenOpen(host);
  refuseWhileWaiting(host);
  const from = host.chosenBackup;
  const manifest = from ? readManifest(from) : null;
  if (!from || !manifest) throw new AppError('NOT_FOUND', 'Choose the folder of the backup first.');
  const keyFile = readKeyFile(from);
  const dataKey = await openWithProof(keyFile, proof);
  if (!dataKey) throw refuse(host, 'That does not open this backup.');
  const keys = deriveSubKeys(dataKey, keyFile.vaultId);
  dataKey.fill(0);
  const changed = await findChangedFiles(from, manifest);
  const check = await checkFile(join(from, DATABASE_NAME), keys.database);
  if (!isManifestSealed(manifest, keys.backups) || changed.length > 0 || check.problems.length > 0) {
    throw new AppError(
      'WORKSPACE_DAMAGED',
      'This backup is not whole any more, so nothing was changed here. Try the one before it.',
    );
  }
  const movedAside = swapIn(host, from);
  host.chosenBackup = null;
  host.log.happened('a backup was restored');
  return { movedAside, members: check.members };
}

async function openWithProof(keyFile: KeyFile, proof: Proof): Promise<Buffer | null> {
  if ('code' in proof && !isRecoveryCodeWhole(proof.code)) {
    throw new AppError('VALIDATION', 'This recovery code has a typing mistake. It has 9 groups of 4.', {
      field: 'proof.code',
    });
  }
  for (const slot of keyFile.slots) {
    const fits =
      'code' in proof ? slot.kind === 'recovery' : slot.kind === 'passphrase' && slot.userId === proof.userId;
    const secret = 'code' in proof ? normalizeRecoveryCode(proof.code) : proof.passphrase;
    const dataKey = fits ? await openSlot(keyFile.vaultId, slot, secret) : null;
    if (dataKey) return dataKey;
  }
  return null;
}

/** Copies the backup beside the workspace, moves the old files aside, then moves the new ones in. */
function swapIn(host: BackendHost, from: string): string | null {
  const incoming = join(host.folder, 'restoring');
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  for (const name of [DATABASE_NAME, KEY_FILE_NAME]) copyFileSync(join(from, name), join(incoming, name));
  let aside: string | null = null;
  if (hasWorkspace(host.folder)) {
    const stamp = host.clock().toISOString().slice(0, 19).replaceAll(':', '');
    aside = join(host.folder, `replaced-${stamp}Z`);
    mkdirSync(aside, { mode: 0o700 });
    for (const name of WORKSPACE_FILES) {
      if (existsSync(join(host.folder, name))) renameSync(join(host.folder, name), join(aside, name));
    }
  }
  for (const name of [DATABASE_NAME, KEY_FILE_NAME])
    renameSync(join(incoming, name), join(host.folder, name));
  rmSync(incoming, { recursive: true, force: true });
  return aside && basename(aside);
}
