import { powerMonitor } from 'electron';
import type { LockSources } from './lock-watch.ts';

/** What Electron knows of the person's absence. */
export const SYSTEM: LockSources = {
  // The events differ by system; one that a system does not have never comes.
  on: (event, listener) => void powerMonitor.on(event as 'suspend', listener),
  systemIdleSeconds: () => powerMonitor.getSystemIdleTime(),
  now: () => Date.now(),
  steady: () => performance.now(),
};
