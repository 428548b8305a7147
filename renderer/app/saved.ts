import { createStore, useStore } from './store.ts';

/** When something was last saved, and whether the last try failed. */
export interface Saved {
  readonly at: number | null;
  readonly failed: boolean;
}

const saved = createStore<Saved>({ at: null, failed: false });

/** Tells the status bar that something was saved now; every successful write does so by itself. */
export function reportSaved(): void {
  saved.set({ at: Date.now(), failed: false });
}

/** Tells the status bar that a draft could not be saved; the text stays in the page and is tried again. */
export function reportSaveFailed(): void {
  saved.set({ at: saved.get().at, failed: true });
}

/** Follows the last save. */
export function useSaved(): Saved {
  return useStore(saved);
}
