import { chmodSync, closeSync, constants, existsSync, openSync, readSync } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import SqlcipherDatabase from '@signalapp/sqlcipher';
import { Kysely, sql } from 'kysely';
import { AppError } from '#shared/errors.ts';
import { SqlcipherDialect } from './dialect.ts';
import { findPendingSteps, migrate } from './migrate.ts';
import type { Database } from './schema.ts';

/** An open database: Kysely for the stores, and the few calls that are not queries. */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  /** Checks the authentication code of every page; an empty list means whole. */
  checkPages(): readonly string[];
  /**
   * Copies the database, still encrypted, to a new file while work goes on.
   *
   * Everything is first written into the main file; during the copy new writes stay in the log beside it, so the
   * copy is one consistent moment and nobody waits for it.
   */
  copyTo(path: string): Promise<void>;
  close(): Promise<void>;
}

/** The page cache of an open workspace in KiB, negative as SQLite wants it: 256 MB, filled as pages are read. */
export const PAGE_CACHE = -262_144;

interface OpenOptions {
  /** 32 bytes; handed to SQLCipher as a raw key, so no second key derivation runs. `null`: benchmark only, plain. */
  readonly key: Uint8Array | null;
  /** True only when a workspace is being created: everywhere else a missing file is an error. */
  readonly create: boolean;
  /**
   * Called before the schema of an existing database is changed, with the database as it is: makes the backup one
   * can go back to. When it fails, nothing was changed.
   */
  readonly beforeMigration?: ((database: OpenDatabase) => Promise<void>) | undefined;
}

/**
 * Opens the encrypted database and brings its schema up to date.
 *
 * @throws AppError `WORKSPACE_DAMAGED` when the file is missing or does not open with this key, `WORKSPACE_IN_USE`
 * when another Hearth has it open, `NEWER_DATA` when it is from a later version.
 */
export async function openDatabase(path: string, options: OpenOptions): Promise<OpenDatabase> {
  // SECURITY: opening a missing path would silently create a database, whatever the key.
  if (existsSync(path) === options.create) {
    throw options.create
      ? new AppError('CONFLICT', 'There is already a workspace in this folder.')
      : damaged('The database file is missing from the workspace folder.');
  }
  const driver = new SqlcipherDatabase(path, { cacheStatements: true });
  try {
    // SECURITY: SQLCipher's own log goes to the terminal; the error code below says enough.
    driver.exec('PRAGMA cipher_log_level = NONE');
    if (options.key) driver.exec(`PRAGMA key = "x'${Buffer.from(options.key).toString('hex')}'"`);
    // An exclusive lock on the file, held by the operating system, is the one lock a crash always releases.
    driver.exec('PRAGMA locking_mode = EXCLUSIVE');
    driver.exec('PRAGMA journal_mode = WAL');
    driver.exec('PRAGMA synchronous = FULL');
    driver.exec('PRAGMA foreign_keys = ON');
    driver.exec('PRAGMA temp_store = MEMORY');
    driver.exec('PRAGMA trusted_schema = OFF');
    driver.exec('PRAGMA cell_size_check = ON');
    driver.exec('PRAGMA secure_delete = ON');
    driver.exec(`PRAGMA cache_size = ${PAGE_CACHE}`);
    driver.exec('BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    driver.close();
    throw explainOpenFailure(error);
  }
  const db = new Kysely<Database>({ dialect: new SqlcipherDialect(driver) });
  let copying: Promise<void> = Promise.resolve();
  const database: OpenDatabase = {
    db,
    checkPages: () =>
      driver.pragma('cipher_integrity_check').map((row) => String(Object.values(row)[0] ?? 'damaged page')),
    copyTo: (target) => {
      // One copy that failed must not fail those after it.
      copying = copying.catch(() => {}).then(() => copyDatabase(db, path, target));
      return copying;
    },
    close: async () => {
      await copying.catch(() => {});
      await db.destroy();
    },
  };
  try {
    const pending = await findPendingSteps(db);
    if (pending.length > 0 && !options.create) await options.beforeMigration?.(database);
    await migrate(db);
    if (options.create && options.key) {
      assertEncrypted(path);
      chmodSync(path, 0o600);
    }
  } catch (error) {
    await database.close();
    throw isDamage(error) ? explainOpenFailure(error) : error;
  }
  return database;
}

async function copyDatabase(db: Kysely<Database>, path: string, target: string): Promise<void> {
  await sql`PRAGMA wal_autocheckpoint = 0`.execute(db);
  try {
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
    await copyFile(path, target, constants.COPYFILE_EXCL);
    const copy = await open(target, 'r+');
    try {
      await copy.sync();
    } finally {
      await copy.close();
    }
  } finally {
    await sql`PRAGMA wal_autocheckpoint = 1000`.execute(db);
  }
}

function damaged(message: string): AppError {
  return new AppError('WORKSPACE_DAMAGED', `${message} Nothing was changed. Restore the newest backup.`);
}

/** A page that is not what was written; the driver refuses to read it. */
function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test((error as { code?: string } | null)?.code ?? '');
}

/** Only the code is looked at: the driver's texts may repeat what was typed. */
function explainOpenFailure(error: unknown): AppError {
  const text = error instanceof Error ? `${(error as { code?: string }).code ?? ''} ${error.message}` : '';
  if (/BUSY|locked/i.test(text)) {
    return new AppError('WORKSPACE_IN_USE', 'Another Hearth has this workspace open. Close that one first.');
  }
  return damaged('The database file does not open with its key, so it is damaged or was replaced.');
}

/** SECURITY: forgetting the key would create a plaintext database; a fresh file must not start with SQLite's header. */
function assertEncrypted(path: string): void {
  const head = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, 16, 0);
  } finally {
    closeSync(file);
  }
  if (head.toString('latin1').startsWith('SQLite format 3')) {
    throw new Error('The database was created without encryption.');
  }
}
