import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUP_WARNING_HOURS, type BackupEvent } from '#shared/backups/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import type { SubKeys } from '../vault/key-file.ts';
import { DATABASE_NAME, type OpenWorkspace } from '../vault/workspace.ts';
import { checkFile } from './check-file.ts';
import { backupsFolder, listBackups, tidyBackups } from './folder.ts';
import { makeBackup } from './make.ts';
import { findChangedFiles, isManifestSealed, type Manifest, readManifest } from './manifest.ts';

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

/** The keys a backup was made under, today's or earlier ones; `null` when its list was sealed with none of them. */
function keysOf({ keys, retired }: OpenWorkspace, manifest: Manifest): SubKeys | null {
  return [keys, ...retired].find((each) => isManifestSealed(manifest, each.backups)) ?? null;
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
  const keys = keysOf(workspace, manifest);
  const file = await checkFile(join(folder, DATABASE_NAME), (keys ?? workspace.keys).database);
  return {
    problems: [...(keys ? [] : ['The list of files was changed.']), ...changed, ...file.problems],
    members: file.members,
  };
}
