import { createStore } from '../store.ts';

/** What a toast says, and how to take it back. */
export interface ToastMessage {
  /** What happened, in the verb of the button: "Signed. 3 tasks set." */
  readonly text: string;
  /** Takes it back; offered as Undo and Ctrl+Z. */
  readonly undo?: () => unknown;
}

/** The one toast that shows now, or null. */
export const toastStore = createStore<(ToastMessage & { readonly id: number }) | null>(null);

let count = 0;

/** Shows a toast for 8 seconds, in place of the one before. Never for errors: those stand where they happened. */
export function showToast(message: ToastMessage): void {
  count += 1;
  toastStore.set({ ...message, id: count });
}

/** Takes the toast away. */
export function hideToast(): void {
  toastStore.set(null);
}
