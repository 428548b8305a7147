import type { Kysely } from 'kysely';
import { lastTestSchema, type Plan, type PlanRow } from '#shared/plans/contract.ts';
import { type PlanProfile, planProfileSchema } from '#shared/plans/profile.ts';
import type { Database, Row } from '../db/schema.ts';
import { type PlanSecret, planSecretSchema } from './secret.ts';

/** A plan as stored, its profile parsed; the secret stays behind. */
export type StoredPlan = Omit<Plan, 'login' | 'pgpKey'>;

function toProfile(text: string): PlanProfile {
  return planProfileSchema.parse(JSON.parse(text));
}

function toStoredPlan(row: Row<'plan'> & { confirmed_by_name: string | null }): StoredPlan {
  return {
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    profile: toProfile(row.profile),
    hostKey:
      row.host_key === null
        ? null
        : {
            fingerprint: row.host_key,
            confirmedAt: row.host_key_confirmed_at ?? row.created_at,
            confirmedBy: row.confirmed_by_name ?? 'unknown',
          },
    lastTest: row.last_test === null ? null : lastTestSchema.parse(JSON.parse(row.last_test)),
  };
}

function plansWithNames(db: Kysely<Database>) {
  return db
    .selectFrom('plan')
    .leftJoin('user', 'user.id', 'plan.host_key_confirmed_by')
    .selectAll('plan')
    .select('user.name as confirmed_by_name')
    .orderBy('plan.short_name');
}

export async function selectPlans(db: Kysely<Database>): Promise<StoredPlan[]> {
  return (await plansWithNames(db).execute()).map(toStoredPlan);
}

export async function selectPlan(db: Kysely<Database>, id: string): Promise<StoredPlan | undefined> {
  const row = await plansWithNames(db).where('plan.id', '=', id).executeTakeFirst();
  return row && toStoredPlan(row);
}

/** The login secrets of all plans that have one, by plan id. */
export async function selectSecrets(db: Kysely<Database>): Promise<Map<string, PlanSecret>> {
  const rows = await db
    .selectFrom('plan')
    .select(['id', 'password'])
    .where('password', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.id, planSecretSchema.parse(JSON.parse(row.password ?? ''))]));
}

export async function selectSecret(db: Kysely<Database>, id: string): Promise<PlanSecret | null> {
  const row = await db.selectFrom('plan').select('password').where('id', '=', id).executeTakeFirst();
  return row?.password ? planSecretSchema.parse(JSON.parse(row.password)) : null;
}

/** The id of the plan with this short name, whatever its capitals. */
export async function selectPlanIdByShortName(
  db: Kysely<Database>,
  shortName: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('plan')
    .select('id')
    .where(({ fn, eb }) => eb(fn<string>('lower', ['short_name']), '=', shortName.toLowerCase()))
    .executeTakeFirst();
  return row?.id;
}

export async function insertPlan(
  db: Kysely<Database>,
  plan: Pick<StoredPlan, 'id' | 'name' | 'shortName' | 'profile'>,
  stamp: { readonly at: string; readonly by: string },
): Promise<void> {
  await db
    .insertInto('plan')
    .values({
      id: plan.id,
      name: plan.name,
      short_name: plan.shortName,
      profile: JSON.stringify(plan.profile),
      created_at: stamp.at,
      created_by: stamp.by,
    })
    .execute();
}

export async function updatePlan(
  db: Kysely<Database>,
  plan: Pick<StoredPlan, 'id' | 'name' | 'shortName' | 'profile'>,
): Promise<void> {
  await db
    .updateTable('plan')
    .set({ name: plan.name, short_name: plan.shortName, profile: JSON.stringify(plan.profile) })
    .where('id', '=', plan.id)
    .execute();
}

export async function updateSecret(db: Kysely<Database>, id: string, secret: PlanSecret): Promise<void> {
  await db
    .updateTable('plan')
    .set({ password: JSON.stringify(secret) })
    .where('id', '=', id)
    .execute();
}

export async function selectPgpSecret(db: Kysely<Database>, id: string): Promise<string | null> {
  const row = await db.selectFrom('plan').select('pgp_secret').where('id', '=', id).executeTakeFirst();
  return row?.pgp_secret ?? null;
}

export async function updatePgpSecret(db: Kysely<Database>, id: string, secret: string): Promise<void> {
  await db.updateTable('plan').set({ pgp_secret: secret }).where('id', '=', id).execute();
}

/** Pins a server key, or drops the pin with null. */
export async function updateHostKey(
  db: Kysely<Database>,
  id: string,
  pin: { readonly fingerprint: string; readonly at: string; readonly by: string } | null,
): Promise<void> {
  await db
    .updateTable('plan')
    .set({
      host_key: pin?.fingerprint ?? null,
      host_key_confirmed_at: pin?.at ?? null,
      host_key_confirmed_by: pin?.by ?? null,
    })
    .where('id', '=', id)
    .execute();
}

export async function updateLastTest(
  db: Kysely<Database>,
  id: string,
  test: Plan['lastTest'],
): Promise<void> {
  await db
    .updateTable('plan')
    .set({ last_test: test && JSON.stringify(test) })
    .where('id', '=', id)
    .execute();
}

/** A plan as a list shows it. */
export function toPlanRow(plan: StoredPlan): PlanRow {
  return {
    id: plan.id,
    name: plan.name,
    shortName: plan.shortName,
    usage: plan.profile.edi.usage,
    host: plan.profile.sftp?.host ?? null,
  };
}
