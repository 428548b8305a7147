import { api } from '../api.ts';

/** Locks the workspace: the process that holds the keys ends, and the window starts over at the unlock screen. */
export async function lockNow(): Promise<void> {
  try {
    await api.vault.lock({ because: 'manual' });
  } catch {
    // The answer never comes when the process ends first; the window is replaced either way.
  }
}
