import type { CallContext } from '../../context.ts';
import { insertPart } from './store.ts';

/** What stands in a batch whose bytes are not there, or elsewhere; the driver takes no empty bytes. */
export const NOTHING_YET = new Uint8Array([0]);

/** A file up to this size stands in one row. */
const WHOLE = 4 * 1024 * 1024;

/**
 * The bytes of a file while it is written: a small one is kept in its batch, a large one in parts, so that no more
 * than one part is held at a time.
 */
export class PartedContent {
  readonly #context: CallContext;
  readonly #batchId: string;
  #pieces: Buffer[] = [];
  #held = 0;
  #bytes = 0;
  #parts = 0;

  constructor(context: CallContext, batchId: string) {
    this.#context = context;
    this.#batchId = batchId;
  }

  add(bytes: Buffer): void {
    this.#pieces.push(bytes);
    this.#held += bytes.byteLength;
    this.#bytes += bytes.byteLength;
  }

  /** Puts what is held into a part when it is more than one row should hold. */
  async flush(): Promise<void> {
    if (this.#held >= WHOLE) await this.#write();
  }

  /** The size of the whole, and its bytes where they are in one piece; a stand-in where they are in parts. */
  async end(): Promise<{ readonly bytes: number; readonly whole: Uint8Array<ArrayBuffer> }> {
    if (this.#parts === 0) return { bytes: this.#bytes, whole: new Uint8Array(Buffer.concat(this.#pieces)) };
    await this.#write();
    return { bytes: this.#bytes, whole: NOTHING_YET };
  }

  async #write(): Promise<void> {
    if (this.#held === 0) return;
    const { newId, now, user, db } = this.#context;
    this.#parts += 1;
    await insertPart(db, {
      id: newId(),
      batch_id: this.#batchId,
      ordinal: this.#parts,
      content: new Uint8Array(Buffer.concat(this.#pieces)),
      created_at: now(),
      created_by: user.id,
    });
    this.#pieces = [];
    this.#held = 0;
  }
}
