import { AppError } from '#shared/errors.ts';
import type { Credential, Staff } from '#shared/users/contract.ts';
import type { CallContext } from '../context.ts';
import {
  insertCredential,
  insertStaff,
  selectCredentials,
  selectStaff,
  selectStaffMember,
  updateAccount,
} from './store.ts';

/** Everyone on the staff, by name, with the credential they held on a day; today when none is given. */
export async function listStaff(context: CallContext, on: string = context.today()): Promise<Staff[]> {
  return selectStaff(context.db, on);
}

/**
 * One member of staff, with the credential they held on a day: for a service, its date.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function getStaff(
  context: CallContext,
  id: string,
  on: string = context.today(),
): Promise<Staff> {
  const staff = await selectStaffMember(context.db, id, on);
  if (!staff) throw new AppError('NOT_FOUND', 'This member of staff is not in Users.', { field: 'staffId' });
  return staff;
}

/** Adds a member of staff who can be named in notes; unlocking needs a passphrase on top. */
export async function addStaff(
  context: CallContext,
  input: Omit<Staff, 'id' | 'active' | 'canUnlock' | 'removed'>,
): Promise<Staff> {
  const staff: Staff = { ...input, id: context.newId(), active: true, canUnlock: false, removed: false };
  await insertStaff(context.db, staff, { at: context.now(), by: context.user.id });
  context.about({ entityId: staff.id, detail: { role: staff.role, clinical: staff.clinical } });
  return staff;
}

/** What somebody held and from when, newest first. */
export async function listCredentials(context: CallContext, input: { readonly userId: string }) {
  const staff = await getStaff(context, input.userId);
  return selectCredentials(context.db, staff.id);
}

/**
 * Records a credential from a day on; services before that day keep the one of their day.
 *
 * @throws AppError `NOT_FOUND`; `CONFLICT` for somebody who left
 */
export async function setCredential(
  context: CallContext,
  input: Credential & { readonly userId: string; readonly from: string },
): Promise<Staff> {
  const staff = await getStaff(context, input.userId);
  if (staff.removed) throw new AppError('CONFLICT', `${staff.name} is no longer on the staff.`);
  const stamp = { at: context.now(), by: context.user.id };
  await insertCredential(context.db, { ...input, id: context.newId() }, stamp);
  context.about({ entityId: staff.id, detail: { from: input.from, clinical: input.clinical } });
  return getStaff(context, staff.id);
}

/** From now on nobody but this person knows their passphrase. */
export async function markOwnPassphrase(db: CallContext['db'], userId: string): Promise<void> {
  await updateAccount(db, userId, { mustChangePassphrase: false });
}

/** Somebody else knows this person's passphrase: they choose another when they unlock. */
export async function markToldPassphrase(db: CallContext['db'], userId: string): Promise<void> {
  await updateAccount(db, userId, { mustChangePassphrase: true });
}
