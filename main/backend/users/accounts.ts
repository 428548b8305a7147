import { AppError } from '#shared/errors.ts';
import type { Role } from '#shared/roles.ts';
import type { Staff } from '#shared/users/contract.ts';
import type { BackendContext, CallContext } from '../context.ts';
import { forgetUnfinishedOf } from '../unfinished/unfinished.ts';
import { forgetDevice } from '../vault/device.ts';
import { requireOwnPassphrase } from '../vault/own-passphrase.ts';
import { requirePassphrase } from '../vault/require-passphrase.ts';
import { removeSlotsOf, saveKeyFile, setPassphrase } from '../vault/workspace.ts';
import { updateAccount } from './store.ts';
import { getStaff, listStaff } from './users.ts';

type Context = CallContext & BackendContext;

/** Gives a member of staff a passphrase slot, so that they can unlock this workspace. */
export async function allowUnlock(
  context: Context,
  input: { readonly userId: string; readonly passphrase: string; readonly typedByThem: boolean },
): Promise<void> {
  requirePassphrase(context.policy, input.passphrase, 'passphrase');
  const staff = await accountOf(context, input.userId);
  const mustChangePassphrase = isToldBy(context, staff, input);
  // Marked first: a crash in between asks for a change too many, never for one too few.
  await context.write((inside) => updateAccount(inside.db, staff.id, { mustChangePassphrase }));
  await forgetDevice(context, staff.id);
  await setPassphrase(context.workspace, staff.id, input.passphrase);
  listOnLockScreen(context, staff, staff.role);
  await context.write((inside) => updateAccount(inside.db, staff.id, { canUnlock: true }));
}

/** SECURITY: a passphrase that somebody else knows proves nothing, so it only lasts until its owner's next unlock. */
function isToldBy(context: CallContext, staff: Staff, input: { readonly typedByThem: boolean }): boolean {
  return staff.id !== context.user.id && !input.typedByThem;
}

/** Gives somebody a new passphrase; the old one stops working at once. */
export async function resetPassphrase(
  context: Context,
  input: {
    readonly userId: string;
    readonly newPassphrase: string;
    readonly own: string;
    readonly typedByThem: boolean;
  },
): Promise<void> {
  requirePassphrase(context.policy, input.newPassphrase, 'newPassphrase');
  const staff = await accountOf(context, input.userId);
  if (!staff.canUnlock) {
    throw new AppError('CONFLICT', `${staff.name} has no passphrase yet. Set a first one.`);
  }
  await requireOwnPassphrase(context, input.own, 'own');
  const mustChangePassphrase = isToldBy(context, staff, input);
  // Marked first: a crash in between asks for a change too many, never for one too few.
  await context.write((inside) => updateAccount(inside.db, staff.id, { mustChangePassphrase }));
  await forgetDevice(context, staff.id);
  await setPassphrase(context.workspace, staff.id, input.newPassphrase);
}

/** Gives an account another role; it counts from the next unlock. */
export async function changeRole(
  context: Context,
  input: { readonly userId: string; readonly role: Role; readonly own: string },
): Promise<void> {
  const staff = await accountOf(context, input.userId);
  if (input.role !== 'administrator') await keepAnAdministrator(context, staff, 'change the role of');
  await requireOwnPassphrase(context, input.own, 'own');
  context.about({ entityId: staff.id, detail: { from: staff.role, to: input.role } });
  await context.write((inside) => updateAccount(inside.db, staff.id, { role: input.role }));
  await forgetDevice(context, staff.id);
  listOnLockScreen(context, staff, input.role);
}

/** Switches an account off; its passphrase opens nothing until it is switched on again. */
export async function disable(context: Context, input: { readonly userId: string }): Promise<void> {
  const staff = await accountOf(context, input.userId);
  await keepAnAdministrator(context, staff, 'switch off');
  await context.write((inside) => updateAccount(inside.db, staff.id, { active: false }));
  await forgetDevice(context, staff.id);
}

/** Switches an account on again. */
export async function enable(context: Context, input: { readonly userId: string }): Promise<void> {
  const staff = await accountOf(context, input.userId);
  await context.write((inside) => updateAccount(inside.db, staff.id, { active: true }));
}

/** Takes an account away for good: first out of the database, so that a crash in between leaves nothing open. */
export async function remove(
  context: Context,
  input: { readonly userId: string; readonly own: string },
): Promise<void> {
  const staff = await accountOf(context, input.userId);
  await keepAnAdministrator(context, staff, 'remove');
  await requireOwnPassphrase(context, input.own, 'own');
  await context.write(async (inside) => {
    await updateAccount(inside.db, staff.id, { active: false, canUnlock: false, removedAt: inside.now() });
    await forgetUnfinishedOf(inside, staff.id);
  });
  await forgetDevice(context, staff.id);
  removeSlotsOf(context.workspace, staff.id);
}

async function accountOf(context: CallContext, userId: string): Promise<Staff> {
  const staff = await getStaff(context, userId);
  if (staff.removed) throw new AppError('CONFLICT', `${staff.name} is no longer on the staff.`);
  context.about({ entityId: staff.id });
  return staff;
}

/**
 * Refuses what would leave the workspace without somebody who can administer it.
 *
 * One's own account is changed by another administrator, so that nobody shuts the door behind themselves by a slip.
 */
async function keepAnAdministrator(context: CallContext, staff: Staff, verb: string): Promise<void> {
  const others = (await listStaff(context)).filter(
    (one) => one.role === 'administrator' && one.active && one.canUnlock && one.id !== staff.id,
  );
  if (staff.role === 'administrator' && others.length === 0) {
    throw new AppError(
      'CONFLICT',
      `${staff.name} is the only administrator who can unlock. Make somebody else an administrator first.`,
      { field: 'userId' },
    );
  }
  if (staff.id === context.user.id) {
    throw new AppError('CONFLICT', `Another administrator has to ${verb} you.`, { field: 'userId' });
  }
}

/** Keeps the list of the lock screen in line with the database, which decides. */
function listOnLockScreen({ workspace }: CallContext, staff: Staff, role: Role): void {
  const { keyFile } = workspace;
  const isListed = keyFile.users.some((user) => user.id === staff.id);
  const hasSlot = keyFile.slots.some((slot) => slot.userId === staff.id);
  if (!isListed && !hasSlot) return;
  const others = keyFile.users.filter((user) => user.id !== staff.id);
  saveKeyFile(workspace, { ...keyFile, users: [...others, { id: staff.id, name: staff.name, role }] });
}
