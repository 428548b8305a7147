import type { LockReason } from '#shared/shell/contract.ts';
import { timeOfDay } from '../components/time-text.ts';

const BECAUSE: Readonly<Record<LockReason, string>> = {
  manual: 'because you locked it',
  idle: 'because nobody used this computer for a while',
  screen: 'because the screen was locked',
  suspend: 'because the computer went to sleep',
  user_switch: 'because another person signed in on this computer',
  keys: 'because its keys were changed',
  clock: 'because the clock of this computer jumped',
};

/** When and why the workspace locked: "Locked at 9:12 AM, because the screen was locked". */
export function lockWords(because: LockReason | null, at: string | null): string {
  if (!because) return 'Locked';
  return at ? `Locked at ${timeOfDay(at)}, ${BECAUSE[because]}` : `Locked ${BECAUSE[because]}`;
}

/** A wait in words: "8 seconds", "1 minute". */
export function waitWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
