import { powerMonitor } from 'electron';
import type { LockReason } from '#shared/shell/contract.ts';

const CHECK_SECONDS = 15;

/**
 * Calls `lock` whenever the person may have left: every trigger ends in the same one function.
 *
 * @param idleMinutes without any input on the computer
 */
export function watchForLock(lock: (because: LockReason) => void, idleMinutes: number): void {
  powerMonitor.on('suspend', () => lock('suspend'));
  powerMonitor.on('lock-screen', () => lock('screen'));
  powerMonitor.on('user-did-resign-active', () => lock('user_switch'));
  let lastCheck = Date.now();
  setInterval(() => {
    const now = Date.now();
    // A gap means that the computer slept without telling us, or that the clock was moved.
    const jumped = Math.abs(now - lastCheck - CHECK_SECONDS * 1000) > 60_000;
    lastCheck = now;
    if (jumped) lock('clock');
    else if (powerMonitor.getSystemIdleTime() >= idleMinutes * 60) lock('idle');
  }, CHECK_SECONDS * 1000);
}
