import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

type Db = Kysely<Database>;

const CHUNK = 500;

/** Members whose CIN or plan member id is one of these; a merged chart leads to the one that it lives on in. */
export async function findByPlanIds(db: Db, ids: readonly string[]) {
  const found = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const some = ids.slice(from, from + CHUNK);
    const rows = await db
      .selectFrom('member')
      .leftJoin('member as kept', 'kept.id', 'member.merged_into')
      .select([
        'member.id',
        'member.merged_into',
        'member.plan_id',
        'member.cin',
        'member.plan_member_id',
        'member.first_name',
        'member.middle_name',
        'member.last_name',
        'member.birth_date',
        'kept.plan_id as kept_plan_id',
      ])
      .where((eb) => eb.or([eb('member.cin', 'in', some), eb('member.plan_member_id', 'in', some)]))
      .execute();
    found.push(...rows);
  }
  return found;
}

/** The names of some members. */
export async function findNames(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('member')
    .select(['id', 'first_name', 'middle_name', 'last_name'])
    .where('id', 'in', ids)
    .execute();
}
