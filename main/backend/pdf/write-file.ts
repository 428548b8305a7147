import { constants } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { v7 as newId } from 'uuid';
import { AppError } from '#shared/errors.ts';
import { diskReason } from '../disk-reason.ts';

/**
 * Writes a file the user asked for, whole or not at all.
 *
 * The bytes go to a temporary file in the same folder, reach the disk, and take the final name in one step; a file
 * that stood there before is replaced only then. `beforeRename` runs while the old file still stands: what must
 * happen together with the write (its audit row) goes there, and if it fails nothing is replaced.
 *
 * @param bytes the whole file, or its parts in their order when it is a large one
 * @returns what `beforeRename` gave
 * @throws AppError `FILE_UNREADABLE` with a sentence that names the file, never its path.
 */
export async function writeUserFile<Result = void>(
  path: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  beforeRename?: () => Promise<Result>,
): Promise<Result> {
  const name = basename(path);
  const temporary = join(dirname(path), `.${newId()}.part`);
  await refuseOddTarget(path, name);
  let written = false;
  try {
    // SECURITY: O_EXCL never follows a link somebody put there; 0600 keeps other accounts of this computer out.
    const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    written = true;
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (written) await rm(temporary, { force: true });
    throw fileError(name, error);
  }
  let result: Result | undefined;
  try {
    result = await beforeRename?.();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw fileError(name, error);
  }
  return result as Result;
}

async function refuseOddTarget(path: string, name: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there && !there.isFile()) {
    throw new AppError('FILE_UNREADABLE', `${name} is not a file. Nothing was saved. Choose another name.`);
  }
}

function fileError(name: string, error: unknown): unknown {
  const reason = diskReason(error);
  if (reason === null) return error;
  return new AppError('FILE_UNREADABLE', `${name} was not saved. ${reason} Choose another place.`);
}

/** Makes a file name out of words: no character that a file system or a mail program trips over. */
export function fileNameOf(words: string, extension: string): string {
  const clean = words
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
    .replace(/[\u0000-\u001f<>:"/\\|?*\u200b-\u200f\u202a-\u202e]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120)
    .trim();
  return `${clean === '' ? 'document' : clean}.${extension}`;
}
