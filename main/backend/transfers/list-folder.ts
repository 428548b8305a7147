import type { FolderEntry } from './line/messages.ts';
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
  ask: Ask,
  path: string,
  most: number,
): Promise<{ files: ServerFile[]; passedOver: number; more: boolean }> {
  const handle = await ask({ do: 'opendir', path });
  const files: ServerFile[] = [];
  let seen = 0;
  let passedOver = 0;
  let more = false;
  try {
    for (;;) {
      const entries = await nextEntries(ask, handle);
      if (entries === null) break;
      for (const { name, kind, size, modified } of entries) {
        if (name === '.' || name === '..') continue;
        seen += 1;
        if (isPlainName(name) && kind === 'file') {
          files.push({ name, size, modified });
        } else if (kind !== 'folder') {
          passedOver += 1;
        }
      }
      if (seen >= most) {
        more = true;
        break;
      }
    }
  } finally {
    await ask({ do: 'close', handle }).catch(() => undefined);
  }
  return { files: files.slice(0, most), passedOver, more };
}

async function nextEntries(ask: Ask, handle: Uint8Array): Promise<readonly FolderEntry[] | null> {
  try {
    const entries = await ask({ do: 'readdir', handle });
    // Only the answer "end" ends a listing; an empty piece would let a server keep us here for ever.
    return entries !== false && entries.length > 0 ? entries : null;
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
