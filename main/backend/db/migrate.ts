import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { Migrator } from 'kysely/migration';
import { AppError } from '#shared/errors.ts';
import * as start from './migrations/0001_start.ts';
import * as second from './migrations/0002_second.ts';
import type { Database } from './schema.ts';

/** Every schema step in order; a static list, because a packaged app has no folder to scan. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_start': start,
  '0002_second': second,
};

/**
 * The steps this database still needs, in order; none of them for one that is up to date.
 *
 * @throws AppError `NEWER_DATA` when the workspace was written by a newer Hearth: nothing is touched.
 */
export async function findPendingSteps(db: Kysely<Database>): Promise<readonly string[]> {
  const done = await findDoneSteps(db);
  // Kysely calls a newer database "corrupted"; looked at first, so that nobody reads that word for a downgrade.
  if (done.some((name) => !(name in MIGRATIONS))) {
    throw new AppError(
      'NEWER_DATA',
      'This workspace was last opened by a newer version of Hearth. Nothing was changed. Install that version, or a later one.',
    );
  }
  return Object.keys(MIGRATIONS).filter((name) => !done.includes(name));
}

/** Brings the schema up to this version, all pending steps in one transaction. */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function findDoneSteps(db: Kysely<Database>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
