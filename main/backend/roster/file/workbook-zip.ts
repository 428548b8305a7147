import type { Entry, ZipFile } from 'yauzl';
import { fromBufferPromise } from 'yauzl';
import { AppError } from '#shared/errors.ts';
import { tooLarge, unreadable } from './parsed-file.ts';

// SECURITY: a workbook is a ZIP file from outside. What it says about itself is never trusted: every byte that
// comes out is counted, and nothing is ever written to disk or run.

/** Far more parts than a member list has. */
const MOST_ENTRIES = 5000;
/** The most a workbook may unfold to, all parts together. */
const MOST_BYTES = 400 * 1024 * 1024;
/** Above this size a part may not be more than `MOST_RATIO` times its packed size: real sheets stay under 50. */
const SMALL = 8 * 1024 * 1024;
const MOST_RATIO = 250;

/** The parts of a workbook by name, lower case; each can be read once or more. */
export interface WorkbookZip {
  has(name: string): boolean;
  names(): readonly string[];
  /** The size the part says it has, unpacked; only for telling how far the reading is. */
  sizeOf(name: string): number;
  read(name: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

/**
 * Opens the ZIP of a workbook.
 *
 * @throws AppError `FILE_UNREADABLE` for what is damaged, packed with a password or no ZIP; `TOO_LARGE` for a file
 * that would unfold without end.
 */
export async function openWorkbookZip(bytes: Uint8Array, fileName: string): Promise<WorkbookZip> {
  const damaged = () =>
    unreadable(fileName, 'is damaged: it cannot be unpacked. Ask the plan to send it again.');
  const bomb = () =>
    tooLarge(fileName, 'unfolds to far more than a member file holds. Hearth stopped unpacking it.');
  const entries = new Map<string, Entry>();
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      autoClose: false,
      lazyEntries: true,
      validateEntrySizes: true,
    });
    if (zip.entryCount > MOST_ENTRIES) throw bomb();
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.toLowerCase();
      // Two parts of one name are read differently by different programs: nobody could say which one counts.
      if (entries.has(name)) throw damaged();
      entries.set(name, entry);
    }
  } catch (error) {
    throw isOwn(error) ? error : damaged();
  }
  let total = 0;
  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name);
    if (!entry) throw damaged();
    if (entry.isEncrypted()) {
      throw unreadable(fileName, 'is locked with a password. Save it without one, then open it again.');
    }
    if (entry.uncompressedSize > MOST_BYTES) throw bomb();
    let own = 0;
    try {
      const stream = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        own += chunk.length;
        total += chunk.length;
        if (total > MOST_BYTES || (own > SMALL && own > entry.compressedSize * MOST_RATIO)) {
          stream.destroy();
          throw bomb();
        }
        yield chunk;
      }
    } catch (error) {
      throw isOwn(error) ? error : damaged();
    }
  }
  return {
    has: (name) => entries.has(name),
    names: () => [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    read,
    close: () => zip.close(),
  };
}

function isOwn(error: unknown): boolean {
  return error instanceof AppError;
}
