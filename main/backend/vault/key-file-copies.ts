import { copyFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { KeyFileCopy } from '#shared/vault/contract.ts';
import { backupsFolder, listBackups } from '../backups/folder.ts';
import type { BackendHost } from '../context.ts';
import { KEY_FILE_NAME, type KeyFile, PREVIOUS_KEY_FILE_NAME, readKeyFile, syncFolder } from './key-file.ts';

interface Found {
  readonly source: KeyFileCopy['source'];
  readonly path: string;
  readonly keyFile: KeyFile;
  readonly at: string;
}

/** The generation beside the key file, and the one in the newest backup that has a whole one. */
function findCopies(folder: string): readonly Found[] {
  const previous = readOrNull(folder, PREVIOUS_KEY_FILE_NAME);
  const path = join(folder, PREVIOUS_KEY_FILE_NAME);
  const beside: readonly Found[] = previous
    ? [{ source: 'previous', path, keyFile: previous, at: statSync(path).mtime.toISOString() }]
    : [];
  for (const { name, takenAt } of listBackups(folder)) {
    const backup = join(backupsFolder(folder), name);
    const keyFile = readOrNull(backup, KEY_FILE_NAME);
    if (keyFile)
      return [...beside, { source: 'backup', path: join(backup, KEY_FILE_NAME), keyFile, at: takenAt }];
  }
  return beside;
}

function readOrNull(folder: string, name: string): KeyFile | null {
  try {
    return readKeyFile(folder, name);
  } catch {
    return null;
  }
}

/** The copies of the key file that could take its place, with who could unlock then; only while it is missing. */
export function listKeyFileCopies(host: BackendHost): KeyFileCopy[] {
  if (readOrNull(host.folder, KEY_FILE_NAME)) return [];
  return findCopies(host.folder).map(({ source, at, keyFile }) => ({
    source,
    at,
    agencyName: keyFile.agencyName,
    people: keyFile.users.map(({ name }) => name),
  }));
}

/**
 * Puts a copy in the place of the missing key file; a damaged one is renamed, never deleted.
 *
 * SECURITY: an older copy brings back the passphrases of its day, as a copied file would. It opens nothing by
 * itself, and the account must still be active inside the database.
 *
 * @throws AppError `CONFLICT` when the key file is whole, `NOT_FOUND` when the copy is gone.
 */
export function useKeyFileCopy(
  host: BackendHost,
  { source }: { readonly source: KeyFileCopy['source'] },
): void {
  const { folder } = host;
  if (readOrNull(folder, KEY_FILE_NAME)) {
    throw new AppError('CONFLICT', 'The key file is whole. Nothing was changed.');
  }
  const copy = findCopies(folder).find((found) => found.source === source);
  if (!copy) throw new AppError('NOT_FOUND', 'This copy of the key file is not there any more. Look again.');
  const path = join(folder, KEY_FILE_NAME);
  const fresh = `${path}.new`;
  copyFileSync(copy.path, fresh);
  if (existsSync(path)) {
    const stamp = host.clock().toISOString().slice(0, 19).replaceAll(':', '');
    renameSync(path, join(folder, `vault.damaged-${stamp}Z.json`));
  }
  renameSync(fresh, path);
  syncFolder(folder);
  host.log.happened(`the key file was put back from its ${source === 'backup' ? 'backup' : 'copy'}`);
}
