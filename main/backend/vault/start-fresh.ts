import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { BackendHost } from '../context.ts';
import { syncFolder } from './key-file.ts';
import { refuseWhenOpen, vaultStatus } from './session.ts';
import { WORKSPACE_FILES } from './workspace-files.ts';

/** All that belongs to a workspace; its backups go with it, so that two agencies' never mix. */
const PARTS = [...WORKSPACE_FILES, 'unlock-attempts.json', 'backups'];

/**
 * Sets a workspace that cannot be opened aside, under a name of its own; nothing is deleted.
 *
 * @throws AppError `CONFLICT` when the workspace is not known to be in trouble.
 */
export function startFresh(host: BackendHost): { readonly movedAside: string } {
  refuseWhenOpen(host);
  // SECURITY: whoever stands at the lock screen must not be able to put a healthy workspace away.
  if (!host.damaged && vaultStatus(host).state !== 'key_file_missing') {
    throw new AppError('CONFLICT', 'This workspace can be opened. Nothing was moved.');
  }
  const stamp = host.clock().toISOString().slice(0, 19).replaceAll(':', '');
  const aside = join(host.folder, `set-aside-${stamp}Z`);
  mkdirSync(aside, { mode: 0o700 });
  for (const name of PARTS) {
    if (existsSync(join(host.folder, name))) renameSync(join(host.folder, name), join(aside, name));
  }
  syncFolder(host.folder);
  host.damaged = false;
  return { movedAside: basename(aside) };
}
