import { AppError } from '#shared/errors.ts';
import type { Staff } from '#shared/users/contract.ts';
import type { CallContext } from '../context.ts';
import { insertStaff, selectStaff, selectStaffMember } from './store.ts';

/** Everyone on the staff, by name. */
export async function listStaff(context: CallContext): Promise<Staff[]> {
  return selectStaff(context.db);
}

/**
 * One member of staff.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function getStaff(context: CallContext, id: string): Promise<Staff> {
  const staff = await selectStaffMember(context.db, id);
  if (!staff) throw new AppError('NOT_FOUND', 'This member of staff is not in Users.', { field: 'staffId' });
  return staff;
}

/** Adds a member of staff who can be named in notes; unlocking needs a passphrase on top. */
export async function addStaff(
  context: CallContext,
  input: Omit<Staff, 'id' | 'active' | 'canUnlock'>,
): Promise<Staff> {
  const staff: Staff = { ...input, id: context.newId(), active: true, canUnlock: false };
  await insertStaff(context.db, staff, { at: context.now(), by: context.user.id });
  context.about({ entityId: staff.id, detail: { role: staff.role, clinical: staff.clinical } });
  return staff;
}
