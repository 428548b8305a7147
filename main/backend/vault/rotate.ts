import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { AppError } from '#shared/errors.ts';
import { rekeyFile } from '../backups/check-file.ts';
import type { BackendHost, Session } from '../context.ts';
import { openDatabase } from '../db/open.ts';
import { forgetKeys } from './device.ts';
import { finishRotation, INCOMING, sideFiles } from './finish-rotation.ts';
import { deriveSubKeys, type KeyFile, writeKeyFile } from './key-file.ts';
import { resealSlot, type Slot } from './slots.ts';
import { insertRetiredKey } from './store.ts';
import { DATABASE_NAME } from './workspace.ts';

/**
 * Puts a new data key under everything: the database is encrypted anew beside the old one, then the key file is
 * replaced, then the new database takes the old one's place.
 *
 * Whoever kept the old data key or an old key file reads nothing that is written from now on. Until the key file is
 * replaced the old pair opens, from then on the new one; a power cut in between loses nothing. The session ends:
 * everyone unlocks with the passphrase they had. Backups of before open as they did, with their own key file.
 *
 * @returns who needs a new passphrase, because their slot could not be carried over
 */
export async function rotateKeys(
  host: BackendHost,
  session: Pick<Session, 'workspace' | 'user'>,
): Promise<{ left: string[] }> {
  const { workspace, user } = session;
  const { folder, keyFile, lock } = workspace;
  const old = Buffer.from(workspace.dataKey);
  const next = randomBytes(32);
  const { kept, left } = carryOver(keyFile, old, next);
  if (!kept.some((slot) => slot.kind === 'passphrase' && slot.userId === user.id)) {
    throw new AppError('CONFLICT', 'Your own passphrase has to be set again first. Nothing was changed.');
  }
  if (!kept.some((slot) => slot.kind === 'recovery')) {
    throw new AppError('CONFLICT', 'Make a new recovery code first. Nothing was changed.');
  }
  const database = join(folder, DATABASE_NAME);
  const incoming = join(folder, INCOMING);
  const keys = { old: deriveSubKeys(old, keyFile.vaultId), next: deriveSubKeys(next, keyFile.vaultId) };
  await forgetKeys(host, keyFile);
  // From here on nobody writes: the session is over, and the folder stays locked until the end.
  host.session = null;
  await workspace.database.close();
  try {
    for (const path of [incoming, ...sideFiles(incoming)]) await rm(path, { force: true });
    await copyFile(database, incoming, constants.COPYFILE_EXCL);
    await rekeyFile(incoming, keys.old.database, keys.next.database);
    const copy = await openDatabase(incoming, { key: keys.next.database, create: false });
    try {
      const at = host.clock().toISOString();
      await insertRetiredKey(copy.db, { id: newId(), dataKey: old, at, by: user.id });
      const problems = copy.checkPages();
      if (problems.length > 0) throw new AppError('WORKSPACE_DAMAGED', 'The new copy did not read back.');
    } finally {
      await copy.close();
    }
    await sync(incoming);
    const committed: KeyFile = {
      ...keyFile,
      format: 2,
      generation: keyFile.generation + 1,
      slots: kept,
      incoming: INCOMING,
    };
    // This is the moment: before it the old pair opens, after it the new one.
    writeKeyFile(folder, committed);
    finishRotation(folder, committed);
  } finally {
    await workspace.close();
    lock.release();
    for (const key of [old, next, ...Object.values(keys.old), ...Object.values(keys.next)]) key.fill(0);
  }
  return { left };
}

/** The slots under the new data key, and the names of those whose slot is too old to be carried over. */
function carryOver(keyFile: KeyFile, old: Uint8Array, next: Uint8Array): { kept: Slot[]; left: string[] } {
  const kept: Slot[] = [];
  const left: string[] = [];
  for (const slot of keyFile.slots) {
    // SECURITY: keys are changed because somebody may have kept one, and this computer's is no exception.
    if (slot.kind === 'device') continue;
    const fresh = resealSlot(keyFile.vaultId, slot, { old, next });
    if (fresh) kept.push(fresh);
    else {
      const name = keyFile.users.find((user) => user.id === slot.userId)?.name;
      if (name !== undefined && slot.kind === 'passphrase') left.push(name);
    }
  }
  return { kept, left };
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
