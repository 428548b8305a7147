import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { backendEnvironment } from './backend-process.ts';
import { policyArguments } from './policy.ts';
import { workspaceFolder } from './workspace-folder.ts';

/** Whether Hearth was started to send and fetch files without a window: `hearth --transfer`. */
export function isTransferMode(): boolean {
  return app.commandLine.hasSwitch('transfer');
}

/**
 * Sends what waits and looks for answers, prints a line for each file and the counts, and ends with 0 when everything
 * went, 1 when something did not or it was stopped, 2 when nothing could begin. The passphrase comes from HEARTH_PASSPHRASE or, without
 * it, from standard input.
 */
export async function runTransferMode(): Promise<void> {
  const passphrase = process.env.HEARTH_PASSPHRASE ?? (await readStandardInput());
  const user = app.commandLine.getSwitchValue('user');
  const child = utilityProcess.fork(
    join(import.meta.dirname, 'backend.js'),
    [
      '--transfer',
      `--workspace=${workspaceFolder()}`,
      `--app-version=${app.getVersion()}`,
      ...policyArguments(),
    ],
    { serviceName: 'Hearth backend', stdio: 'ignore', env: backendEnvironment() },
  );
  child.on('message', (message: { line?: unknown; exit?: unknown }) => {
    if (typeof message.line === 'string') process.stdout.write(`${message.line}\n`);
    // Ended from here, after its last line came: a process that ends itself may take its last words with it.
    if (typeof message.exit === 'number') app.exit(message.exit);
  });
  child.once('exit', () => app.exit(2));
  // Ctrl+C, a task scheduler's time limit, the computer shutting down: the run ends in order and says so.
  app.on('before-quit', (event) => {
    event.preventDefault();
    child.postMessage({ kind: 'stop' });
  });
  // SECURITY: never an argument: those stand in the list of processes for everyone to read.
  child.postMessage({ kind: 'transfer', user: user === '' ? null : user, passphrase });
}

async function readStandardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
