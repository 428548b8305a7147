import { createHash } from 'node:crypto';
import { type ByteSource, PIECE_BYTES } from './byte-source.ts';
import { CHUNK_BYTES, chunkFor, inLanes, mostInFlight, paceOf } from './lanes.ts';
import type { ConnectStep, SftpTarget } from './line/connect.ts';
import { type Line, openLine } from './line/line.ts';
import { listFolder, type ServerFile } from './list-folder.ts';
import { requestsOn } from './requests.ts';
import { SftpFailure } from './sftp-failure.ts';

const CLEAN_UP_MILLISECONDS = 3000;

/** A logged-in connection to a plan's server; every request fails at once when the line breaks. */
export interface SftpSession {
  readonly fingerprint: string;
  /** The size of a file or folder entry, or null where there is none. */
  sizeOf(path: string): Promise<number | null>;
  /** The plain files of a folder, at most `most` entries looked at. */
  list(path: string, most: number): Promise<{ files: ServerFile[]; passedOver: number; more: boolean }>;
  /** Writes a file from `from` on (0 replaces what was there); reports how many bytes are confirmed. */
  write(path: string, source: ByteSource, from: number, progress: (bytes: number) => void): Promise<void>;
  /** Up to which byte a file on the server is the same as the source; 0 where the server does not let us read. */
  samePrefix(path: string, source: ByteSource, size: number): Promise<number>;
  /**
   * Reads the whole of a file piece by piece, to its real end; gives back how many bytes there were.
   *
   * @throws SftpFailure `too_large` beyond `most`
   */
  read(
    path: string,
    most: number,
    keep: (piece: Buffer) => Promise<void>,
    progress: (bytes: number) => void,
  ): Promise<number>;
  /** SHA-256 of a file on the server, hex; null where the server does not let us read, empty for another size. */
  sha256Of(path: string, size: number): Promise<string | null>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file of the plan's; for answers, and only if the profile says so. */
  remove(path: string): Promise<void>;
  /** Removes a file if that works; for what we left ourselves, also after a cancel. */
  discard(path: string): Promise<void>;
  /** Sets the rights of a file, for example `0o640`. */
  chmod(path: string, mode: number): Promise<void>;
  close(): void;
  /** Gives the line back open, for the next file. */
  leave(): Line;
}

/** Opens a session; see `openLine` for the order of steps. */
export async function openSession(
  target: SftpTarget,
  entered: (step: ConnectStep) => void,
  signal: AbortSignal,
): Promise<SftpSession> {
  return sessionOn(await openLine(target, entered, signal), target, signal);
}

