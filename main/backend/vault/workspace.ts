import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { v7 as newId } from 'uuid';
import { AppError } from '#shared/errors.ts';
import type { PolicyState } from '#shared/policy/policy.ts';
import { type FolderLock, lockFolder } from '../db/lock.ts';
import { type OpenDatabase, openDatabase } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { finishRotation } from './finish-rotation.ts';
import { assertKdfWorks, DEFAULT_KDF, type Kdf } from './kdf.ts';
import {
  deriveSubKeys,
  KEY_FILE_NAME,
  type KeyFile,
  readKeyFile,
  type SubKeys,
  writeKeyFile,
} from './key-file.ts';
import { refuseBadPlace } from './place.ts';
import { createRecoveryCode, isRecoveryCodeWhole, normalizeRecoveryCode } from './recovery-code.ts';
import { createEscrowSlot, createSlot, isSlotOutdated, openSlot, type SecretSlot } from './slots.ts';
import { selectRetiredKeys } from './store.ts';
import { checkWhenEndedSuddenly } from './sudden-end.ts';

export const DATABASE_NAME = 'hearth.db';

/** An unlocked workspace: the open database and the keys, which live in this process only. */
export interface OpenWorkspace {
  readonly folder: string;
  readonly db: Kysely<Database>;
  readonly keys: SubKeys;
  /** The keys before these, oldest first: backups of their time are checked with them. */
  readonly retired: readonly SubKeys[];
  /** The data key itself; wrapped again when a user or code is added. */
  readonly dataKey: Buffer;
  readonly database: OpenDatabase;
  /** Keeps every other Hearth out of the folder. */
  readonly lock: FolderLock;
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
  /** Throws for an account that may not get in, before anything is replaced; for the recovery code. */
  readonly mayOpen?: (workspace: OpenWorkspace) => Promise<void>;
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
    format: 2,
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
  const lock = lockFolder(folder);
  try {
    const database = await openDatabase(join(folder, DATABASE_NAME), { key: keys.database, create: true });
    // The key file comes last: a crash before this line leaves an empty database that nobody has entered data in.
    writeKeyFile(folder, keyFile);
    const workspace = assemble({ folder, keyFile, dataKey, keys, database, lock, retired: [] });
    workspace.pendingRecoveryCode = recoveryCode;
    return { workspace, userId, recoveryCode };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens the workspace with a user's passphrase; `null` when the passphrase is wrong.
 *
 * A slot that is weaker than a new one is made anew with the same passphrase, once everything is open.
 *
 * @param kdf what a new slot costs; tests only
 */
export async function unlockWorkspace(
  folder: string,
  userId: string,
  passphrase: string,
  hooks: OpenHooks = {},
  kdf: Kdf = DEFAULT_KDF,
): Promise<OpenWorkspace | null> {
  const keyFile = readKeyFile(folder);
  const slot = keyFile.slots.find(
    (candidate): candidate is SecretSlot => candidate.kind === 'passphrase' && candidate.userId === userId,
  );
  if (!slot)
    throw new AppError('NOT_FOUND', 'This person has no passphrase for this workspace.', { field: 'userId' });
  const dataKey = await openSlot(keyFile.vaultId, slot, passphrase);
  if (!dataKey) return null;
  const workspace = await openWith(folder, keyFile, dataKey, hooks);
  if (isSlotOutdated(slot, kdf)) {
    try {
      const fresh = await createSlot(keyFile.vaultId, 'passphrase', userId, passphrase, dataKey, kdf);
      replaceSlot(workspace, slot, fresh);
    } catch (error) {
      await workspace.close();
      throw error;
    }
  }
  return workspace;
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
    try {
      await hooks.mayOpen?.(workspace);
    } catch (error) {
      await workspace.close();
      throw error;
    }
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
  const slot = await createSlot(
    workspace.keyFile.vaultId,
    'passphrase',
    userId,
    passphrase,
    workspace.dataKey,
  );
  const { keyFile } = workspace;
  // Whatever this computer kept for the old passphrase goes with it.
  const others = keyFile.slots.filter((one) => one.userId !== userId);
  saveKeyFile(workspace, { ...keyFile, slots: [...others, slot] });
}

/** Takes everything away that a user can open the workspace with, and their name from the lock screen. */
export function removeSlotsOf(workspace: OpenWorkspace, userId: string): void {
  const { keyFile } = workspace;
  saveKeyFile(workspace, {
    ...keyFile,
    users: keyFile.users.filter((user) => user.id !== userId),
    slots: keyFile.slots.filter((slot) => slot.userId !== userId),
  });
}

/** The key file as a backup carries it: what one computer keeps is no way in on another. */
export function withoutDeviceSlots(keyFile: KeyFile): KeyFile {
  return { ...keyFile, slots: keyFile.slots.filter((slot) => slot.kind !== 'device') };
}

/** Puts one slot in the place of another, in one step. */
function replaceSlot(workspace: OpenWorkspace, old: SecretSlot, fresh: SecretSlot): void {
  const { keyFile } = workspace;
  saveKeyFile(workspace, {
    ...keyFile,
    slots: keyFile.slots.map((slot) => (slot.id === old.id ? fresh : slot)),
  });
}

/**
 * Brings the organization's slot in line with the policy: made when the policy names a key, dropped when it names none.
 *
 * @returns what was done, for the audit; `null` when it was as it should be
 */
export function alignEscrow(workspace: OpenWorkspace, state: PolicyState): 'made' | 'dropped' | null {
  // A policy that cannot be read says nothing about the organization's key.
  if (state.source === 'refused') return null;
  const publicKeyPem = state.policy.escrowPublicKey;
  const { keyFile } = workspace;
  const others = keyFile.slots.filter((slot) => slot.kind !== 'escrow');
  const existing = keyFile.slots.filter((slot) => slot.kind === 'escrow');
  if (publicKeyPem === null) {
    if (existing.length === 0) return null;
    saveKeyFile(workspace, { ...keyFile, slots: others });
    return 'dropped';
  }
  const fresh = createEscrowSlot(keyFile.vaultId, publicKeyPem, workspace.dataKey);
  if (existing.length === 1 && existing[0]?.publicKey === fresh.publicKey) return null;
  saveKeyFile(workspace, { ...keyFile, slots: [...others, fresh] });
  return 'made';
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
  // SECURITY: whatever asks for it, the last printed code and the last passphrase are never taken away.
  for (const kind of ['recovery', 'passphrase'] as const) {
    if (!keyFile.slots.some((slot) => slot.kind === kind)) {
      throw new AppError('CONFLICT', 'This is the last way in of its kind, so it stays. Make another first.');
    }
  }
  const next: KeyFile = { ...keyFile, format: 2, generation: keyFile.generation + 1 };
  writeKeyFile(workspace.folder, next);
  workspace.keyFile = next;
}

/** Opens the database with the data key, whichever way that was reached. */
export async function openWith(
  folder: string,
  before: KeyFile,
  dataKey: Buffer,
  hooks: OpenHooks,
): Promise<OpenWorkspace> {
  refuseBadPlace(folder);
  const lock = lockFolder(folder);
  try {
    const keyFile = finishRotation(folder, before);
    const keys = deriveSubKeys(dataKey, keyFile.vaultId);
    const parts = { folder, keyFile, dataKey, keys, lock };
    const path = join(folder, DATABASE_NAME);
    await checkWhenEndedSuddenly(path, folder, keys.database, () => hooks.checking?.());
    const database = await openDatabase(path, {
      key: keys.database,
      create: false,
      beforeMigration: async (database) =>
        hooks.beforeMigration?.(assemble({ ...parts, database, retired: [] })),
    });
    try {
      const retired = (await selectRetiredKeys(database.db)).map((key) =>
        deriveSubKeys(key, keyFile.vaultId),
      );
      // The chain of the audit goes on under its first key, which only who has the database can know.
      if (retired[0]) keys.audit.set(retired[0].audit);
      return assemble({ ...parts, database, retired });
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

function assemble(
  parts: Pick<OpenWorkspace, 'folder' | 'keyFile' | 'dataKey' | 'keys' | 'database' | 'lock' | 'retired'>,
): OpenWorkspace {
  const { dataKey, keys, database, lock, retired } = parts;
  return {
    ...parts,
    db: database.db,
    pendingRecoveryCode: null,
    timeZone: 'America/Los_Angeles',
    close: async () => {
      await database.close();
      lock.release();
      // SECURITY: what the process held is overwritten; the process itself ends right after a lock.
      dataKey.fill(0);
      for (const key of [keys, ...retired].flatMap((each) => Object.values(each))) key.fill(0);
    },
  };
}
