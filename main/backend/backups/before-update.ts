import type { BackendHost } from '../context.ts';
import type { OpenWorkspace } from '../vault/workspace.ts';
import { backupsFolder } from './folder.ts';
import { makeBackup } from './make.ts';

/**
 * Makes the backup that comes before every change of the schema; it is read back whole, or nothing is changed.
 *
 * It stays until somebody deletes it: the way back to the version of Hearth that the workspace was last opened with.
 *
 * @throws AppError `WORKSPACE_DAMAGED` when what was copied does not read back, `FILE_UNREADABLE` when the disk is full.
 */
export async function backupBeforeUpdate(host: BackendHost, workspace: OpenWorkspace): Promise<void> {
  const made = makeBackup({
    workspace,
    into: backupsFolder(host.folder),
    reason: 'before_update',
    version: host.version,
    now: host.clock(),
  });
  for await (const event of made) if (event.step === 'done') host.log.write('backup made before an update');
}
