import { hkdfSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { ROLES } from '#shared/roles.ts';
import { slotSchema } from './slots.ts';

/**
 * The key file, `vault.json`: who can unlock, and the data key wrapped once per slot.
 *
 * It is not secret, and holds the agency's and the users' names, which the lock screen shows; no member data.
 */
const keyFileSchema = z.strictObject({
  /** 1: slots wrap the data key itself; 2: they may hold it sealed. */
  format: z.union([z.literal(1), z.literal(2)]),
  vaultId: z.uuid(),
  generation: z.number().int().min(1),
  agencyName: z.string(),
  recoveryConfirmed: z.boolean(),
  users: z.array(z.strictObject({ id: z.uuid(), name: z.string(), role: z.enum(ROLES) })),
  slots: z.array(slotSchema).min(1),
  /** The database under these slots' key still lies beside the old one, under this name, and has to take its place. */
  incoming: z.literal('hearth.next.db').optional(),
});
export type KeyFile = z.infer<typeof keyFileSchema>;

export const KEY_FILE_NAME = 'vault.json';
/** The generation before, kept beside the key file. */
export const PREVIOUS_KEY_FILE_NAME = 'vault.previous.json';

/** The keys that do the work, each from the data key under its own label; none is ever another one. */
export interface SubKeys {
  readonly database: Buffer;
  readonly attachments: Buffer;
  readonly backups: Buffer;
  readonly audit: Buffer;
}

/** Derives the sub-keys with HKDF-SHA-256, salted with the vault's id. */
export function deriveSubKeys(dataKey: Uint8Array, vaultId: string): SubKeys {
  const derive = (label: string) =>
    Buffer.from(hkdfSync('sha256', dataKey, Buffer.from(vaultId), `hearth ${label} v1`, 32));
  return {
    database: derive('database'),
    attachments: derive('attachments'),
    backups: derive('backups'),
    audit: derive('audit'),
  };
}

/**
 * Reads the key file.
 *
 * @throws AppError `KEY_FILE_MISSING` when it is not there or does not read as one: the database then cannot be opened.
 */
export function readKeyFile(folder: string, name: string = KEY_FILE_NAME): KeyFile {
  const path = join(folder, name);
  if (name === KEY_FILE_NAME) finishInterruptedWrite(path);
  if (!existsSync(path)) throw keyFileMissing('The key file is missing from the workspace folder.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw keyFileMissing('The key file in the workspace folder cannot be read.');
  }
  const result = keyFileSchema.safeParse(parsed);
  if (!result.success) throw keyFileMissing('The key file in the workspace folder is damaged.');
  return result.data;
}

/** Puts a new generation in place that a power cut kept from its name; one that is not whole stays where it is. */
function finishInterruptedWrite(path: string): void {
  const fresh = `${path}.new`;
  if (existsSync(path) || !existsSync(fresh)) return;
  try {
    keyFileSchema.parse(JSON.parse(readFileSync(fresh, 'utf8')));
  } catch {
    return;
  }
  renameSync(fresh, path);
}

function keyFileMissing(sentence: string): AppError {
  return new AppError(
    'KEY_FILE_MISSING',
    `${sentence} The data is still there and stays locked. An earlier copy of it can be used.`,
  );
}

/**
 * Writes the key file atomically: new file, fsync, rename; the generation before is kept beside it.
 *
 * No file that holds a generation is ever opened for writing: whatever a power cut or a disk that lies about fsync
 * leaves behind, one of the two names holds a whole generation.
 */
export function writeKeyFile(folder: string, keyFile: KeyFile): void {
  const path = join(folder, KEY_FILE_NAME);
  const fresh = `${path}.new`;
  writeDurably(fresh, JSON.stringify(keyFileSchema.parse(keyFile), null, 2));
  if (existsSync(path)) keepGeneration(path, join(folder, PREVIOUS_KEY_FILE_NAME));
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** Gives the present generation its second name; a second name for the same bytes needs no writing at all. */
function keepGeneration(path: string, previous: string): void {
  const kept = `${previous}.new`;
  rmSync(kept, { force: true });
  try {
    linkSync(path, kept);
  } catch {
    // A disk without second names, such as a stick with FAT: the file itself moves, and for a moment the new
    // generation waits under its first name; reading finishes what a power cut leaves there.
    renameSync(path, previous);
    return;
  }
  renameSync(kept, previous);
}

/** Writes a small file so that it is on the disk, not only in the cache, when this returns. */
export function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes renames in a folder survive a power cut. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder for fsync; its rename is durable enough through the journal.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
