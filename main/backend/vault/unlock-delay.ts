import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from './key-file.ts';

const FILE_NAME = 'unlock-attempts.json';
const MAX_SECONDS = 300;

const attemptsSchema = z.strictObject({
  failures: z.number().int().min(0),
  lastAt: z.iso.datetime(),
  /** Who unlocked last; the lock screen offers that person first. */
  lastUserId: z.uuid().nullable().default(null),
});

function read(folder: string): z.infer<typeof attemptsSchema> | null {
  const path = join(folder, FILE_NAME);
  if (!existsSync(path)) return null;
  try {
    return attemptsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Edited or torn: behave as after many failures rather than as after none.
    return { failures: 8, lastAt: new Date().toISOString(), lastUserId: null };
  }
}

/** Seconds to wait after so many failures in a row: 1, 2, 4, 8 … at most five minutes. */
export function delayAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(2 ** (failures - 1), MAX_SECONDS);
}

/** Seconds until the next attempt is allowed; survives restarts, and setting the clock back gains nothing. */
export function secondsToWait(folder: string, now: Date): number {
  const attempts = read(folder);
  if (!attempts) return 0;
  const delay = delayAfter(attempts.failures);
  const passed = (now.getTime() - Date.parse(attempts.lastAt)) / 1000;
  return passed < 0 ? delay : Math.max(0, Math.ceil(delay - passed));
}

/** Counts a failed attempt and gives the seconds to wait because of it. */
export function countFailure(folder: string, now: Date): number {
  const before = read(folder);
  const failures = (before?.failures ?? 0) + 1;
  write(folder, { failures, lastAt: now.toISOString(), lastUserId: before?.lastUserId ?? null });
  return delayAfter(failures);
}

/** Remembers who got in and forgets earlier failures; gives how many there were, for the audit. */
export function rememberUnlock(folder: string, now: Date, userId: string): number {
  const before = read(folder);
  const failures = before?.failures ?? 0;
  if (failures > 0 || before?.lastUserId !== userId) {
    write(folder, { failures: 0, lastAt: now.toISOString(), lastUserId: userId });
  }
  return failures;
}

/** Who unlocked last on this computer, if anyone did. */
export function lastUserOf(folder: string): string | null {
  return read(folder)?.lastUserId ?? null;
}

function write(folder: string, attempts: z.infer<typeof attemptsSchema>): void {
  writeDurably(join(folder, FILE_NAME), JSON.stringify(attempts));
}
