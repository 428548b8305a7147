import type { LockReason } from '#shared/shell/contract.ts';

const CHECK_SECONDS = 5;
/** How long before an idle lock the window says so: time to move a hand. */
export const WARNING_SECONDS = 30;
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

/** What the watch does, and the rule it goes by. */
export interface LockActs {
  readonly lock: (because: LockReason) => void;
  /** The idle lock comes in so many seconds; `null` when somebody came back in time. */
  readonly warn: (seconds: number | null) => void;
  /** Asked at every look, because the policy may change between two unlocks. */
  readonly idleMinutes: () => number;
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
export function watchForLock({ lock, warn, idleMinutes }: LockActs, sources: LockSources): LockWatch {
  sources.on('suspend', () => lock('suspend'));
  sources.on('shutdown', () => lock('suspend'));
  sources.on('lock-screen', () => lock('screen'));
  sources.on('user-did-resign-active', () => lock('user_switch'));
  let lastUse = sources.steady();
  let lastCheck = sources.now();
  let warned = false;
  const warnOf = (left: number) => {
    const close = left <= WARNING_SECONDS && left > 0;
    if (close === warned) return;
    warned = close;
    warn(close ? Math.ceil(left) : null);
  };
  const timer = setInterval(() => {
    const now = sources.now();
    const jumped = Math.abs(now - lastCheck - CHECK_SECONDS * 1000) > JUMP_MS;
    lastCheck = now;
    const own = (sources.steady() - lastUse) / 1000;
    const left = idleMinutes() * 60 - Math.min(own, sources.systemIdleSeconds());
    warnOf(left);
    if (jumped) lock('clock');
    else if (left <= 0) lock('idle');
  }, CHECK_SECONDS * 1000);
  return {
    used: () => {
      lastUse = sources.steady();
      warnOf(Number.POSITIVE_INFINITY);
    },
    stop: () => clearInterval(timer),
  };
}
