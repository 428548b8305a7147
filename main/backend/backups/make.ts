import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup, BackupEvent } from '#shared/backups/contract.ts';
import { AppError } from '#shared/errors.ts';
import { diskReason } from '../disk-reason.ts';
import { KEY_FILE_NAME, syncFolder, writeDurably } from '../vault/key-file.ts';
import { DATABASE_NAME, type OpenWorkspace, withoutDeviceSlots } from '../vault/workspace.ts';
import { checkFile } from './check-file.ts';
import { UNFINISHED } from './folder.ts';
import { describeFile, MANIFEST_NAME, sealManifest } from './manifest.ts';

interface MakeOptions {
  readonly workspace: OpenWorkspace;
  /** The folder that gets the backup's folder. */
  readonly into: string;
  readonly reason: Backup['reason'];
  readonly version: string;
  readonly now: Date;
}

/**
 * Makes a backup: encrypted database, key file, manifest; read back whole before it gets its name.
 *
 * Opens with any passphrase or recovery code of the moment it was made, on any computer.
 *
 * @throws AppError `WORKSPACE_DAMAGED` when the copy does not read back: the earlier backups are all still there;
 * `FILE_UNREADABLE` when the disk is full or cannot be written to.
 */
export async function* makeBackup(options: MakeOptions): AsyncGenerator<BackupEvent> {
  const { workspace, into, reason, now } = options;
  const name = freeName(into, `hearth-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z`);
  const unfinished = join(into, name + UNFINISHED);
  try {
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    yield { step: 'copy', sentence: 'Copying, still encrypted', backup: null };
    await workspace.database.copyTo(join(unfinished, DATABASE_NAME));
    // SECURITY: what this computer keeps opens nothing on another one, so a backup does not even carry its slot.
    writeDurably(
      join(unfinished, KEY_FILE_NAME),
      JSON.stringify(withoutDeviceSlots(workspace.keyFile), null, 2),
    );

    yield { step: 'check', sentence: 'Reading the copy back', backup: null };
    const check = await checkFile(join(unfinished, DATABASE_NAME), workspace.keys.database);
    if (check.problems.length > 0) {
      throw new AppError(
        'WORKSPACE_DAMAGED',
        'The copy did not read back whole, so it was thrown away. The backups before it are still there.',
      );
    }
    const files = {
      [DATABASE_NAME]: await describeFile(join(unfinished, DATABASE_NAME)),
      [KEY_FILE_NAME]: await describeFile(join(unfinished, KEY_FILE_NAME)),
    };
    const manifest = sealManifest(
      {
        format: 1,
        vaultId: workspace.keyFile.vaultId,
        takenAt: now.toISOString(),
        reason,
        version: options.version,
        auditHead: check.audit,
        files,
      },
      workspace.keys.backups,
    );
    writeDurably(join(unfinished, MANIFEST_NAME), JSON.stringify(manifest, null, 2));
    syncFolder(unfinished);
    renameSync(unfinished, join(into, name));
    syncFolder(into);
    const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
    yield {
      step: 'done',
      sentence: 'Backup made and read back',
      backup: { name, takenAt: manifest.takenAt, bytes, reason },
    };
  } catch (error) {
    if (existsSync(unfinished)) rmSync(unfinished, { recursive: true, force: true });
    const reason = diskReason(error);
    if (reason === null) throw error;
    throw new AppError('FILE_UNREADABLE', `No backup was made. ${reason} Nothing else was changed.`);
  }
}

/** Two backups within one second get two names. */
function freeName(folder: string, name: string): string {
  let free = name;
  for (
    let count = 2;
    existsSync(join(folder, free)) || existsSync(join(folder, free + UNFINISHED));
    count += 1
  )
    free = `${name}-${count}`;
  return free;
}
