import type { SftpFailureKind } from './sftp-failure.ts';

/**
 * What passes by itself: a line or a server that may be back later.
 *
 * A refused login is not among it: trying again could lock the account at the plan.
 */
const PASSING: ReadonlySet<SftpFailureKind> = new Set([
  'no_such_server',
  'refused',
  'no_answer',
  'line_dropped',
  'maybe_arrived',
  'server_failure',
  'no_room',
  'size_differs',
  'content_differs',
]);

const MINUTE = 60_000;
const LONGEST_MINUTES = 60;

/**
 * When to try again by itself, or null when a person has to act first.
 *
 * Doubles from one minute up to an hour; the second half of each wait is chance, so that offices whose plan was
 * down do not all come back in the same second.
 *
 * @param chance from 0 up to 1, for tests
 */
export function nextTry(
  kind: SftpFailureKind,
  attempts: number,
  now: string,
  chance: number = Math.random(),
): string | null {
  if (!PASSING.has(kind)) return null;
  const wait = Math.min(2 ** Math.max(0, attempts - 1), LONGEST_MINUTES) * MINUTE;
  return new Date(Date.parse(now) + Math.round(wait * (0.5 + chance / 2))).toISOString();
}

/** Whether a failure like this one passes by itself. */
export function passes(kind: SftpFailureKind): boolean {
  return PASSING.has(kind);
}
