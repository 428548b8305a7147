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
 * Brings the schema up to this version, all pending steps in one transaction.
 *
 * @throws AppError `NEWER_DATA` when the workspace was written by a newer Hearth: nothing is touched.
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  if (await isFromFuture(db)) {
    throw new AppError(
      'NEWER_DATA',
      'This workspace was last opened by a newer version of Hearth. Nothing was changed. Install that version, or a later one.',
    );
  }
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Kysely calls a newer database "corrupted"; we look first, so that nobody reads that word for a downgrade. */
async function isFromFuture(db: Kysely<Database>): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return false;
  const names = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return names.some(({ name }) => !(name in MIGRATIONS));
}
