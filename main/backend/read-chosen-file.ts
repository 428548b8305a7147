import { readFile, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import type { FileGrant } from '#shared/shell/contract.ts';

/**
 * Reads a file a person chose in a dialog, whole.
 *
 * `what` names the kind of file for the refusal of one that is too large, for example "member files".
 *
 * @throws AppError `FILE_UNREADABLE` for a folder and for what cannot be read, `TOO_LARGE` above `mostBytes`.
 */
export async function readChosenFile(
  file: FileGrant,
  limit: { readonly mostBytes: number; readonly what: string },
): Promise<Buffer> {
  try {
    const info = await stat(file.path);
    if (!info.isFile()) throw new AppError('FILE_UNREADABLE', `${file.name} is a folder. Choose a file.`);
    if (info.size > limit.mostBytes) {
      const size = Math.round(info.size / 1024 / 1024);
      const most = Math.round(limit.mostBytes / 1024 / 1024);
      throw new AppError(
        'TOO_LARGE',
        `${file.name} has ${size} MB. Hearth reads ${limit.what} up to ${most} MB.`,
      );
    }
    return await readFile(file.path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // SECURITY: the system's own message would carry the path.
    throw new AppError(
      'FILE_UNREADABLE',
      `${file.name} could not be read. It may be open in another program, or was moved. Choose it again.`,
    );
  }
}
