import { api } from '../api.ts';

/** How long a lock by hand waits for the last keys to be written. */
const WAITS_MS = 500;
let beforeLock: (() => Promise<unknown>) | null = null;

/** Says what writes the last keys and the caret; null once there is nothing to write. */
export function setBeforeLock(write: (() => Promise<unknown>) | null): void {
  beforeLock = write;
}

/** Locks the workspace: the process that holds the keys ends, and the window starts over at the unlock screen. */
export async function lockNow(): Promise<void> {
  await Promise.race([
    beforeLock?.().catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, WAITS_MS)),
  ]);
  try {
    await api.vault.lock({ because: 'manual' });
  } catch {
    // The answer never comes when the process ends first; the window is replaced either way.
  }
}
