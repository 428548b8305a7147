import { createRouterClient } from '@orpc/server';
import { readPolicy } from '#main/policy/read-policy.ts';
import type { PolicyState } from '#shared/policy/policy.ts';
import type { LockReason } from '#shared/shell/contract.ts';
import type { BackendContext, BackendHost, SessionUser, ShellClient } from './context.ts';
import { createLog, SILENT_LOG } from './log.ts';
import { router } from './router.ts';
import { hasWorkspace } from './vault/workspace.ts';

interface BackendOptions {
  /** The workspace folder; it may not exist yet. */
  readonly folder: string;
  readonly shell: ShellClient;
  readonly version: string;
  readonly lockedBecause?: LockReason | null;
  readonly lockedAt?: string | null;
  readonly wasTyping?: boolean;
  /** Read from the policy file of this computer when left out. */
  readonly policy?: PolicyState;
  /** Replaces the clock; tests only. */
  readonly clock?: () => Date;
}

/** A running backend without any transport: what the process entry, the command line and the tests share. */
export function createBackend(options: BackendOptions) {
  const host: BackendHost = {
    folder: options.folder,
    version: options.version,
    shell: options.shell,
    // Nothing is written before a workspace exists: a folder nobody asked for must not appear.
    log: {
      write: (event, fields) => logOf(options.folder).write(event, fields),
      incident: (id, name, error) => logOf(options.folder).incident(id, name, error),
      happened: (what) => logOf(options.folder).happened(what),
    },
    clock: options.clock ?? (() => new Date()),
    policy: options.policy ?? readPolicy(),
    lockedBecause: options.lockedBecause ?? null,
    lockedAt: options.lockedAt ?? null,
    wasTyping: options.wasTyping ?? false,
    session: null,
    refusedWhileLocked: 0,
    damaged: false,
    opening: null,
    chosenBackup: null,
  };
  const context: BackendContext = { host };
  return {
    host,
    context,
    router,
    /** The contract's client without a port: same middleware, same validation. */
    client: createRouterClient(router, { context }),
    /** A client that acts as another user of the open workspace; tests only. */
    clientAs: (user: SessionUser) =>
      createRouterClient(router, {
        context: {
          host: new Proxy(host, {
            get: (target, key) =>
              key === 'session' ? target.session && { ...target.session, user } : Reflect.get(target, key),
          }),
        },
      }),
    close: async () => {
      await host.session?.workspace.close();
      host.session = null;
    },
  };
}

function logOf(folder: string) {
  return hasWorkspace(folder) ? createLog(folder) : SILENT_LOG;
}
