import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { checkFile } from '../backups/check-file.ts';
import { writeDurably } from './key-file.ts';

/** The file that stands in the folder from the moment a sudden end was noticed until every page was read back. */
export const CHECK_MARK = 'check-needed';

/**
 * Reads every page of a database whose last run did not end well; of one that was closed, nothing.
 *
 * A database that is closed takes the log beside it along, so a log that is still there means that the process was
 * killed or the power went.
 *
 * @param busy called before the long reading starts
 * @throws AppError `WORKSPACE_DAMAGED`
 */
export async function checkWhenEndedSuddenly(
  database: string,
  folder: string,
  key: Uint8Array,
  busy: () => void,
): Promise<void> {
  const mark = join(folder, CHECK_MARK);
  if (!existsSync(database)) return;
  if (!existsSync(mark)) {
    if (!existsSync(`${database}-wal`)) return;
    writeDurably(mark, '');
  }
  busy();
  const { problems } = await checkFile(database, key, 'sudden_end');
  if (problems.length > 0) {
    throw new AppError(
      'WORKSPACE_DAMAGED',
      'A part of the data file does not read back the way it was written. Restore the newest backup.',
    );
  }
  rmSync(mark, { force: true });
}
