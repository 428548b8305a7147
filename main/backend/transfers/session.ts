import { createHash } from 'node:crypto';
import { type ConnectStep, connect, type SftpConnection, type SftpTarget } from './connect.ts';
import { SftpFailure, statusFailure } from './sftp-failure.ts';

/** How much one write request carries, and how many are on their way at once. */
const CHUNK_BYTES = 32 * 1024;
const IN_FLIGHT = 64;
const CLEAN_UP_MILLISECONDS = 3000;

/** A logged-in connection to a plan's server; every request fails at once when the line breaks. */
export interface SftpSession {
  readonly fingerprint: string;
  /** The size of a file or folder entry, or null where there is none. */
  sizeOf(path: string): Promise<number | null>;
  /** Writes a whole file from memory, replacing what was there; reports how many bytes are confirmed. */
  write(path: string, bytes: Uint8Array, progress: (bytes: number) => void): Promise<void>;
  /** SHA-256 of a file on the server, hex; null where the server does not let us read. */
  sha256Of(path: string, size: number): Promise<string | null>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file if that works; for what we left ourselves, also after a cancel. */
  discard(path: string): Promise<void>;
  close(): void;
}

type Callback<Result> = (error: Error | undefined | null, result?: Result) => void;

/** Opens a session; see `connect` for the order of steps. */
export async function openSession(
  target: SftpTarget,
  entered: (step: ConnectStep) => void,
  signal: AbortSignal,
): Promise<SftpSession> {
  const connection = await connect(target, entered, signal);
  return sessionOn(connection, signal);
}

function sessionOn({ client, sftp, fingerprint }: SftpConnection, signal: AbortSignal): SftpSession {
  // Requests sent after the line broke are never answered by ssh2: each one also waits for the break itself.
  const broken = new Promise<never>((_resolve, reject) => {
    const drop = () => reject(new SftpFailure('line_dropped'));
    client.once('close', drop);
    client.on('error', drop);
    sftp.once('close', drop);
    sftp.on('error', drop);
  });
  broken.catch(() => undefined);
  const cancelled = new Promise<never>((_resolve, reject) => {
    const cancel = () => reject(new SftpFailure('cancelled'));
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
  cancelled.catch(() => undefined);

  /** Makes one request; a status becomes a failure of its kind, silence becomes `line_dropped`. */
  function ask<Result>(
    request: (done: Callback<Result>) => void,
    options?: { final: true },
  ): Promise<Result> {
    const answered = new Promise<Result>((resolve, reject) => {
      request((error, result) => {
        if (error) reject(statusFailure(error) ?? new SftpFailure('line_dropped', { cause: error }));
        else resolve(result as Result);
      });
    });
    // A request that cannot be taken back once sent is not left early: its answer decides.
    return options?.final ? Promise.race([answered, broken]) : Promise.race([answered, broken, cancelled]);
  }

  async function sizeOf(path: string): Promise<number | null> {
    try {
      return (await ask<{ size: number }>((done) => sftp.stat(path, done))).size;
    } catch (error) {
      if (error instanceof SftpFailure && error.kind === 'folder_missing') return null;
      throw error;
    }
  }

  async function write(path: string, bytes: Uint8Array, progress: (bytes: number) => void): Promise<void> {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const handle = await ask<Buffer>((done) => sftp.open(path, 'w', done));
    let next = 0;
    let confirmed = 0;
    async function lane(): Promise<void> {
      while (next < data.length) {
        const start = next;
        const length = Math.min(CHUNK_BYTES, data.length - start);
        next += length;
        await ask<void>((done) => sftp.write(handle, data, start, length, start, done));
        confirmed += length;
        progress(confirmed);
      }
    }
    try {
      await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    } catch (error) {
      // The other lanes stop with the first one that fails.
      next = data.length;
      throw error;
    }
    // Some servers report a full disk only here.
    await ask<void>((done) => sftp.close(handle, done));
  }

  async function sha256Of(path: string, size: number): Promise<string | null> {
    try {
      const handle = await ask<Buffer>((done) => sftp.open(path, 'r', done));
      const hash = createHash('sha256');
      const buffer = Buffer.alloc(Math.min(size, CHUNK_BYTES * 8));
      for (let position = 0; position < size; ) {
        const wanted = Math.min(buffer.length, size - position);
        const read = await ask<number>((done) => sftp.read(handle, buffer, 0, wanted, position, done));
        if (read === 0) break;
        hash.update(buffer.subarray(0, read));
        position += read;
      }
      await ask<void>((done) => sftp.close(handle, done));
      return hash.digest('hex');
    } catch (error) {
      if (error instanceof SftpFailure && (error.kind === 'line_dropped' || error.kind === 'cancelled'))
        throw error;
      return null;
    }
  }

  return {
    fingerprint,
    sizeOf,
    write,
    sha256Of,
    rename: (from, to) => ask<void>((done) => sftp.rename(from, to, done), { final: true }),
    discard: (path) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, CLEAN_UP_MILLISECONDS);
        const finish = () => {
          clearTimeout(timer);
          resolve();
        };
        broken.catch(finish);
        sftp.unlink(path, finish);
      }),
    close: () => {
      client.end();
    },
  };
}
