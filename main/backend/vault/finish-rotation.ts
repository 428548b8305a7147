import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyFile, writeKeyFile } from './key-file.ts';

const DATABASE = 'hearth.db';
/** The database under the new keys, until it takes the place of the old one. */
export const INCOMING = 'hearth.next.db';

/** The log and index of writes that belong to a database file. */
export function sideFiles(path: string): string[] {
  return [`${path}-wal`, `${path}-shm`];
}

/**
 * Finishes a change of keys that was committed and perhaps interrupted, and clears what an uncommitted one left.
 *
 * The key file is the commit: it is replaced in one step, and says whether a database is waiting to move in. Each
 * step here can be repeated. Call it with the folder locked and the database closed.
 */
export function finishRotation(folder: string, keyFile: KeyFile): KeyFile {
  const incoming = join(folder, INCOMING);
  if (!keyFile.incoming) {
    for (const path of [incoming, ...sideFiles(incoming)]) rmSync(path, { force: true });
    return keyFile;
  }
  const database = join(folder, DATABASE);
  if (existsSync(incoming)) {
    // The old database's log must not be read into the new one.
    for (const path of sideFiles(database)) rmSync(path, { force: true });
    renameSync(incoming, database);
  }
  const { incoming: _done, ...rest } = keyFile;
  const settled = { ...rest, generation: keyFile.generation + 1 };
  // Writing it twice leaves no earlier generation whose slots open a key that fits no database any more.
  writeKeyFile(folder, settled);
  return settled;
}
