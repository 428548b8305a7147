import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUP_WARNING_HOURS, type BackupEvent } from '#shared/backups/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { DATABASE_NAME } from '../vault/workspace.ts';
import { checkFile } from './check-file.ts';
import { backupsFolder, listBackups, tidyBackups } from './folder.ts';
import { makeBackup } from './make.ts';
import { findChangedFiles, isManifestSealed, readManifest } from './manifest.ts';

/** When the last good backup was made, and whether that is too long ago. */
export function backupStatus(context: CallContext) {
  const backups = listBackups(context.workspace.folder);
  const lastGoodAt = backups[0]?.takenAt ?? null;
  const age = lastGoodAt ? Date.parse(context.now()) - Date.parse(lastGoodAt) : Number.POSITIVE_INFINITY;
  return { lastGoodAt, overdue: age > BACKUP_WARNING_HOURS * 3_600_000, count: backups.length };
}

/** Makes a backup in the workspace's own folder, then lets go of those the schedule no longer needs. */
export async function* makeOwnBackup(context: CallContext): AsyncGenerator<BackupEvent> {
  const { workspace } = context;
  yield* makeBackup({
    workspace,
    into: backupsFolder(workspace.folder),
    reason: 'manual',
    version: context.version,
    now: new Date(context.now()),
  });
  tidyBackups(workspace.folder);
}

/** Makes a backup in a folder the person chooses. */
export async function* makeBackupElsewhere(context: CallContext): AsyncGenerator<BackupEvent> {
  const folder = await context.shell.openFolder({ title: 'Where to put the backup' });
  if (!folder) throw new AppError('CANCELLED', 'No folder was chosen. Nothing was copied.');
  yield* makeBackup({
    workspace: context.workspace,
    into: folder.path,
    reason: 'manual',
    version: context.version,
    now: new Date(context.now()),
  });
}

/** Reads one backup back whole: its files against the manifest, then every page of the database. */
export async function checkBackup(context: CallContext, input: { readonly name: string }) {
  const { workspace } = context;
  // SECURITY: the name is looked up in the list, never joined to a path as it came.
  const known = listBackups(workspace.folder).find(({ name }) => name === input.name);
  const folder = known ? join(backupsFolder(workspace.folder), known.name) : '';
  const manifest = known ? readManifest(folder) : null;
  if (!manifest || !existsSync(folder)) throw new AppError('NOT_FOUND', 'There is no backup of that name.');
  const changed = await findChangedFiles(folder, manifest);
  const sealed = isManifestSealed(manifest, workspace.keys.backups);
  const file = await checkFile(join(folder, DATABASE_NAME), workspace.keys.database);
  return {
    problems: [...(sealed ? [] : ['The list of files was changed.']), ...changed, ...file.problems],
    members: file.members,
  };
}
