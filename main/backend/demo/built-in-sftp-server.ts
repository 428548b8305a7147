import { timingSafeEqual } from 'node:crypto';
import { type FileHandle, lstat, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';
import { fingerprintOfPrivateKey, makeLoginKey } from '../plans/ssh-keys.ts';

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp;

/** A request as the fault hook sees it. */
export interface SftpRequest {
  readonly name: 'OPEN' | 'WRITE' | 'READ' | 'STAT' | 'RENAME' | 'REMOVE' | 'CLOSE' | 'LIST';
  /** The path it is about; for RENAME the new one, and empty for requests on an open file. */
  readonly path: string;
  /** How many requests of this name came on this server so far, this one included. */
  readonly count: number;
}

/**
 * What goes wrong with a request: cut the line before doing it, do it and cut the line instead of
 * answering, never answer at all, answer late, keep or give another byte, tell a wrong size, or refuse it with a
 * status and the server's own words.
 */
export type SftpFault =
  | 'cut'
  | 'do-and-cut'
  | 'stall'
  | 'flip'
  | { readonly delayMilliseconds: number }
  | { readonly size: number }
  | { readonly status: keyof typeof STATUS_CODE; readonly message?: string };

export interface BuiltInServerOptions {
  /** Folder to serve; relative and absolute paths of the client both start here. */
  readonly root: string;
  /** The password that opens it; without one only keys do. */
  readonly password?: string;
  /** Called before every request; tests make it break things. */
  readonly fault?: (request: SftpRequest) => SftpFault | null;
  /** Answers the n-th piece of a listing in place of the real folder; null ends it. */
  readonly listing?: (path: string, piece: number) => ListedEntry[] | null;
  /** Words the server says before anyone logs in. */
  readonly banner?: string;
}

/** An entry of a made-up listing. */
export interface ListedEntry {
  readonly name: string;
  readonly size: number;
  /** File type and rights as `stat` gives them. */
  readonly mode: number;
  readonly modified: number;
}

export interface BuiltInServer {
  readonly port: number;
  readonly fingerprint: string;
  authorize(publicKey: string): void;
  restartWithNewHostKey(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts ssh2's server over a real folder, for machines without OpenSSH and for faults that a healthy
 * server does not show: a full disk, an answer lost after the work was done, a refused password.
 */
export async function startBuiltInServer(options: BuiltInServerOptions): Promise<BuiltInServer> {
  const authorized: Buffer[] = [];
  const connections = new Set<Connection>();
  const counts = new Map<string, number>();
  let fingerprint = '';
  let port = 0;
  let server: InstanceType<typeof ssh2.Server> | null = null;

  async function start(): Promise<void> {
    const { privateKey } = makeLoginKey('host');
    fingerprint = fingerprintOfPrivateKey(privateKey);
    const next = new ssh2.Server(
      { hostKeys: [privateKey], ...(options.banner && { banner: options.banner }) },
      (client) => {
        connections.add(client);
        // Not in the types: without it every small answer waits for the one before.
        (client as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
        client.on('close', () => connections.delete(client));
        client.on('error', () => undefined);
        client.on('authentication', (login) => answerLogin(login, options.password, authorized));
        client.on('session', (accept) => {
          accept().on('sftp', (acceptSftp) => {
            serve(acceptSftp(), { ...options, counts, cut: () => cut(client) });
          });
        });
      },
    );
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject);
      next.listen(port, '127.0.0.1', () => resolve());
    });
    const address = next.address();
    if (address !== null && typeof address === 'object') port = address.port;
    server = next;
  }

  async function stop(): Promise<void> {
    const closing = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const client of connections) cut(client);
    await closing;
  }

  await start();
  return {
    get port() {
      return port;
    },
    get fingerprint() {
      return fingerprint;
    },
    authorize(publicKey) {
      const key = ssh2.utils.parseKey(publicKey);
      if (key instanceof Error) throw key;
      authorized.push(key.getPublicSSH());
    },
    async restartWithNewHostKey() {
      await stop();
      await start();
    },
    stop,
  };
}

