import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fingerprintOfPrivateKey, makeLoginKey } from '../plans/ssh-keys.ts';
import { startBuiltInServer } from './built-in-sftp-server.ts';

/** An SFTP server on 127.0.0.1 that plays a plan's server. */
export interface DemoSftpServer {
  /** Which program answers, to be said aloud. */
  readonly program: 'OpenSSH sshd' | 'ssh2';
  readonly host: '127.0.0.1';
  readonly port: number;
  /** The login name. */
  readonly user: string;
  /** The folder on this machine in which logins start; `inbound` and `test` are in it. */
  readonly root: string;
  /** `SHA256:…` of the host key it shows now. */
  readonly fingerprint: string;
  /** Lets the holder of the private half of this `ssh-ed25519 …` line log in. */
  authorize(publicKey: string): Promise<void>;
  /** Comes back on the same port with another host key, as a replaced or forged server would. */
  restartWithNewHostKey(): Promise<void>;
  stop(): Promise<void>;
}

export interface SftpServerOptions {
  /** Folder to serve; a temporary one, removed on stop, if left out. */
  readonly root?: string;
  /** Leaves out the search for sshd. */
  readonly builtIn?: boolean;
}

const SSHD_PLACES = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd'];

/** The absolute path of OpenSSH's server on this machine, or null. */
export function findSshd(): string | null {
  if (process.platform === 'win32') return null;
  return SSHD_PLACES.find((path) => existsSync(path)) ?? null;
}

/** Starts OpenSSH's sshd where it is installed and ssh2's server elsewhere. */
export async function startSftpServer(options: SftpServerOptions = {}): Promise<DemoSftpServer> {
  const sshd = options.builtIn ? null : findSshd();
  const scratch = await mkdtemp(join(tmpdir(), 'hearth-sftp-'));
  const root = options.root ?? join(scratch, 'files');
  await mkdir(join(root, 'inbound'), { recursive: true });
  await mkdir(join(root, 'test'), { recursive: true });
  const stopped = () => rm(scratch, { recursive: true, force: true });
  return sshd ? startSshd(sshd, scratch, root, stopped) : startBuiltIn(root, stopped);
}

async function startBuiltIn(root: string, stopped: () => Promise<void>): Promise<DemoSftpServer> {
  const server = await startBuiltInServer({ root });
  return {
    program: 'ssh2',
    host: '127.0.0.1',
    port: server.port,
    user: 'hearth',
    root,
    get fingerprint() {
      return server.fingerprint;
    },
    authorize: async (publicKey) => server.authorize(publicKey),
    restartWithNewHostKey: () => server.restartWithNewHostKey(),
    async stop() {
      await server.stop();
      await stopped();
    },
  };
}

async function startSshd(
  sshd: string,
  scratch: string,
  root: string,
  stopped: () => Promise<void>,
): Promise<DemoSftpServer> {
  const hostKeyFile = join(scratch, 'host_key');
  const authorizedKeys = join(scratch, 'authorized_keys');
  const configFile = join(scratch, 'sshd_config');
  const port = await freePort();
  await writeFile(authorizedKeys, '', { mode: 0o600 });
  await writeFile(configFile, sshdConfig({ port, hostKeyFile, authorizedKeys, root }));
  // Run by root, sshd separates its privileges in this empty folder, which a system service would have made.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });

  let fingerprint = '';
  let child: ChildProcess | null = null;
  const kill = () => child?.kill('SIGKILL');
  process.once('exit', kill);

  async function start(): Promise<void> {
    const { privateKey } = makeLoginKey('host');
    await writeFile(hostKeyFile, privateKey, { mode: 0o600 });
    fingerprint = fingerprintOfPrivateKey(privateKey);
    child = await runUntilListening(sshd, ['-D', '-e', '-f', configFile], port);
  }
  await start();

  return {
    program: 'OpenSSH sshd',
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    root,
    get fingerprint() {
      return fingerprint;
    },
    authorize: (publicKey) => appendFile(authorizedKeys, `${publicKey.trim()}\n`),
    async restartWithNewHostKey() {
      await end(child);
      await start();
    },
    async stop() {
      process.off('exit', kill);
      await end(child);
      await stopped();
    },
  };
}

function sshdConfig(paths: {
  port: number;
  hostKeyFile: string;
  authorizedKeys: string;
  root: string;
}): string {
  return [
    `Port ${paths.port}`,
    'ListenAddress 127.0.0.1',
    `HostKey "${paths.hostKeyFile}"`,
    `AuthorizedKeysFile "${paths.authorizedKeys}"`,
    'PidFile none',
    // The keys lie in a temporary folder, whose parents sshd would find too open.
    'StrictModes no',
    'UsePAM no',
    'PubkeyAuthentication yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'AllowTcpForwarding no',
    'PermitTTY no',
    'LogLevel INFO',
    `Subsystem sftp internal-sftp -d "${paths.root}"`,
    '',
  ].join('\n');
}

/** Starts sshd and waits until its port answers; its own words are in the error if it gives up. */
async function runUntilListening(sshd: string, args: readonly string[], port: number): Promise<ChildProcess> {
  const child = spawn(sshd, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`sshd ended at once: ${said}`);
    if (await answers(port)) return child;
    await sleep(25);
  }
  child.kill('SIGKILL');
  throw new Error(`sshd does not answer: ${said}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('data', () => done(true));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}

async function end(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
