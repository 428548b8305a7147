import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { v7 as newId } from 'uuid';
import { AppError } from '#shared/errors.ts';
import { type OpenDatabase, openDatabase } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { assertKdfWorks } from './kdf.ts';
import {
  createSlot,
  deriveSubKeys,
  KEY_FILE_NAME,
  type KeyFile,
  openSlot,
  readKeyFile,
  type SubKeys,
  writeKeyFile,
} from './key-file.ts';
import { refuseBadPlace } from './place.ts';
import { createRecoveryCode, isRecoveryCodeWhole, normalizeRecoveryCode } from './recovery-code.ts';
import { checkWhenEndedSuddenly } from './sudden-end.ts';

export const DATABASE_NAME = 'hearth.db';

/** An unlocked workspace: the open database and the keys, which live in this process only. */
export interface OpenWorkspace {
  readonly folder: string;
  readonly db: Kysely<Database>;
  readonly keys: SubKeys;
  /** The data key itself; wrapped again when a user or code is added. */
  readonly dataKey: Buffer;
  readonly database: OpenDatabase;
  keyFile: KeyFile;
  /** The recovery code just made, until two of its groups were retyped. */
  pendingRecoveryCode: string | null;
  /** The agency's time zone, an IANA name. */
  timeZone: string;
  close(): Promise<void>;
}

/** What goes on while a workspace is opened, besides deriving the key. */
export interface OpenHooks {
  /** Every page is about to be read, because the last run did not end well. */
  readonly checking?: () => void;
  /** Before the tables of an earlier version are changed; a failure stops the change. */
  readonly beforeMigration?: (workspace: OpenWorkspace) => Promise<void>;
}

/** Tells whether a folder holds a workspace: either of its two files is enough. */
export function hasWorkspace(folder: string): boolean {
  return existsSync(join(folder, KEY_FILE_NAME)) || existsSync(join(folder, DATABASE_NAME));
}

/**
 * Makes a new workspace: data key, key file with the administrator's and the recovery slot, empty database.
 *
 * @throws AppError `CONFLICT` when the folder already holds one.
 */
export async function createWorkspace(
  folder: string,
  input: { readonly agencyName: string; readonly administratorName: string; readonly passphrase: string },
): Promise<{ readonly workspace: OpenWorkspace; readonly userId: string; readonly recoveryCode: string }> {
  if (hasWorkspace(folder)) throw new AppError('CONFLICT', 'There is already a workspace in this folder.');
  refuseBadPlace(folder);
  await assertKdfWorks();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const dataKey = randomBytes(32);
  const vaultId = newId();
  const userId = newId();
  const recoveryCode = createRecoveryCode();
  const keyFile: KeyFile = {
    format: 1,
    vaultId,
    generation: 1,
    agencyName: input.agencyName,
    recoveryConfirmed: false,
    users: [{ id: userId, name: input.administratorName, role: 'administrator' }],
    slots: [
      await createSlot(vaultId, 'passphrase', userId, input.passphrase, dataKey),
      await createSlot(vaultId, 'recovery', null, normalizeRecoveryCode(recoveryCode), dataKey),
    ],
  };
  const keys = deriveSubKeys(dataKey, vaultId);
  const database = await openDatabase(join(folder, DATABASE_NAME), { key: keys.database, create: true });
  // The key file comes last: a crash before this line leaves an empty database that nobody has entered data in.
  writeKeyFile(folder, keyFile);
  const workspace = assemble(folder, keyFile, dataKey, keys, database);
  workspace.pendingRecoveryCode = recoveryCode;
  return { workspace, userId, recoveryCode };
}

/** Opens the workspace with a user's passphrase; `null` when the passphrase is wrong. */
export async function unlockWorkspace(
  folder: string,
  userId: string,
  passphrase: string,
  hooks: OpenHooks = {},
): Promise<OpenWorkspace | null> {
  const keyFile = readKeyFile(folder);
  const slot = keyFile.slots.find(
    (candidate) => candidate.kind === 'passphrase' && candidate.userId === userId,
  );
  if (!slot)
    throw new AppError('NOT_FOUND', 'This person has no passphrase for this workspace.', { field: 'userId' });
  const dataKey = await openSlot(keyFile.vaultId, slot, passphrase);
  return dataKey && openWith(folder, keyFile, dataKey, hooks);
}