/** Ends a connection without a word, as a pulled cable does. */
function cut(client: Connection): void {
  const socket = (client as unknown as { _sock?: { destroy(): void } })._sock;
  if (socket) socket.destroy();
  else client.end();
}

function answerLogin(login: AuthContext, password: string | undefined, authorized: readonly Buffer[]): void {
  if (login.method === 'password' && password !== undefined && sameText(login.password, password)) {
    login.accept();
    return;
  }
  if (login.method === 'publickey') {
    const known = authorized.find((blob) => blob.equals(login.key.data));
    const key = known && ssh2.utils.parseKey(`${login.key.algo} ${login.key.data.toString('base64')}`);
    if (key && !(key instanceof Error)) {
      const { signature, blob, hashAlgo } = login;
      // Without a signature the client only asks whether this key would do.
      if (!signature || !blob || key.verify(blob, signature, hashAlgo) === true) {
        login.accept();
        return;
      }
    }
  }
  login.reject(password === undefined ? ['publickey'] : ['password', 'publickey']);
}

function sameText(left: string, right: string): boolean {
  const [one, two] = [Buffer.from(left), Buffer.from(right)];
  return one.length === two.length && timingSafeEqual(one, two);
}

interface Serving extends BuiltInServerOptions {
  readonly counts: Map<string, number>;
  readonly cut: () => void;
}

