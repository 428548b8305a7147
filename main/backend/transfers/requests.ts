import type { Line } from './line/line.ts';
import type { SftpAnswers, SftpRequest } from './line/messages.ts';
import { SftpFailure, statusFailure } from './sftp-failure.ts';

/** How long the server may leave every open request unanswered. */
const STALL_SECONDS = 60;

interface AskOptions {
  /** Cannot be taken back once sent: a cancel waits for its answer. */
  readonly final?: true;
  /** Is told of the parts of a write that arrive before its last one. */
  readonly confirmed?: (bytes: number) => void;
}

/** Makes one request; a status becomes a failure of its kind, silence becomes `line_dropped`. */
export type Ask = <Request extends SftpRequest>(
  request: Request,
  options?: AskOptions,
) => Promise<SftpAnswers[Request['do']]>;

/** Requests on one connection: all fail at once when the line breaks, the caller cancels or the server stalls. */
export interface Requests {
  readonly ask: Ask;
  /** Calls back when the line is gone; at once when it is gone already. */
  onBroken(listener: () => void): void;
  /** Stops watching; the connection itself goes on. */
  release(): void;
}

interface Waiting {
  readonly final: boolean;
  readonly reject: (failure: SftpFailure) => void;
}

/**
 * Watches a connection and makes requests on it.
 *
 * A server that keeps the line alive but answers nothing would otherwise hold a transfer for ever. Requests on a line
 * that broke are never answered, so every open one is kept in a list and failed from here.
 */
export function requestsOn(line: Line, signal: AbortSignal, stallSeconds: number = STALL_SECONDS): Requests {
  const open = new Set<Waiting>();
  const listeners = new Set<() => void>();
  let lastAnswer = Date.now();
  let gone = false;

  const drop = () => {
    if (gone) return;
    gone = true;
    clearInterval(watch);
    for (const one of [...open]) one.reject(new SftpFailure('line_dropped'));
    for (const listener of listeners) listener();
  };
  const cancel = () => {
    // A request that cannot be taken back once sent is not left early: its answer decides.
    for (const one of [...open]) if (!one.final) one.reject(new SftpFailure('cancelled'));
  };
  const watch = setInterval(
    () => {
      if (open.size === 0 || Date.now() - lastAnswer < stallSeconds * 1000) return;
      line.destroy();
      drop();
    },
    Math.min(1000, stallSeconds * 250),
  );
  watch.unref();
  const unheard = line.onClosed(drop);
  signal.addEventListener('abort', cancel, { once: true });

  const ask: Ask = <Request extends SftpRequest>(request: Request, options?: AskOptions) => {
    const final = options?.final === true;
    if (gone) return Promise.reject(new SftpFailure('line_dropped'));
    if (signal.aborted && !final) return Promise.reject(new SftpFailure('cancelled'));
    if (open.size === 0) lastAnswer = Date.now();
    return new Promise<SftpAnswers[Request['do']]>((resolve, reject) => {
      const waiting: Waiting = {
        final,
        reject: (failure) => {
          open.delete(waiting);
          reject(failure);
        },
      };
      open.add(waiting);
      const answered: Parameters<typeof line.request<Request>>[1] = (error, result) => {
        lastAnswer = Date.now();
        if (error) waiting.reject(statusFailure(error) ?? new SftpFailure('line_dropped', { cause: error }));
        else {
          open.delete(waiting);
          resolve(result);
        }
      };
      line.request(request, answered, (bytes) => {
        lastAnswer = Date.now();
        if (open.has(waiting)) options?.confirmed?.(bytes);
      });
    });
  };
  return {
    ask,
    onBroken: (listener) => {
      if (gone) listener();
      else listeners.add(listener);
    },
    release: () => {
      clearInterval(watch);
      unheard();
      signal.removeEventListener('abort', cancel);
    },
  };
}
