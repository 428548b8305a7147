import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { RequestHeadersPlugin } from '@orpc/server/plugins';
import { readPolicy } from '#main/policy/read-policy.ts';
import { LOCK_REASONS, type LockReason } from '#shared/shell/contract.ts';
import { createBackend } from './backend.ts';
import { startBackupSchedule } from './backups/schedule.ts';
import type { ShellClient } from './context.ts';
import { guardPort, type PortLike } from './port-guard.ts';
import { loadRest } from './router.ts';

/** Milliseconds after the page came up: by then its first screen is drawn. */
const AFTER_FIRST_PAINT = 400;

import { headlessShell } from './headless-shell.ts';
import { startTransferSchedule } from './transfers/schedule.ts';
import { transferWithoutWindow } from './transfers/without-window.ts';

/**
 * The backend process: takes ports from the shell and serves the contract on them.
 *
 * Electron hands a utility process its `parentPort`; this file declares the little of it that it uses, so that the
 * backend imports no Electron.
 */
interface ParentPort {
  on(
    event: 'message',
    listener: (message: { data: { kind?: string } & TransferLogin; ports: StartablePort[] }) => void,
  ): void;
  postMessage(message: { line: string } | { exit: number }): void;
}
/** Who sends and fetches files without a window. */
interface TransferLogin {
  readonly user?: string | null;
  readonly passphrase?: string;
}
type StartablePort = PortLike & { start(): void };

const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;

function argument(name: string): string | null {
  const prefix = `--${name}=`;
  return process.argv.find((text) => text.startsWith(prefix))?.slice(prefix.length) ?? null;
}

/** A policy file the shell named instead of the usual one: in an unpackaged build only. */
function policyGiven() {
  const path = argument('policy-file');
  return path ? { policy: readPolicy(path, [process.getuid?.() ?? 0]) } : {};
}

function start(port: ParentPort): void {
  let backend: ReturnType<typeof createBackend> | null = null;
  const because = argument('locked-because');

  const begin = (shellPort: StartablePort) => {
    const shell: ShellClient = createORPCClient(new RPCLink({ port: shellPort }));
    shellPort.start();
    backend = createBackend({
      folder: argument('workspace') ?? '',
      version: argument('app-version') ?? '',
      shell,
      lockedBecause: LOCK_REASONS.find((reason): reason is LockReason => reason === because) ?? null,
      lockedAt: argument('locked-at'),
      wasTyping: argument('was-typing') !== null,
      ...policyGiven(),
    });
    startBackupSchedule(backend.host);
    startTransferSchedule(backend.host);
  };
  const serve = (pagePort: StartablePort) => {
    if (!backend) return pagePort.close();
    const { host, router, context } = backend;
    const guarded = guardPort(pagePort, (reason) => host.log.write(`port closed: ${reason}`));
    new RPCHandler(router, { plugins: [new RequestHeadersPlugin()] }).upgrade(guarded, { context });
    pagePort.start();
    setTimeout(() => void loadRest(), AFTER_FIRST_PAINT).unref();
  };
  const stopTransfer = new AbortController();
  const transfer = async ({ user = null, passphrase = '' }: TransferLogin) => {
    const alone = createBackend({
      folder: argument('workspace') ?? '',
      version: argument('app-version') ?? '',
      shell: headlessShell(),
      ...policyGiven(),
    });
    const say = (line: string) => port.postMessage({ line });
    const exit = await transferWithoutWindow(alone, { user, passphrase }, say, stopTransfer.signal);
    port.postMessage({ exit });
  };
  const end = async () => {
    await backend?.close();
    process.exit(0);
  };

  port.on('message', ({ data, ports: [first] }) => {
    if (data.kind === 'shell' && first) begin(first);
    if (data.kind === 'page' && first) serve(first);
    if (data.kind === 'transfer') void transfer(data);
    if (data.kind === 'stop') stopTransfer.abort();
    if (data.kind === 'end') void end();
  });
  // An answer that fails to parse must not end the process that holds the open workspace; it is logged by its kind.
  process.on('unhandledRejection', (error) => backend?.host.log.incident('unhandled', 'port', error));
}

if (parentPort) start(parentPort);
