import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve, sep, win32 } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** File systems of other computers: a lock on a file means little there, and a broken cable tears the log. */
const NETWORK_TYPES =
  /^(nfs\d*|cifs|smb\w*|afs|ncpfs|9p|fuse\.(sshfs|rclone|davfs\w*|gvfsd-fuse|glusterfs|s3fs|onedriver)|davfs|ceph|glusterfs|lustre)$/;

/** Folders that another program copies away while Hearth writes: half-written files come back as the truth. */
const SYNCING: readonly { readonly name: string; readonly folder: RegExp }[] = [
  { name: 'OneDrive', folder: /^OneDrive( - .+)?$/i },
  { name: 'Dropbox', folder: /^Dropbox( \(.+\))?$/i },
  { name: 'Google Drive', folder: /^(Google ?Drive|GoogleDrive-.+|My Drive|DriveFS)$/i },
  { name: 'iCloud', folder: /^(com~apple~CloudDocs|iCloud ?Drive|Mobile Documents)$/i },
  { name: 'Box', folder: /^Box( Sync)?$/i },
  { name: 'Nextcloud', folder: /^(Nextcloud|ownCloud)$/i },
  { name: 'Syncthing', folder: /^Syncthing$/i },
];
/** What syncing programs leave in the folder they watch. */
const MARKS: readonly { readonly name: string; readonly mark: string }[] = [
  { name: 'Dropbox', mark: '.dropbox' },
  { name: 'Dropbox', mark: '.dropbox.cache' },
  { name: 'Syncthing', mark: '.stfolder' },
  { name: 'Nextcloud', mark: '.sync.ffs_db' },
  { name: 'Resilio Sync', mark: '.sync' },
];

/** What the look needs of the computer; the tests make it up. */
export interface PlaceFacts {
  readonly platform: NodeJS.Platform;
  /** The text of /proc/self/mounts; empty where there is none. */
  readonly mounts: string;
  exists(path: string): boolean;
}

function factsOfThisComputer(): PlaceFacts {
  let mounts = '';
  try {
    if (process.platform === 'linux') mounts = readFileSync('/proc/self/mounts', 'utf8');
  } catch {
    // A system without it: the names of folders still say something.
  }
  return { platform: process.platform, mounts, exists: existsSync };
}

/**
 * Why a workspace must not lie in this folder, as a sentence; `null` where it may.
 *
 * @param folder an absolute path; it need not exist yet
 */
export function reasonAgainstPlace(folder: string, facts: PlaceFacts = factsOfThisComputer()): string | null {
  if (facts.platform === 'win32' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(folder)) {
    return 'It lies on another computer (a network share).';
  }
  const type = fileSystemOf(folder, facts.mounts);
  if (type && NETWORK_TYPES.test(type)) return 'It lies on another computer (a network share).';
  const parts = folder.split(facts.platform === 'win32' ? win32.sep : sep);
  for (const { name, folder: pattern } of SYNCING) {
    if (parts.some((part) => pattern.test(part)))
      return `It lies in a folder that ${name} copies to other computers.`;
  }
  for (let length = parts.length; length > 1; length -= 1) {
    const above = parts.slice(0, length).join('/');
    const found = MARKS.find(({ mark }) => facts.exists(`${above}/${mark}`));
    if (found) return `It lies in a folder that ${found.name} copies to other computers.`;
  }
  return null;
}

/** The type of the file system a path lies on: the mount with the longest path above it. */
function fileSystemOf(folder: string, mounts: string): string | null {
  let best: { readonly at: string; readonly type: string } | null = null;
  for (const line of mounts.split('\n')) {
    const [, point = '', type = ''] = line.split(' ');
    const at = point.replace(/\\(\d{3})/g, (_all, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const holds = at === '/' || folder === at || folder.startsWith(`${at}/`);
    if (at !== '' && holds && (!best || at.length >= best.at.length)) best = { at, type };
  }
  return best?.type ?? null;
}

/**
 * Refuses a workspace on a network share or in a folder that a program copies elsewhere.
 *
 * @throws AppError `CONFLICT` with the reason and what to do.
 */
export function refuseBadPlace(folder: string): void {
  const reason = reasonAgainstPlace(realPath(folder));
  if (!reason) return;
  throw new AppError(
    'CONFLICT',
    `The data cannot be kept in this folder. ${reason} Two programs would write the same file, and one of them would lose. Move the folder to a disk of this computer; backups may lie anywhere.`,
  );
}

/** The path without links, also of a folder that is not there yet. */
function realPath(folder: string): string {
  let there = resolve(folder);
  let rest = '';
  while (!existsSync(there) && dirname(there) !== there) {
    rest = there.slice(dirname(there).length) + rest;
    there = dirname(there);
  }
  return realpathSync(there) + rest;
}
