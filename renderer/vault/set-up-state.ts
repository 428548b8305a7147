import { createStore, useStore } from '../app/store.ts';

const running = createStore(false);

/** Keeps the set-up on screen from its first answer until it says that it is done. */
export function keepSetUpOpen(on: boolean): void {
  running.set(on);
}

/** Whether the set-up is under way. */
export function useSetUpRunning(): boolean {
  return useStore(running);
}
