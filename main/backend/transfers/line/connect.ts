import { connect as connectSocket, type Socket } from 'node:net';
import ssh2, { type Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import type { PlanSecret } from '../../plans/secret.ts';
import { canLogInWith, fingerprintOf } from '../../plans/ssh-keys.ts';
import { SftpFailure } from '../sftp-failure.ts';
import { keepCipherKeysReady } from './cipher-keys.ts';

/** Where to connect to, as whom, and which server is expected there. */
export interface SftpTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: PlanSecret;
  /** Fingerprint a person confirmed, or null before the first connection. */
  readonly pinned: string | null;
  /** How long the server may leave everything unanswered, in seconds; the default is a minute. */
  readonly stallSeconds?: number;
  /** Spares a slow line: at most so many kilobytes (1,000 bytes) a second; as fast as it goes if left out. */
  readonly kilobytesPerSecond?: number | null;
}

/** The steps of connecting, in their order. */
export type ConnectStep = 'find' | 'reach' | 'host_key' | 'login';

/** An open SFTP channel on its connection. */
export interface SftpConnection {
  readonly client: Client;
  readonly sftp: SFTPWrapper;
  readonly fingerprint: string;
}

const REACH_SECONDS = 20;
const LOGIN_SECONDS = 30;

/**
 * What Hearth does not speak although ssh2 would.
 *
 * SECURITY: nothing that rests on SHA-1; ssh2's defaults are already without CBC, MD5 and the small groups.
 */
const ALGORITHMS = {
  serverHostKey: { append: [], prepend: [], remove: 'ssh-rsa' },
  hmac: { append: [], prepend: [], remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'] },
} satisfies ConnectConfig['algorithms'];

/**
 * Connects, compares the host key, logs in and opens SFTP, in this order.
 *
 * SECURITY: the host key is compared before anything secret is sent; a key nobody confirmed ends the connection.
 *
 * @param entered is told when each step is through.
 * @throws SftpFailure
 */
export async function connect(
  target: SftpTarget,
  entered: (step: ConnectStep) => void,
  signal: AbortSignal,
): Promise<SftpConnection> {
  const socket = await reach(target, entered, signal);
  entered('reach');
  const client = new ssh2.Client();
  keepCipherKeysReady(client);
  const destroy = () => {
    socket.destroy();
    client.destroy();
  };
  signal.addEventListener('abort', destroy, { once: true });
  try {
    const fingerprint = await logIn(client, socket, target, entered);
    entered('login');
    const sftp = await openSftp(client);
    return { client, sftp, fingerprint };
  } catch (error) {
    destroy();
    throw signal.aborted ? new SftpFailure('cancelled', { cause: error }) : error;
  } finally {
    signal.removeEventListener('abort', destroy);
  }
}

function reach(
  target: SftpTarget,
  entered: (step: ConnectStep) => void,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new SftpFailure('cancelled'));
      return;
    }
    const socket = connectSocket({ host: target.host, port: target.port });
    const fail = (failure: SftpFailure) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      reject(failure);
    };
    const stop = () => fail(new SftpFailure('cancelled'));
    const timer = setTimeout(() => fail(new SftpFailure('no_answer')), REACH_SECONDS * 1000);
    signal.addEventListener('abort', stop, { once: true });
    const refused = (error: NodeJS.ErrnoException) => fail(socketFailure(error));
    socket.once('error', refused);
    socket.once('lookup', (error: Error | null) => {
      if (!error) entered('find');
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.off('error', refused);
      socket.setNoDelay(true);
      resolve(inOneGo(socket));
    });
  });
}

/**
 * Lets everything written within one turn leave in one system call.
 *
 * ssh2 writes each packet in three or four pieces; at a hundred megabytes a second those calls are most of the work.
 */
function inOneGo(socket: Socket): Socket {
  const write = socket.write.bind(socket) as (...all: unknown[]) => boolean;
  let corked = false;
  const flush = () => {
    corked = false;
    socket.uncork();
  };
  socket.write = (...all: unknown[]) => {
    if (!corked) {
      corked = true;
      socket.cork();
      setImmediate(flush);
    }
    return write(...all);
  };
  return socket;
}

function socketFailure(error: NodeJS.ErrnoException): SftpFailure {
  const code = error.code ?? '';
  if (code === 'ECONNREFUSED') return new SftpFailure('refused', { cause: error });
  if (code === 'ETIMEDOUT') return new SftpFailure('no_answer', { cause: error });
  // The line is down or the name leads nowhere; a server that ends the line while it is made was reached.
  if (code === 'ECONNRESET' || code === 'EPIPE') return new SftpFailure('line_dropped', { cause: error });
  return new SftpFailure('no_such_server', { cause: error });
}

/** Shakes hands and logs in; gives back the fingerprint of the key the server proved to hold. */
function logIn(
  client: Client,
  socket: Socket,
  target: SftpTarget,
  entered: (step: ConnectStep) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let shown: string | null = null;
    let handshaken = false;
    let keyFailure: SftpFailure | null = null;

    const usable = target.secret.kind === 'password' || canLogInWith(target.secret);

    client.once('handshake', () => {
      handshaken = true;
      entered('host_key');
      // Said only here, because the step that stops is the login.
      if (!usable) reject(new SftpFailure('login_key_unreadable'));
    });
    client.once('ready', () => resolve(shown ?? ''));
    client.on('error', (error: Error & { level?: string }) => {
      reject(keyFailure ?? loginFailure(error, handshaken));
    });
    client.once('close', () => {
      reject(keyFailure ?? new SftpFailure(handshaken ? 'line_dropped' : 'not_ssh'));
    });
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
      // SECURITY: the password answers exactly one hidden question, nothing else the server may think of.
      const [prompt] = prompts;
      const asksPassword = prompts.length === 1 && prompt?.echo !== true;
      finish(asksPassword && target.secret.kind === 'password' ? [target.secret.password] : []);
    });
    client.connect({
      sock: socket,
      username: target.user,
      ...(target.secret.kind === 'password'
        ? { password: target.secret.password, tryKeyboard: true }
        : usable && {
            privateKey: target.secret.privateKey,
            ...(target.secret.passphrase && { passphrase: target.secret.passphrase }),
          }),
      algorithms: ALGORITHMS,
      readyTimeout: LOGIN_SECONDS * 1000,
      keepaliveInterval: 10_000,
      keepaliveCountMax: 3,
      // Called again when keys are renegotiated: the server must stay the same one.
      hostVerifier: (key: Buffer) => {
        const fingerprint = fingerprintOf(key);
        shown ??= fingerprint;
        if (target.pinned === fingerprint) return true;
        keyFailure = new SftpFailure(target.pinned === null ? 'host_key_unknown' : 'host_key_changed', {
          fingerprint,
        });
        return false;
      },
    });
  });
}

function loginFailure(error: Error & { level?: string }, handshaken: boolean): SftpFailure {
  if (error.level === 'client-authentication') return new SftpFailure('login_refused', { cause: error });
  if (error.level === 'client-timeout') return new SftpFailure('no_answer', { cause: error });
  if (/no matching/i.test(error.message)) return new SftpFailure('old_encryption', { cause: error });
  if (error.level === 'client-socket' || handshaken) return new SftpFailure('line_dropped', { cause: error });
  return new SftpFailure('not_ssh', { cause: error });
}

function openSftp(client: Client): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.once('close', () => reject(new SftpFailure('line_dropped')));
    client.sftp((error, sftp) =>
      error ? reject(new SftpFailure('no_sftp', { cause: error })) : resolve(sftp),
    );
  });
}
