import { join } from 'node:path';
import SqlcipherDatabase from '@signalapp/sqlcipher';
import { AppError } from '#shared/errors.ts';

const LOCK_NAME = 'hearth.lock';

/** A workspace folder that no other Hearth can open while this is held. */
export interface FolderLock {
  release(): void;
}

/**
 * Holds a workspace folder for this process, by an exclusive lock of the operating system on an empty file.
 *
 * The lock on the database itself is not enough: on Linux and macOS a process loses its locks on a file when it
 * closes any handle of it, so the first backup would give the database free. Nobody ever opens this file otherwise,
 * and a crash always releases it.
 *
 * @throws AppError `WORKSPACE_IN_USE`
 */
export function lockFolder(folder: string): FolderLock {
  const driver = new SqlcipherDatabase(join(folder, LOCK_NAME));
  try {
    driver.exec('BEGIN EXCLUSIVE');
  } catch {
    driver.close();
    throw new AppError('WORKSPACE_IN_USE', 'Another Hearth has this workspace open. Close that one first.');
  }
  let held = true;
  return {
    release: () => {
      if (held) driver.close();
      held = false;
    },
  };
}
