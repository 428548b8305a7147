import { basename } from 'node:path';
import type { FileGrant } from '#shared/shell/contract.ts';
import { createBackend } from '../backend.ts';
import type { SessionUser } from '../context.ts';
import { NO_DEVICE_KEYS, noWarnings } from '../headless-shell.ts';
import { AGENCY, STAFF, type StaffKey } from './agency.ts';

/** The contract's client, as the page has it. */
export type DemoClient = ReturnType<typeof createBackend>['client'];

/** An open demo workspace: a client for each member of staff, answers for dialogs, and the clock. */
export interface DemoSession {
  /** The client as this member of staff. */
  as(key: StaffKey): DemoClient;
  readonly staff: ReadonlyMap<StaffKey, string>;
  /** Queues the file that the next open dialog answers. */
  willOpen(path: string): void;
  /** Queues the file that the next save dialog answers. */
  willSave(path: string): void;
  /** From now on every call happens at this instant; null for the real time. */
  setClock(instant: Date | null): void;
  readonly host: ReturnType<typeof createBackend>['host'];
  close(): Promise<void>;
}

/**
 * Creates the demo agency's workspace in a folder and adds its staff, all through the contract.
 *
 * Everybody who works in the app gets the same passphrase, so that a demo can be looked at as anyone.
 */
export async function createDemoSession(options: {
  readonly folder: string;
  readonly passphrase: string;
  /** Who can unlock besides the administrator. */
  readonly unlocking: readonly StaffKey[];
  /** The instant the workspace is made at; null for the real time. */
  readonly clock: Date | null;
}): Promise<DemoSession> {
  let clock = options.clock;
  const toOpen: string[] = [];
  const toSave: string[] = [];
  const next = (queue: string[]): FileGrant | null => {
    const path = queue.shift();
    return path === undefined ? null : { path, name: basename(path) };
  };
  const backend = createBackend({
    folder: options.folder,
    version: 'demo',
    clock: () => clock ?? new Date(),
    shell: {
      openFile: async () => next(toOpen),
      openFolder: async () => null,
      saveFile: async () => next(toSave),
      notify: async () => {},
      lockWarnings: async () => noWarnings(),
      copied: async () => {},
      opened: async () => {},
      typing: async () => {},
      ...NO_DEVICE_KEYS,
      lock: async () => {},
    },
  });
  const users = await addEverybody(backend.client, options);
  const clients = new Map(
    [...users].map(([key, user]) => [key, key === 'lena' ? backend.client : backend.clientAs(user)]),
  );
  return {
    as: (key) => {
      const client = clients.get(key);
      if (client === undefined) throw new Error(`Nobody in the demo has the key ${key}.`);
      return client;
    },
    staff: new Map([...users].map(([key, user]) => [key, user.id])),
    willOpen: (path) => toOpen.push(path),
    willSave: (path) => toSave.push(path),
    setClock: (instant) => {
      clock = instant;
    },
    host: backend.host,
    close: () => backend.close(),
  };
}

async function addEverybody(
  client: DemoClient,
  options: { readonly passphrase: string; readonly unlocking: readonly StaffKey[] },
): Promise<ReadonlyMap<StaffKey, SessionUser>> {
  const [administrator, ...others] = STAFF;
  if (administrator === undefined) throw new Error('The demo agency has nobody.');
  const { recoveryCode } = await client.vault.create({
    agency: AGENCY,
    administrator: { name: administrator.name, credential: administrator.credential, clinical: false },
    passphrase: options.passphrase,
  });
  const groups = recoveryCode.split('-').slice(0, 2);
  await client.vault.confirmRecoveryCode({ groups: groups.map((text, index) => ({ index, text })) });
  const { user } = await client.vault.status();
  if (user === null) throw new Error('The new workspace is not open.');
  const users = new Map<StaffKey, SessionUser>([[administrator.key, user]]);
  for (const { key, ...person } of others) {
    const added = await client.users.add(person);
    users.set(key, { id: added.id, name: added.name, role: added.role });
    if (options.unlocking.includes(key))
      await client.users.allowUnlock({
        userId: added.id,
        passphrase: options.passphrase,
        typedByThem: true,
      });
  }
  return users;
}
