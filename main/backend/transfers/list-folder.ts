import type { FileEntryWithStats, SFTPWrapper } from 'ssh2';
import type { Ask } from './requests.ts';
import { SftpFailure } from './sftp-failure.ts';

/** A plain file on a plan's server, as its listing says. */
export interface ServerFile {
  readonly name: string;
  readonly size: number;
  /** Seconds since 1970, by the server's clock. */
  readonly modified: number;
}

const LONGEST_NAME_BYTES = 255;

/**
 * The plain files of a folder on the server.
 *
 * SECURITY: names come from another machine. One with a slash, a control character or more than 255 bytes is
 * passed over, as is everything that is no plain file; the folder is read in pieces and never beyond `most`.
 */
export async function listFolder(
  sftp: SFTPWrapper,
  ask: Ask,
  path: string,
  most: number,
): Promise<{ files: ServerFile[]; passedOver: number; more: boolean }> {
  const handle = await ask<Buffer>((done) => sftp.opendir(path, done));
  const files: ServerFile[] = [];
  let seen = 0;
  let passedOver = 0;
  let more = false;
  try {
    for (;;) {
      const entries = await nextEntries(sftp, ask, handle);
      if (entries === null) break;
      for (const { filename, attrs } of entries) {
        if (filename === '.' || filename === '..') continue;
        seen += 1;
        if (isPlainName(filename) && attrs.isFile()) {
          files.push({ name: filename, size: attrs.size, modified: attrs.mtime });
        } else if (!attrs.isDirectory()) {
          passedOver += 1;
        }
      }
      if (seen >= most) {
        more = true;
        break;
      }
    }
  } finally {
    await ask<void>((done) => sftp.close(handle, done)).catch(() => undefined);
  }
  return { files: files.slice(0, most), passedOver, more };
}

async function nextEntries(
  sftp: SFTPWrapper,
  ask: Ask,
  handle: Buffer,
): Promise<FileEntryWithStats[] | null> {
  try {
    const entries = await ask<FileEntryWithStats[] | false>((done) =>
      sftp.readdir(handle, (error, list) => done(error, list)),
    );
    // Only the answer "end" ends a listing; an empty piece would let a server keep us here for ever.
    return Array.isArray(entries) && entries.length > 0 ? entries : null;
  } catch (error) {
    if (error instanceof SftpFailure && error.kind === 'end_of_file') return null;
    throw error;
  }
}

/** Whether a name can be used in a path on the server and shown on the screen. */
export function isPlainName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    Buffer.byteLength(name) <= LONGEST_NAME_BYTES &&
    !/[/\\\p{C}\u2028\u2029]/u.test(name)
  );
}