/**
 * Opens the workspace with the recovery code, gives the user a new passphrase and replaces the code.
 *
 * @returns `null` when the code is not this workspace's.
 */
export async function recoverWorkspace(
  folder: string,
  userId: string,
  typedCode: string,
  newPassphrase: string,
  hooks: OpenHooks = {},
): Promise<{ readonly workspace: OpenWorkspace; readonly recoveryCode: string } | null> {
  const keyFile = readKeyFile(folder);
  if (!isRecoveryCodeWhole(typedCode)) {
    throw new AppError('VALIDATION', 'This recovery code has a typing mistake. It has 9 groups of 4.', {
      field: 'code',
    });
  }
  for (const slot of keyFile.slots) {
    if (slot.kind !== 'recovery') continue;
    const dataKey = await openSlot(keyFile.vaultId, slot, normalizeRecoveryCode(typedCode));
    if (!dataKey) continue;
    const workspace = await openWith(folder, keyFile, dataKey, hooks);
    await setPassphrase(workspace, userId, newPassphrase);
    return { workspace, recoveryCode: await replaceRecoveryCode(workspace) };
  }
  return null;
}

/** Gives a user a passphrase slot, in place of the one they had. */
export async function setPassphrase(
  workspace: OpenWorkspace,
  userId: string,
  passphrase: string,
): Promise<void> {
  const { keyFile } = workspace;
  const slot = await createSlot(keyFile.vaultId, 'passphrase', userId, passphrase, workspace.dataKey);
  const others = keyFile.slots.filter((one) => !(one.kind === 'passphrase' && one.userId === userId));
  saveKeyFile(workspace, { ...keyFile, slots: [...others, slot] });
}

/** Makes a new recovery code; the old one stops working, and the new one waits to be retyped. */
export async function replaceRecoveryCode(workspace: OpenWorkspace): Promise<string> {
  const { keyFile } = workspace;
  const code = createRecoveryCode();
  const slot = await createSlot(
    keyFile.vaultId,
    'recovery',
    null,
    normalizeRecoveryCode(code),
    workspace.dataKey,
  );
  const others = keyFile.slots.filter((one) => one.kind !== 'recovery');
  saveKeyFile(workspace, { ...keyFile, recoveryConfirmed: false, slots: [...others, slot] });
  workspace.pendingRecoveryCode = code;
  return code;
}

/** Writes the next generation of the key file. */
export function saveKeyFile(workspace: OpenWorkspace, keyFile: KeyFile): void {
  const next = { ...keyFile, generation: keyFile.generation + 1 };
  writeKeyFile(workspace.folder, next);
  workspace.keyFile = next;
}

async function openWith(
  folder: string,
  keyFile: KeyFile,
  dataKey: Buffer,
  hooks: OpenHooks,
): Promise<OpenWorkspace> {
  refuseBadPlace(folder);
  const keys = deriveSubKeys(dataKey, keyFile.vaultId);
  const path = join(folder, DATABASE_NAME);
  await checkWhenEndedSuddenly(path, folder, keys.database, () => hooks.checking?.());
  const database = await openDatabase(path, {
    key: keys.database,
    create: false,
    beforeMigration: async (before) =>
      hooks.beforeMigration?.(assemble(folder, keyFile, dataKey, keys, before)),
  });
  return assemble(folder, keyFile, dataKey, keys, database);
}

function assemble(
  folder: string,
  keyFile: KeyFile,
  dataKey: Buffer,
  keys: SubKeys,
  database: OpenDatabase,
): OpenWorkspace {
  return {
    folder,
    db: database.db,
    keys,
    dataKey,
    database,
    keyFile,
    pendingRecoveryCode: null,
    timeZone: 'America/Los_Angeles',
    close: async () => {
      await database.close();
      // SECURITY: what the process held is overwritten; the process itself ends right after a lock.
      for (const key of [dataKey, keys.database, keys.attachments, keys.backups, keys.audit]) key.fill(0);
    },
  };
}
