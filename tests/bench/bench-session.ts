import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import SqlcipherDatabase from '@signalapp/sqlcipher';
import { createBackend } from '#main/backend/backend.ts';
import { openDatabase } from '#main/backend/db/open.ts';
import type { LargeWorkspace } from '#main/backend/demo/large-workspace.ts';
import { NO_DEVICE_KEYS, noWarnings } from '#main/backend/headless-shell.ts';
import type { Role } from '#shared/roles.ts';

type Backend = ReturnType<typeof createBackend>;

/** A large workspace, open, with clients in the roles the benchmarks need. */
export interface BenchSession {
  readonly backend: Backend;
  /** The coordinator who unlocked it. */
  readonly api: Backend['client'];
  as(role: Role): Backend['client'];
  /** Queues the answer of the next open dialog. */
  willOpen(path: string): void;
  close(): Promise<void>;
}

/** Copies a workspace, so that what a benchmark writes stays out of the cached one. */
export function copyOf(large: LargeWorkspace, to: string): LargeWorkspace {
  mkdirSync(to, { recursive: true });
  for (const name of ['vault.json', 'hearth.db', 'hearth.db-wal'])
    if (existsSync(join(large.folder, name))) copyFileSync(join(large.folder, name), join(to, name));
  return { ...large, folder: to };
}

/** A backend on a workspace's folder, still locked. */
export function lockedBackend(folder: string, toOpen: string[] = []): Backend {
  return createBackend({
    folder,
    version: 'bench',
    shell: {
      openFile: async () => {
        const path = toOpen.shift();
        return path === undefined ? null : { path, name: basename(path) };
      },
      openFolder: async () => null,
      saveFile: async () => null,
      notify: async () => {},
      lockWarnings: async () => noWarnings(),
      copied: async () => {},
      opened: async () => {},
      typing: async () => {},
      ...NO_DEVICE_KEYS,
      lock: async () => {},
    },
  });
}

/** Unlocks a large workspace. */
export async function openSession(large: LargeWorkspace): Promise<BenchSession> {
  const toOpen: string[] = [];
  const backend = lockedBackend(large.folder, toOpen);
  await backend.client.vault.unlock({ userId: large.userId, passphrase: large.passphrase });
  return sessionOf(backend, toOpen);
}

function sessionOf(backend: Backend, toOpen: string[]): BenchSession {
  const user = backend.host.session?.user;
  if (!user) throw new Error('The workspace is not open.');
  return {
    backend,
    api: backend.client,
    as: (role) => backend.clientAs({ ...user, role }),
    willOpen: (path) => toOpen.push(path),
    close: () => backend.close(),
  };
}

/**
 * Writes the same data into a database without a key, and gives its path.
 *
 * SQLCipher itself copies it; everybody in it is fictional. The workspace must be locked.
 */
export async function exportPlain(large: LargeWorkspace): Promise<string> {
  const session = await openSession(large);
  const key = Buffer.from(session.backend.host.session?.workspace.keys.database ?? []).toString('hex');
  await session.close();
  const path = join(dirname(large.folder), 'plain.db');
  const driver = new SqlcipherDatabase(join(large.folder, 'hearth.db'));
  driver.exec(`PRAGMA key = "x'${key}'"`);
  driver.exec(`ATTACH DATABASE '${path.replaceAll("'", "''")}' AS plain KEY ''`);
  driver.prepare("SELECT sqlcipher_export('plain')").all([]);
  driver.exec('DETACH DATABASE plain');
  driver.close();
  return path;
}

/** Opens a plain copy as an open session has the original: same schema, driver, settings and code above it. */
export async function openPlainTwin(path: string, original: BenchSession): Promise<BenchSession> {
  const { session } = original.backend.host;
  if (!session) throw new Error('The workspace is not open.');
  const database = await openDatabase(path, { key: null, create: false });
  const toOpen: string[] = [];
  const backend = lockedBackend(join(dirname(path), 'plain-twin'), toOpen);
  backend.host.session = {
    workspace: { ...session.workspace, db: database.db, database, close: () => database.close() },
    user: session.user,
    mustChangePassphrase: false,
  };
  return sessionOf(backend, toOpen);
}
