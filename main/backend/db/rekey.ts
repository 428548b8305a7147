import { existsSync } from 'node:fs';
import SqlcipherDatabase from '@signalapp/sqlcipher';

/**
 * Encrypts a database file that nobody is using under another key.
 *
 * Only for a copy: an interruption leaves it half under each key. Long for a large file: run it in a worker thread.
 */
export function rekeyDatabaseFile(path: string, key: Uint8Array, newKey: Uint8Array): void {
  // SECURITY: opening a missing path would silently create a database.
  if (!existsSync(path)) throw new Error('The database file is missing.');
  const driver = new SqlcipherDatabase(path);
  try {
    driver.exec('PRAGMA cipher_log_level = NONE');
    driver.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`);
    // A log would hold every page a second time, under the new key, only to be copied back.
    driver.exec('PRAGMA journal_mode = DELETE');
    driver.exec(`PRAGMA rekey = "x'${Buffer.from(newKey).toString('hex')}'"`);
  } finally {
    driver.close();
  }
}
