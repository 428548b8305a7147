import type { Kysely } from 'kysely';
import type { Role } from '#shared/roles.ts';
import type { Credential, Staff } from '#shared/users/contract.ts';
import type { Database, Row } from '../db/schema.ts';

interface Stamp {
  readonly at: string;
  readonly by: string;
}

function toCredential(row: Row<'user'> | Row<'staff_credential'>): Credential {
  return {
    credential: row.credential,
    clinical: row.clinical === 1,
    npi: row.npi,
    taxonomy: row.taxonomy,
  };
}

function toStaff(row: Row<'user'>, held: Row<'staff_credential'> | undefined): Staff {
  return {
    ...toCredential(held ?? row),
    id: row.id,
    name: row.name,
    role: row.role as Role,
    active: row.active === 1,
    canUnlock: row.can_unlock === 1,
    removed: row.removed_at !== null,
  };
}

/** Credentials that had begun on a day, so that the last one of each person is the one that held. */
function begunBy(db: Kysely<Database>, on: string) {
  return db
    .selectFrom('staff_credential')
    .selectAll()
    .where('effective_from', '<=', on)
    .orderBy('effective_from')
    .orderBy('created_at')
    .orderBy('id');
}

/** Everyone by name, with the credential that held on a day. */
export async function selectStaff(db: Kysely<Database>, on: string): Promise<Staff[]> {
  const rows = await db.selectFrom('user').selectAll().orderBy('name').execute();
  const held = new Map((await begunBy(db, on).execute()).map((row) => [row.user_id, row]));
  return rows.map((row) => toStaff(row, held.get(row.id)));
}

/** One member of staff with the credential that held on a day. */
export async function selectStaffMember(
  db: Kysely<Database>,
  id: string,
  on: string,
): Promise<Staff | undefined> {
  const row = await db.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const held = await begunBy(db, on).where('user_id', '=', id).execute();
  return toStaff(row, held.at(-1));
}

/** What somebody held and from when, newest first; the first entry of all has no date. */
export async function selectCredentials(
  db: Kysely<Database>,
  userId: string,
): Promise<(Credential & { readonly from: string | null })[]> {
  const user = await db.selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirst();
  if (!user) return [];
  const rows = await db
    .selectFrom('staff_credential')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('effective_from', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  // A day that was recorded twice shows what was recorded last.
  const shown = rows.filter((row, index) => row.effective_from !== rows[index - 1]?.effective_from);
  return [
    ...shown.map((row) => ({ ...toCredential(row), from: row.effective_from })),
    { ...toCredential(user), from: null },
  ];
}

export async function insertStaff(db: Kysely<Database>, staff: Staff, stamp: Stamp): Promise<void> {
  await db
    .insertInto('user')
    .values({
      id: staff.id,
      name: staff.name,
      role: staff.role,
      credential: staff.credential,
      clinical: Number(staff.clinical),
      npi: staff.npi,
      taxonomy: staff.taxonomy,
      active: Number(staff.active),
      can_unlock: Number(staff.canUnlock),
      created_at: stamp.at,
      created_by: stamp.by,
    })
    .execute();
}

export async function insertCredential(
  db: Kysely<Database>,
  row: Credential & { readonly id: string; readonly userId: string; readonly from: string },
  stamp: Stamp,
): Promise<void> {
  await db
    .insertInto('staff_credential')
    .values({
      id: row.id,
      user_id: row.userId,
      effective_from: row.from,
      credential: row.credential,
      clinical: Number(row.clinical),
      npi: row.npi,
      taxonomy: row.taxonomy,
      created_at: stamp.at,
      created_by: stamp.by,
    })
    .execute();
}

/** Changes what an account may do; only the named parts. */
export async function updateAccount(
  db: Kysely<Database>,
  id: string,
  change: {
    readonly role?: Role;
    readonly active?: boolean;
    readonly canUnlock?: boolean;
    readonly removedAt?: string;
    readonly mustChangePassphrase?: boolean;
  },
): Promise<void> {
  const { role, active, canUnlock, removedAt, mustChangePassphrase } = change;
  await db
    .updateTable('user')
    .set({
      ...(role === undefined ? {} : { role }),
      ...(active === undefined ? {} : { active: Number(active) }),
      ...(canUnlock === undefined ? {} : { can_unlock: Number(canUnlock) }),
      ...(removedAt === undefined ? {} : { removed_at: removedAt }),
      ...(mustChangePassphrase === undefined ? {} : { must_change_passphrase: Number(mustChangePassphrase) }),
    })
    .where('id', '=', id)
    .execute();
}

/** Tells whether somebody still has a passphrase that an administrator told them. */
export async function selectMustChange(db: Kysely<Database>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('user')
    .select('must_change_passphrase')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.must_change_passphrase === 1;
}
