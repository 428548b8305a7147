import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { LockReason } from '#shared/shell/contract.ts';
import type { shellRouter } from './shell-procedures.ts';

/** Environment variables the backend needs; nothing else of the user's environment reaches it. */
const ENVIRONMENT = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'LOCALAPPDATA',
  'USERPROFILE',
];

/** SECURITY: what of the user's environment reaches the backend; never a passphrase. */
export function backendEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

interface BackendProcessOptions {
  readonly outFolder: string;
  readonly workspace: string;
  readonly version: string;
  readonly procedures: ReturnType<typeof shellRouter>;
  readonly lockedBecause: LockReason | null;
  /** The caret stood in a field when the workspace was locked. */
  readonly wasTyping: boolean;
  /** More arguments, such as the place of a policy file. */
  readonly extra: readonly string[];
}

/** A running backend process, with the two things the shell does to it. */
export interface BackendProcess {
  /** Hands it the page's port. */
  connect(port: MessagePortMain): void;
  /** Lets it close the database, then ends it; keys go with the process. */
  end(): Promise<void>;
  onUnexpectedExit(listener: () => void): void;
}

/** Starts the process that holds the keys and the database, and serves the shell's contract to it. */
export function startBackend(options: BackendProcessOptions): BackendProcess {
  const child = utilityProcess.fork(
    join(options.outFolder, 'backend.js'),
    [
      `--workspace=${options.workspace}`,
      `--app-version=${options.version}`,
      ...(options.lockedBecause
        ? [`--locked-because=${options.lockedBecause}`, `--locked-at=${new Date().toISOString()}`]
        : []),
      ...(options.wasTyping ? ['--was-typing=yes'] : []),
      ...options.extra,
    ],
    {
      serviceName: 'Hearth backend',
      // SECURITY: nothing the backend might print reaches a terminal or a system log.
      stdio: 'ignore',
      env: backendEnvironment(),
    },
  );
  const { port1, port2 } = new MessageChannelMain();
  new RPCHandler(options.procedures).upgrade(port1, { context: {} });
  port1.start();
  child.postMessage({ kind: 'shell' }, [port2]);
  let ending = false;
  return {
    connect: (port) => child.postMessage({ kind: 'page' }, [port]),
    end: () => {
      ending = true;
      return endGently(child);
    },
    onUnexpectedExit: (listener) => {
      child.on('exit', () => {
        if (!ending) listener();
      });
    },
  };
}

function endGently(child: UtilityProcess): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => child.kill(), 2000);
    child.once('exit', () => {
      clearTimeout(impatience);
      resolve();
    });
    child.postMessage({ kind: 'end' });
  });
}
