import { basename } from 'node:path';
import type { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { LockReason } from '#shared/shell/contract.ts';
import type { Staff } from '#shared/users/contract.ts';
import type { VaultStatus, vaultContract } from '#shared/vault/contract.ts';
import { appendAudit } from '../audit/store.ts';
import { backupBeforeUpdate } from '../backups/before-update.ts';
import type { BackendContext, BackendHost, CallContext, SessionUser } from '../context.ts';
import { insertAgency, selectAgency } from '../settings/store.ts';
import { insertStaff, selectMustChange, selectStaffMember } from '../users/store.ts';
import { refuse, refuseWhileWaiting } from './attempts.ts';
import { alignDevice, deviceUsers, forgetKeys } from './device.ts';
import { readKeyFile } from './key-file.ts';
import { requireOwnPassphrase, settleOwnPassphrase } from './own-passphrase.ts';
import { requirePassphrase } from './require-passphrase.ts';
import { rotateKeys } from './rotate.ts';
import { lastUserOf, rememberUnlock, secondsToWait } from './unlock-delay.ts';
import {
  alignEscrow,
  createWorkspace,
  hasWorkspace,
  type OpenHooks,
  type OpenWorkspace,
  recoverWorkspace,
  unlockWorkspace,
} from './workspace.ts';

type CreateInput = z.output<NonNullable<(typeof vaultContract)['create']['~orpc']['inputSchema']>>;

/** Where the workspace stands; says nothing about members. */
export function vaultStatus(host: BackendHost): VaultStatus {
  const base = {
    agencyName: null,
    users: [],
    user: host.session?.user ?? null,
    recoveryConfirmed: true,
    lastUserId: null,
    lockedBecause: host.lockedBecause,
    lockedAt: host.lockedAt,
    wasTyping: host.wasTyping,
    waitSeconds: 0,
    deviceUsers: [],
    opening: host.opening,
    folderName: basename(host.folder),
    minPassphrase: host.policy.policy.minPassphrase,
    refusedWords: host.policy.policy.refusedWords,
    idleMinutes: host.policy.policy.idleMinutes,
    mustChangePassphrase: host.session?.mustChangePassphrase ?? false,
    policyProblem: host.policy.problem,
    version: host.version,
  } satisfies Omit<VaultStatus, 'state'>;
  if (!hasWorkspace(host.folder)) return { ...base, state: 'none' };
  try {
    const keyFile = readKeyFile(host.folder);
    return {
      ...base,
      state: host.session ? 'open' : 'locked',
      agencyName: keyFile.agencyName,
      users: keyFile.users,
      recoveryConfirmed: keyFile.recoveryConfirmed,
      lastUserId: lastUserOf(host.folder),
      waitSeconds: secondsToWait(host.folder, host.clock()),
      deviceUsers: deviceUsers(host, keyFile),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'KEY_FILE_MISSING')
      return { ...base, state: 'key_file_missing' };
    throw error;
  }
}

/** Makes the workspace with its agency and first administrator, and opens it. */
export async function createVault(host: BackendHost, input: CreateInput): Promise<{ recoveryCode: string }> {
  const { agency, administrator } = input;
  if (host.policy.source === 'refused') {
    // Where the data belongs may stand in the file that cannot be used: a workspace in the wrong place is found late.
    throw new AppError(
      'CONFLICT',
      'No workspace is made while the policy file of this computer cannot be used. Ask whoever looks after it.',
    );
  }
  requirePassphrase(host.policy.policy, input.passphrase, 'passphrase');
  const made = await createWorkspace(host.folder, {
    agencyName: agency.name,
    administratorName: administrator.name,
    passphrase: input.passphrase,
  });
  const { workspace, userId } = made;
  const stamp = { at: host.clock().toISOString(), by: userId };
  const user: SessionUser = { id: userId, name: administrator.name, role: 'administrator' };
  await workspace.db.transaction().execute(async (db) => {
    await insertAgency(db, { ...agency, id: workspace.keyFile.vaultId }, stamp);
    await insertStaff(
      db,
      { ...administrator, ...user, taxonomy: null, active: true, canUnlock: true, removed: false },
      stamp,
    );
    await appendAudit(db, workspace.keys.audit, [auditEntry(host, userId, 'vault.create')]);
  });
  workspace.timeZone = agency.timeZone;
  host.session = { workspace, user, mustChangePassphrase: false };
  await host.shell.opened({});
  return { recoveryCode: made.recoveryCode };
}

/**
 * Opens the workspace with a passphrase.
 *
 * @throws AppError `WAIT` while the delay after earlier failures runs, `WRONG_PASSPHRASE` with the next delay.
 */
export async function unlockVault(
  host: BackendHost,
  input: { readonly userId: string; readonly passphrase: string },
): Promise<{ user: SessionUser }> {
  refuseWhileWaiting(host);
  refuseWhenOpen(host);
  const workspace = await opening(host, (hooks) =>
    unlockWorkspace(host.folder, input.userId, input.passphrase, hooks),
  );
  if (!workspace) {
    throw refuse(host, 'That passphrase does not open this workspace.');
  }
  return { user: await openSession(host, workspace, input.userId, 'vault.unlock') };
}

/** Opens the workspace with the recovery code; the user's passphrase and the code are replaced. */
export async function recoverVault(
  host: BackendHost,
  input: { readonly userId: string; readonly code: string; readonly newPassphrase: string },
): Promise<{ recoveryCode: string }> {
  refuseWhileWaiting(host);
  refuseWhenOpen(host);
  requirePassphrase(host.policy.policy, input.newPassphrase, 'newPassphrase');
  const before = readKeyFile(host.folder);
  const recovered = await opening(host, (hooks) =>
    recoverWorkspace(host.folder, input.userId, input.code, input.newPassphrase, {
      ...hooks,
      mayOpen: async (opened) => void (await requireActive(host, opened, input.userId)),
    }),
  );
  if (!recovered) throw refuse(host, 'That recovery code is not the one of this workspace.');
  await openSession(host, recovered.workspace, input.userId, 'vault.recover');
  await settleOwnPassphrase(host, input.userId);
  await forgetKeys(host, { ...before, slots: before.slots.filter((slot) => slot.userId === input.userId) });
  return { recoveryCode: recovered.recoveryCode };
}

/** Opens the workspace, says meanwhile what takes long, and remembers when it turned out to be damaged. */
export async function opening<Result>(
  host: BackendHost,
  open: (hooks: OpenHooks) => Promise<Result>,
): Promise<Result> {
  try {
    return await open({
      checking: () => {
        host.opening = 'check';
        host.log.happened('the last run did not end well');
      },
      beforeMigration: async (before) => {
        host.opening = 'backup';
        await backupBeforeUpdate(host, before);
      },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'WORKSPACE_DAMAGED') {
      host.damaged = true;
      host.log.happened('the data file does not open with its key');
    }
    throw error;
  } finally {
    host.opening = null;
  }
}

/**
 * Changes the keys of everything, then locks: see `rotateKeys`.
 *
 * @throws AppError `WRONG_PASSPHRASE`
 */
export async function changeKeys(
  context: CallContext & BackendContext,
  input: { readonly own: string },
): Promise<{ left: string[] }> {
  const { host, workspace, user } = context;
  await requireOwnPassphrase(context, input.own, 'own');
  await context.write((inside) => inside.record('vault.change_keys'));
  try {
    return await rotateKeys(host, { workspace, user });
  } finally {
    // The old session is over whichever way it went, if it came so far.
    if (!host.session) await host.shell.lock({ because: 'keys' });
  }
}

/** Locks: the shell ends this process, and the keys with it; headless runs close the workspace themselves. */
export async function lockVault(
  context: CallContext,
  input: { readonly because: LockReason },
): Promise<void> {
  await context.shell.lock({ because: input.because });
}

/** Opening what is open would leave two sessions. */
export function refuseWhenOpen(host: BackendHost): void {
  if (host.session) throw new AppError('CONFLICT', 'The workspace is open already.');
}

/** SECURITY: unwrapping proves the passphrase; the account must also be active inside the database. */
export async function requireActive(
  host: BackendHost,
  workspace: OpenWorkspace,
  userId: string,
): Promise<Staff> {
  const today = host.clock().toISOString().slice(0, 10);
  const staff = await selectStaffMember(workspace.db, userId, today);
  if (staff?.active) return staff;
  throw new AppError('FORBIDDEN', 'This account is switched off. Ask an administrator.');
}

/** Lets a user in; whatever stops that closes the workspace again. */
export async function openSession(
  host: BackendHost,
  workspace: OpenWorkspace,
  userId: string,
  action: string,
): Promise<SessionUser> {
  try {
    return await letIn(host, workspace, userId, action);
  } catch (error) {
    host.session = null;
    await workspace.close();
    throw error;
  }
}

async function letIn(
  host: BackendHost,
  workspace: OpenWorkspace,
  userId: string,
  action: string,
): Promise<SessionUser> {
  const staff = await requireActive(host, workspace, userId);
  const user: SessionUser = { id: staff.id, name: staff.name, role: staff.role };
  // The database was closed when they happened; the first who gets in brings them into the audit.
  const failedAttempts = rememberUnlock(host.folder, host.clock(), user.id);
  const calls = host.refusedWhileLocked;
  const entries = [
    // Nobody had unlocked, so nobody is named.
    ...(calls > 0
      ? [{ ...auditEntry(host, null, 'vault.refused_while_locked', { calls }), outcome: 'refused' }]
      : []),
    auditEntry(host, user.id, action, { failedAttempts }),
  ];
  const device = action === 'vault.unlock' ? await alignDevice(host, workspace, user.id) : null;
  if (device) entries.push(auditEntry(host, user.id, device));
  const escrow = alignEscrow(workspace, host.policy);
  if (escrow) entries.push(auditEntry(host, user.id, `vault.escrow_${escrow}`));
  await workspace.db.transaction().execute((db) => appendAudit(db, workspace.keys.audit, entries));
  host.refusedWhileLocked = 0;
  workspace.timeZone = (await selectAgency(workspace.db))?.timeZone ?? workspace.timeZone;
  const mustChangePassphrase = await selectMustChange(workspace.db, user.id);
  host.session = { workspace, user, mustChangePassphrase };
  await host.shell.opened({});
  return user;
}

function auditEntry(host: BackendHost, userId: string | null, action: string, detail: object = {}) {
  return {
    at: host.clock().toISOString(),
    userId,
    action,
    outcome: 'done',
    memberId: null,
    entityId: null,
    detail: JSON.stringify(detail),
  };
}
