import { INCOMING, sideFiles } from './finish-rotation.ts';
import { KEY_FILE_NAME, PREVIOUS_KEY_FILE_NAME } from './key-file.ts';
import { CHECK_MARK } from './sudden-end.ts';
import { DATABASE_NAME } from './workspace.ts';

/**
 * The files that only fit together: whoever moves one aside moves all of them.
 *
 * With what an interrupted change of keys left waiting, because it may be the only database that the key file fits.
 */
export const WORKSPACE_FILES: readonly string[] = [
  DATABASE_NAME,
  ...sideFiles(DATABASE_NAME),
  INCOMING,
  ...sideFiles(INCOMING),
  KEY_FILE_NAME,
  `${KEY_FILE_NAME}.new`,
  PREVIOUS_KEY_FILE_NAME,
  CHECK_MARK,
];