function serve(sftp: SFTPWrapper, serving: Serving): void {
  const files = new Map<number, FileHandle>();
  const folders = new Map<number, { path: string; piece: number }>();
  let nextHandle = 0;
  let lie: number | null = null;
  let flips = false;
  const place = (path: string) => {
    const inside = normalize(isAbsolute(path) ? path : `/${path}`);
    return join(serving.root, inside);
  };
  const fileOf = (handle: Buffer): FileHandle => {
    const file = files.get(handle.readUInt32BE(0));
    if (!file) throw Object.assign(new Error('Unknown handle'), { code: 'EBADF' });
    return file;
  };

  /** Does one request, or what the fault hook wants instead. */
  function answer(name: SftpRequest['name'], id: number, path: string, work: () => Promise<() => void>) {
    const count = (serving.counts.get(name) ?? 0) + 1;
    serving.counts.set(name, count);
    const fault = serving.fault?.({ name, path, count }) ?? null;
    if (fault === 'cut') {
      serving.cut();
      return;
    }
    if (fault === 'stall') return;
    if (fault !== null && typeof fault === 'object' && 'status' in fault) {
      sftp.status(id, STATUS_CODE[fault.status], fault.message);
      return;
    }
    const delay = fault !== null && typeof fault === 'object' && 'delayMilliseconds' in fault ? fault : null;
    lie = fault !== null && typeof fault === 'object' && 'size' in fault ? fault.size : null;
    flips = fault === 'flip';
    const begun = delay
      ? new Promise<void>((resolve) => setTimeout(resolve, delay.delayMilliseconds)).then(work)
      : work();
    begun.then(
      (reply) => (fault === 'do-and-cut' ? serving.cut() : reply()),
      (error: NodeJS.ErrnoException) => sftp.status(id, statusOf(error)),
    );
  }
  const ok = (id: number) => () => sftp.status(id, STATUS_CODE.OK);

  sftp.on('OPEN', (id, path, flags) => {
    answer('OPEN', id, path, async () => {
      const file = await open(place(path), openFlags(flags));
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(nextHandle, 0);
      files.set(nextHandle, file);
      nextHandle += 1;
      return () => sftp.handle(id, handle);
    });
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    answer('WRITE', id, '', async () => {
      if (flips && data.length > 0) data[0] = (data[0] ?? 0) ^ 1;
      await fileOf(handle).write(data, 0, data.length, offset);
      return ok(id);
    });
  });
  sftp.on('READ', (id, handle, offset, length) => {
    answer('READ', id, '', async () => {
      const { bytesRead, buffer } = await fileOf(handle).read(Buffer.alloc(length), 0, length, offset);
      if (bytesRead === 0) return () => sftp.status(id, STATUS_CODE.EOF);
      return () => sftp.data(id, buffer.subarray(0, bytesRead));
    });
  });
  sftp.on('CLOSE', (id, handle) => {
    answer('CLOSE', id, '', async () => {
      if (folders.delete(handle.readUInt32BE(0))) return ok(id);
      await fileOf(handle).close();
      files.delete(handle.readUInt32BE(0));
      return ok(id);
    });
  });
  const answerStat = (id: number, path: string) => {
    answer('STAT', id, path, async () => {
      const told = lie;
      const found = await stat(place(path));
      return () =>
        sftp.attrs(id, {
          mode: found.mode,
          uid: found.uid,
          gid: found.gid,
          size: told ?? found.size,
          atime: Math.floor(found.atimeMs / 1000),
          mtime: Math.floor(found.mtimeMs / 1000),
        });
    });
  };
  sftp.on('STAT', answerStat);
  sftp.on('LSTAT', answerStat);
  sftp.on('OPENDIR', (id, path) => {
    answer('LIST', id, path, async () => {
      if (!serving.listing) await readdir(place(path));
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(nextHandle, 0);
      folders.set(nextHandle, { path, piece: 0 });
      nextHandle += 1;
      return () => sftp.handle(id, handle);
    });
  });
  sftp.on('READDIR', (id, handle) => {
    answer('LIST', id, '', async () => {
      const folder = folders.get(handle.readUInt32BE(0));
      if (!folder) throw Object.assign(new Error('Unknown handle'), { code: 'EBADF' });
      const entries = await nextPiece(folder);
      folder.piece += 1;
      if (entries === null) return () => sftp.status(id, STATUS_CODE.EOF);
      const names = entries.map(({ name, size, mode, modified }) => ({
        filename: name,
        longname: name,
        attrs: { mode, size, uid: 0, gid: 0, atime: modified, mtime: modified },
      }));
      return () => sftp.name(id, names as never);
    });
  });
  async function nextPiece(folder: { path: string; piece: number }): Promise<ListedEntry[] | null> {
    if (serving.listing) return serving.listing(folder.path, folder.piece);
    if (folder.piece > 0) return null;
    const entries: ListedEntry[] = [];
    for (const name of await readdir(place(folder.path))) {
      const found = await lstat(join(place(folder.path), name));
      entries.push({
        name,
        size: found.size,
        mode: found.mode,
        modified: Math.floor(found.mtimeMs / 1000),
      });
    }
    return entries;
  }
  sftp.on('RENAME', (id, from, to) => {
    answer('RENAME', id, to, async () => {
      const taken = await stat(place(to)).catch(() => null);
      if (taken) throw Object.assign(new Error('Exists'), { code: 'EEXIST' });
      await rename(place(from), place(to));
      return ok(id);
    });
  });
  sftp.on('REMOVE', (id, path) => {
    answer('REMOVE', id, path, async () => {
      await unlink(place(path));
      return ok(id);
    });
  });
  sftp.on('REALPATH', (id, path) => {
    const inside = normalize(isAbsolute(path) ? path : `/${path}`);
    sftp.name(id, [{ filename: inside, longname: inside, attrs: {} as never }]);
  });
  sftp.on('end', () => {
    for (const file of files.values()) void file.close().catch(() => undefined);
  });
}

function openFlags(flags: number): string {
  if (flags & OPEN_MODE.WRITE) return flags & OPEN_MODE.EXCL ? 'wx' : flags & OPEN_MODE.TRUNC ? 'w' : 'r+';
  return 'r';
}

function statusOf(error: NodeJS.ErrnoException): number {
  if (error.code === 'ENOENT') return STATUS_CODE.NO_SUCH_FILE;
  if (error.code === 'EACCES' || error.code === 'EPERM') return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}