/** A session on a line that is open already. */
export function sessionOn(line: Line, target: SftpTarget, signal: AbortSignal): SftpSession {
  const { ask, onBroken, release } = requestsOn(line, signal, target.stallSeconds);
  const openFile = (path: string, flags: 'r' | 'r+' | 'w') => ask({ do: 'open', path, flags });
  const closeFile = (handle: Uint8Array) => ask({ do: 'close', handle });

  async function readAt(handle: Uint8Array, into: Buffer, at: number, length: number, position: number) {
    try {
      const bytes = await ask({ do: 'read', handle, position, length });
      into.set(bytes, at);
      return bytes.byteLength;
    } catch (error) {
      if (error instanceof SftpFailure && error.kind === 'end_of_file') return 0;
      throw error;
    }
  }

  async function sizeOf(path: string): Promise<number | null> {
    try {
      return (await ask({ do: 'stat', path })).size;
    } catch (error) {
      if (error instanceof SftpFailure && error.kind === 'folder_missing') return null;
      throw error;
    }
  }

  const chunk = target.kilobytesPerSecond ? CHUNK_BYTES : chunkFor(line.mostPerWrite);
  const pace = target.kilobytesPerSecond ? paceOf(target.kilobytesPerSecond) : undefined;

  async function write(
    path: string,
    source: ByteSource,
    from: number,
    progress: (bytes: number) => void,
  ): Promise<void> {
    const handle = await openFile(path, from > 0 ? 'r+' : 'w');
    let confirmed = from;
    if (from > 0) progress(confirmed);
    const arrived = (bytes: number) => {
      confirmed += bytes;
      progress(confirmed);
    };
    // Whole pieces go to the line's thread, which cuts them up: each is read, handed over and forgotten once.
    const step = pace ? chunk : PIECE_BYTES;
    const lanes = { chunk: step, pace, atOnce: mostInFlight(chunk) };
    await inLanes({ from, to: source.size }, lanes, async (start, length) => {
      const data = await source.read(start, length);
      let before = 0;
      await ask(
        { do: 'write', handle, position: start, data, part: chunk },
        {
          confirmed: (bytes) => {
            before += bytes;
            arrived(bytes);
          },
        },
      );
      arrived(length - before);
      return true;
    });
    // Some servers report a full disk only here.
    await closeFile(handle);
  }

  async function samePrefix(path: string, source: ByteSource, size: number): Promise<number> {
    let same = Math.min(size, source.size);
    return orWhenReadingIsRefused(0, async () => {
      const handle = await openFile(path, 'r');
      await inLanes({ from: 0, to: same }, { chunk }, async (start, length) => {
        if (start >= same) return false;
        const theirs = Buffer.alloc(length);
        const got = await readFully(handle, theirs, start, length);
        const ours = await source.read(start, length);
        if (got === length && theirs.equals(ours)) return true;
        let differs = 0;
        while (differs < got && theirs[differs] === ours[differs]) differs += 1;
        same = Math.min(same, start + differs);
        return false;
      });
      await closeFile(handle);
      return same;
    });
  }

  async function readFully(
    handle: Uint8Array,
    into: Buffer,
    position: number,
    length: number,
  ): Promise<number> {
    let got = 0;
    while (got < length) {
      const read = await readAt(handle, into, got, length - got, position + got);
      if (read === 0) break;
      got += read;
    }
    return got;
  }

  async function read(
    path: string,
    most: number,
    keep: (piece: Buffer) => Promise<void>,
    progress: (bytes: number) => void,
  ): Promise<number> {
    const handle = await openFile(path, 'r');
    let position = 0;
    // The listing is only the server's word: reading goes on to the real end, and never beyond the limit.
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const got = await readPiece(handle, piece, position);
      if (got === 0) break;
      position += got;
      if (position > most) throw new SftpFailure('too_large');
      await keep(piece.subarray(0, got));
      progress(position);
      if (got < piece.length) break;
    }
    await closeFile(handle);
    return position;
  }

  /** Fills a piece, many requests at once; gives back how much of it there is before the file ends. */
  async function readPiece(handle: Uint8Array, piece: Buffer, position: number): Promise<number> {
    let end = piece.length;
    await inLanes({ from: 0, to: piece.length }, { chunk, pace }, async (start, length) => {
      if (start >= end) return false;
      const got = await readFully(handle, piece.subarray(start, start + length), position + start, length);
      if (got === length) return true;
      end = Math.min(end, start + got);
      return false;
    });
    return end;
  }

  async function sha256Of(path: string, size: number): Promise<string | null> {
    return orWhenReadingIsRefused(null, async () => {
      const hash = createHash('sha256');
      let seen = 0;
      // A file that goes on beyond the size it was said to have is another one; a megabyte more proves it.
      await read(
        path,
        size + PIECE_BYTES,
        async (piece) => {
          seen += piece.length;
          hash.update(piece);
        },
        () => undefined,
      ).catch((error: unknown) => {
        if (!(error instanceof SftpFailure) || error.kind !== 'too_large') throw error;
      });
      return seen === size ? hash.digest('hex') : '';
    });
  }

  return {
    fingerprint: line.fingerprint,
    sizeOf,
    list: (path, most) => listFolder(ask, path, most),
    write,
    samePrefix,
    read,
    sha256Of,
    rename: (from, to) => ask({ do: 'rename', from, to }, { final: true }),
    remove: (path) => ask({ do: 'unlink', path }, { final: true }),
    chmod: (path, mode) => ask({ do: 'chmod', path, mode }),
    discard: (path) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, CLEAN_UP_MILLISECONDS);
        const finish = () => {
          clearTimeout(timer);
          resolve();
        };
        onBroken(finish);
        line.request({ do: 'unlink', path }, finish);
      }),
    close: () => {
      release();
      line.end();
    },
    leave: () => {
      release();
      return line;
    },
  };
}

/** What a server that takes files without letting anyone read them back makes of a comparison. */
async function orWhenReadingIsRefused<Result>(
  otherwise: Result,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SftpFailure && (error.kind === 'line_dropped' || error.kind === 'cancelled')) {
      throw error;
    }
    return otherwise;
  }
}
