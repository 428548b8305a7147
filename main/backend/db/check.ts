import { existsSync } from 'node:fs';
import SqlcipherDatabase from '@signalapp/sqlcipher';

/** What a finished look at a database file says. */
export interface FileCheck {
  /** Empty when every page is authentic and every structure sound. */
  readonly problems: readonly string[];
  readonly audit: { readonly seq: number; readonly mac: string } | null;
  readonly members: number;
}

const NOTHING = { audit: null, members: 0 };

/**
 * Opens a database file that nobody is using, reads every page of it and changes nothing.
 *
 * Long for a large file: run it in a worker thread.
 */
export function checkDatabaseFile(path: string, key: Uint8Array): FileCheck {
  if (!existsSync(path)) return { ...NOTHING, problems: ['The database file is missing.'] };
  const driver = new SqlcipherDatabase(path);
  try {
    unlock(driver, key);
    driver.exec('PRAGMA query_only = ON');
    const pages = damagedPages(driver);
    // A page that is not authentic cannot be read: what follows would only fail on it.
    if (pages.length > 0) return { ...NOTHING, problems: pages };
    const structure = driver
      .pragma('quick_check')
      .map((row) => String(Object.values(row)[0]))
      .filter((line) => line !== 'ok');
    const head = driver.prepare('SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1').get([]);
    const members = driver.prepare('SELECT count(*) AS n FROM member').get([]);
    return {
      problems: structure,
      audit: head ? { seq: Number(head.seq), mac: String(head.mac) } : null,
      members: Number(members?.n ?? 0),
    };
  } catch {
    return { ...NOTHING, problems: ['The database file does not open with its key.'] };
  } finally {
    driver.close();
  }
}

/**
 * Looks at a database whose last run did not end well: first brings in what was in the log beside it, as opening
 * would, then checks the authentication code of every page.
 *
 * Finds nothing in a file that another process has open: opening it says so by itself.
 */
export function checkAfterSuddenEnd(path: string, key: Uint8Array): FileCheck {
  const driver = new SqlcipherDatabase(path);
  try {
    unlock(driver, key);
    driver.exec('PRAGMA locking_mode = EXCLUSIVE');
    // A page may be half written in the file and whole in the log: the log comes first.
    driver.pragma('wal_checkpoint(TRUNCATE)');
    return { ...NOTHING, problems: damagedPages(driver) };
  } catch (error) {
    const busy = /BUSY|locked/i.test(
      `${(error as { code?: string }).code ?? ''} ${(error as Error).message}`,
    );
    return { ...NOTHING, problems: busy ? [] : ['The database file does not open with its key.'] };
  } finally {
    driver.close();
  }
}

function unlock(driver: SqlcipherDatabase, key: Uint8Array): void {
  // SECURITY: SQLCipher's own log goes to the terminal; what is found here says enough.
  driver.exec('PRAGMA cipher_log_level = NONE');
  driver.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`);
}

function damagedPages(driver: SqlcipherDatabase): string[] {
  return driver
    .pragma('cipher_integrity_check')
    .map((row) => String(Object.values(row)[0] ?? 'damaged page'));
}
