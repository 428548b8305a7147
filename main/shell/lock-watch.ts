import type { LockReason } from '#shared/shell/contract.ts';

const CHECK_SECONDS = 15;
/** A check that comes this much too late or too early means sleep without notice, or a clock that was moved. */
const JUMP_MS = 60_000;

/** What the watch needs of the system; the shell gives Electron's, the tests a made-up one. */
export interface LockSources {
  on(event: 'suspend' | 'lock-screen' | 'user-did-resign-active' | 'shutdown', listener: () => void): void;
  /** Seconds without input on the whole computer. */
  systemIdleSeconds(): number;
  /** The wall clock, in milliseconds. */
  now(): number;
  /** A clock that nobody can set and that stands still while the computer sleeps, in milliseconds. */
  steady(): number;
}

/** A running watch: the window says when somebody used it. */
export interface LockWatch {
  used(): void;
  stop(): void;
}

/**
 * Calls `lock` whenever the person may have left: every trigger ends in the same one function.
 *
 * Idle is the lower of what the system and what the window saw: a system that counts wrong can neither lock somebody
 * out in mid-sentence nor, since the window's own count runs on a clock nobody can set, put the lock off for ever by
 * a moved clock.
 */
export function watchForLock(
  lock: (because: LockReason) => void,
  idleMinutes: number,
  sources: LockSources,
): LockWatch {
  sources.on('suspend', () => lock('suspend'));
  sources.on('shutdown', () => lock('suspend'));
  sources.on('lock-screen', () => lock('screen'));
  sources.on('user-did-resign-active', () => lock('user_switch'));
  let lastUse = sources.steady();
  let lastCheck = sources.now();
  const timer = setInterval(() => {
    const now = sources.now();
    const jumped = Math.abs(now - lastCheck - CHECK_SECONDS * 1000) > JUMP_MS;
    lastCheck = now;
    const own = (sources.steady() - lastUse) / 1000;
    if (jumped) lock('clock');
    else if (Math.min(own, sources.systemIdleSeconds()) >= idleMinutes * 60) lock('idle');
  }, CHECK_SECONDS * 1000);
  return {
    used: () => {
      lastUse = sources.steady();
    },
    stop: () => clearInterval(timer),
  };
}
