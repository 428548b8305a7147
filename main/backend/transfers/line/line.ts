import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SftpFailure } from '../sftp-failure.ts';
import type { ConnectStep, SftpTarget } from './connect.ts';
import type { FromThread, RequestError, SftpAnswers, SftpRequest, ToThread } from './messages.ts';

/** An open SFTP line to a plan's server; the protocol itself runs in a thread of its own. */
export interface Line {
  /** `SHA256:…` of the key that the server proved to hold. */
  readonly fingerprint: string;
  /** How many bytes the server takes in one write; undefined when it did not say. */
  readonly mostPerWrite: number | undefined;
  isOpen(): boolean;
  /** Calls back when the line is gone, at once when it is gone already; gives back how to stop listening. */
  onClosed(listener: () => void): () => void;
  /**
   * Makes a request; on a line that breaks it is never answered.
   *
   * @param confirmed is told of the parts of a write that arrive before its last one.
   */
  request<Request extends SftpRequest>(
    request: Request,
    done: (error: RequestError | null, result: SftpAnswers[Request['do']]) => void,
    confirmed?: (bytes: number) => void,
  ): void;
  /** Ends the line once everything asked for is on its way. */
  end(): void;
  /** Ends the line at once. */
  destroy(): void;
}

/** The thread lies beside this file as source; in the app it is a bundle of its own, beside or above this one. */
const WORKER = ['./line-worker.ts', './line-worker.js', '../line-worker.js']
  .map((name) => fileURLToPath(new URL(name, import.meta.url)))
  .find((path) => existsSync(path));

interface Opening {
  readonly entered: (step: ConnectStep) => void;
  readonly opened: (line: Line) => void;
  readonly failed: (failure: Error) => void;
}

interface Waiting {
  readonly done: (error: RequestError | null, result: never) => void;
  readonly confirmed: ((bytes: number) => void) | undefined;
}

interface OpenLine {
  readonly answers: Map<number, Waiting>;
  readonly listeners: Set<() => void>;
}

let thread: Worker | null = null;
let lastLine = 0;
const opening = new Map<number, Opening>();
const open = new Map<number, OpenLine>();

/**
 * Connects, compares the host key, logs in and opens SFTP, in this order.
 *
 * @param entered is told when each step is through.
 * @throws SftpFailure
 */
export function openLine(
  target: SftpTarget,
  entered: (step: ConnectStep) => void,
  signal: AbortSignal,
): Promise<Line> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new SftpFailure('cancelled'));
      return;
    }
    lastLine += 1;
    const line = lastLine;
    const cancel = () => tell({ to: 'cancel', line });
    signal.addEventListener('abort', cancel, { once: true });
    const over = () => signal.removeEventListener('abort', cancel);
    opening.set(line, {
      entered,
      opened: (opened) => {
        over();
        resolve(opened);
      },
      failed: (failure) => {
        over();
        reject(failure);
      },
    });
    tell({ to: 'connect', line, target });
  });
}

function tell(message: ToThread, transfer: ArrayBuffer[] = []): void {
  thread ??= startThread();
  // Nobody ends while a line is open; without one, the thread alone keeps no process alive.
  if (opening.size + open.size > 0) thread.ref();
  thread.postMessage(message, transfer);
}

function startThread(): Worker {
  if (!WORKER) throw new Error('The thread of lines to servers is missing.');
  const worker = new Worker(WORKER);
  worker.on('message', hear);
  // A thread that ends takes its lines with it: to everybody on one of them, it broke.
  worker.on('error', () => undefined);
  worker.once('exit', () => {
    if (thread === worker) thread = null;
    for (const line of [...opening.keys()])
      hear({ say: 'failed', line, kind: 'line_dropped', fingerprint: null, message: '' });
    for (const line of [...open.keys()]) hear({ say: 'closed', line });
  });
  return worker;
}

function hear(message: FromThread): void {
  const { line } = message;
  if (message.say === 'entered') opening.get(line)?.entered(message.step);
  else if (message.say === 'open') opened(line, message);
  else if (message.say === 'failed') {
    const { kind, fingerprint, message: fault } = message;
    const waiting = opening.get(line);
    opening.delete(line);
    waiting?.failed(
      kind === null ? new Error(fault) : new SftpFailure(kind, fingerprint === null ? {} : { fingerprint }),
    );
  } else if (message.say === 'closed') {
    const gone = open.get(line);
    open.delete(line);
    for (const listener of gone?.listeners ?? []) listener();
  } else if (message.say === 'confirmed') {
    open.get(line)?.answers.get(message.number)?.confirmed?.(message.bytes);
  } else {
    const answers = open.get(line)?.answers;
    const waiting = answers?.get(message.number);
    answers?.delete(message.number);
    waiting?.done(message.error, message.result as never);
  }
  if (opening.size + open.size === 0) thread?.unref();
}

function opened(
  line: number,
  { fingerprint, mostPerWrite }: { fingerprint: string; mostPerWrite: number | undefined },
): void {
  const here: OpenLine = { answers: new Map(), listeners: new Set() };
  const waiting = opening.get(line);
  opening.delete(line);
  open.set(line, here);
  let number = 0;
  waiting?.opened({
    fingerprint,
    mostPerWrite,
    isOpen: () => open.has(line),
    onClosed: (listener) => {
      if (!open.has(line)) listener();
      here.listeners.add(listener);
      return () => here.listeners.delete(listener);
    },
    request: (request, done, confirmed) => {
      if (!open.has(line)) return;
      number += 1;
      here.answers.set(number, { done, confirmed });
      if (request.do !== 'write') {
        tell({ to: 'ask', line, number, request });
        return;
      }
      const data = ofItsOwn(request.data);
      tell({ to: 'ask', line, number, request: { ...request, data } }, [data.buffer]);
    },
    end: () => tell({ to: 'end', line }),
    destroy: () => tell({ to: 'destroy', line }),
  });
}

/** Bytes that can be moved to the thread: as they are, unless they share their memory with others. */
function ofItsOwn(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength)
    return bytes as Uint8Array<ArrayBuffer>;
  return new Uint8Array(bytes);
}
