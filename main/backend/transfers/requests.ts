import type { Client, SFTPWrapper } from 'ssh2';
import { SftpFailure, statusFailure } from './sftp-failure.ts';

/** How long the server may leave every open request unanswered. */
const STALL_SECONDS = 60;

export type Callback<Result> = (error: Error | undefined | null, result?: Result) => void;

/** Makes one request; a status becomes a failure of its kind, silence becomes `line_dropped`. */
export type Ask = <Result>(
  request: (done: Callback<Result>) => void,
  options?: { readonly final: true },
) => Promise<Result>;

/** Requests on one connection: all fail at once when the line breaks, the caller cancels or the server stalls. */
export interface Requests {
  readonly ask: Ask;
  /** Rejects when the line is gone. */
  readonly broken: Promise<never>;
}

/**
 * Watches a connection and makes requests on it.
 *
 * A server that keeps the line alive but answers nothing would otherwise hold a transfer for ever.
 */
export function requestsOn(
  connection: { readonly client: Client; readonly sftp: SFTPWrapper },
  signal: AbortSignal,
  stallSeconds: number = STALL_SECONDS,
): Requests {
  const { client, sftp } = connection;
  let pending = 0;
  let lastAnswer = Date.now();
  let watch: NodeJS.Timeout | undefined;
  // Requests sent after the line broke are never answered by ssh2: each one also waits for the break itself.
  const broken = new Promise<never>((_resolve, reject) => {
    const drop = () => {
      clearInterval(watch);
      reject(new SftpFailure('line_dropped'));
    };
    client.once('close', drop);
    client.on('error', drop);
    sftp.once('close', drop);
    sftp.on('error', drop);
    watch = setInterval(
      () => {
        if (pending === 0 || Date.now() - lastAnswer < stallSeconds * 1000) return;
        client.destroy();
        drop();
      },
      Math.min(1000, stallSeconds * 250),
    );
    watch.unref();
  });
  broken.catch(() => undefined);
  const cancelled = new Promise<never>((_resolve, reject) => {
    const cancel = () => reject(new SftpFailure('cancelled'));
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
  cancelled.catch(() => undefined);

  const ask: Ask = <Result>(request: (done: Callback<Result>) => void, options?: { final: true }) => {
    if (pending === 0) lastAnswer = Date.now();
    pending += 1;
    const answered = new Promise<Result>((resolve, reject) => {
      request((error, result) => {
        pending -= 1;
        lastAnswer = Date.now();
        if (error) reject(statusFailure(error) ?? new SftpFailure('line_dropped', { cause: error }));
        else resolve(result as Result);
      });
    });
    // A request that cannot be taken back once sent is not left early: its answer decides.
    return options?.final ? Promise.race([answered, broken]) : Promise.race([answered, broken, cancelled]);
  };
  return { ask, broken };
}
