import { AppError } from '#shared/errors.ts';
import type { BackendHost } from '../context.ts';
import { countFailure, secondsToWait } from './unlock-delay.ts';

/** SECURITY: guessing is slow whichever door it is tried at. */
export function refuseWhileWaiting(host: BackendHost, field = 'passphrase'): void {
  const waitSeconds = secondsToWait(host.folder, host.clock());
  if (waitSeconds > 0) {
    throw new AppError('WAIT', `Next try in ${inSeconds(waitSeconds)}.`, { waitSeconds, field });
  }
}

/** Counts a failed attempt and makes the error that says how long to wait. */
export function refuse(host: BackendHost, sentence: string, field = 'passphrase'): AppError {
  const waitSeconds = countFailure(host.folder, host.clock());
  host.log.write('unlock refused', { count: waitSeconds });
  return new AppError('WRONG_PASSPHRASE', `${sentence} Next try in ${inSeconds(waitSeconds)}.`, {
    waitSeconds,
    field,
  });
}

function inSeconds(seconds: number): string {
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
