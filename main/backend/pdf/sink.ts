import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

/** What the whole of a file is, at its last byte. */
export interface Whole {
  readonly length: number;
  readonly sha256: string;
}

/**
 * Writes into the end of a file, in place, before it leaves.
 *
 * @param tail everything from the attachment to the end
 * @param facts the length of the whole file, and the SHA-256 over every byte that is in no part, `tail` as it is now
 */
export type Seal = (tail: Uint8Array, facts: { readonly length: number; readonly frame: string }) => void;

/** Takes in what a document writes, hashes it, and hands it on piece by piece. */
export class Sink {
  readonly finished: Promise<Whole>;
  readonly #doc: PDFKit.PDFDocument;
  readonly #seal: Seal | undefined;
  readonly #whole = createHash('sha256');
  readonly #frame = createHash('sha256');
  #part = createHash('sha256');
  #inPart = false;
  #length = 0;
  #tail: Uint8Array[] | null = null;
  #finish: (whole: Whole) => void = () => {};

  constructor(doc: PDFKit.PDFDocument, seal?: Seal) {
    this.#doc = doc;
    this.#seal = seal;
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** The document's bytes in order; `start` is called when the first is asked for. */
  async *take(start: () => void): AsyncGenerator<Uint8Array> {
    start();
    for await (const chunk of this.#doc as AsyncIterable<Uint8Array>) {
      this.#length += chunk.byteLength;
      if (this.#inPart) this.#part.update(chunk);
      else this.#frame.update(chunk);
      if (this.#tail) {
        this.#tail.push(chunk);
        continue;
      }
      this.#whole.update(chunk);
      yield chunk;
    }
    if (this.#tail) {
      const tail = joined(this.#tail);
      this.#seal?.(tail, { length: this.#length, frame: this.#frame.digest('hex') });
      this.#whole.update(tail);
      yield tail;
    }
    this.#finish({ length: this.#length, sha256: this.#whole.digest('hex') });
  }

  /** Where the file is now; between two cuts stands a part, and the second gives the SHA-256 over it. */
  async cut(): Promise<{ readonly at: number; readonly sha256: string }> {
    const at = await this.#settled();
    const sha256 = this.#part.digest('hex');
    this.#part = createHash('sha256');
    this.#inPart = !this.#inPart;
    return { at, sha256 };
  }

  /** Keeps back what is written from here on, until the end is known. */
  async hold(): Promise<void> {
    await this.#settled();
    this.#tail = [];
  }

  /** Bytes written so far, once everything that was written has been taken. */
  async #settled(): Promise<number> {
    do {
      await setImmediate();
      // Whoever took the bytes has stopped: a full disk, a call that was given up.
      if (this.#doc.destroyed) throw new Error('Nobody takes the document any more.');
    } while (this.#doc.readableLength > 0);
    return this.#length;
  }
}

/** Puts pieces together. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** Everything a document writes, in memory. */
export async function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of doc as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return joined(chunks);
}
