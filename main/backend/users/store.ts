import type { Kysely } from 'kysely';
import type { Role } from '#shared/roles.ts';
import type { Staff } from '#shared/users/contract.ts';
import type { Database, Row } from '../db/schema.ts';

function toStaff(row: Row<'user'>): Staff {
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    credential: row.credential,
    clinical: row.clinical === 1,
    npi: row.npi,
    taxonomy: row.taxonomy,
    active: row.active === 1,
    canUnlock: row.can_unlock === 1,
  };
}

export async function selectStaff(db: Kysely<Database>): Promise<Staff[]> {
  const rows = await db.selectFrom('user').selectAll().orderBy('name').execute();
  return rows.map(toStaff);
}

export async function selectStaffMember(db: Kysely<Database>, id: string): Promise<Staff | undefined> {
  const row = await db.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toStaff(row);
}

export async function insertStaff(
  db: Kysely<Database>,
  staff: Staff,
  stamp: { readonly at: string; readonly by: string },
): Promise<void> {
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

export async function updateCanUnlock(db: Kysely<Database>, id: string): Promise<void> {
  await db.updateTable('user').set({ can_unlock: 1 }).where('id', '=', id).execute();
}
