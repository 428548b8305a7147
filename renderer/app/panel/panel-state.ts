import { createStore, useStore } from '../store.ts';

/** What the side panel shows: which kind of panel, about whom, and which draft. */
export interface PanelRequest {
  readonly kind: 'note' | 'task' | 'member' | 'enroll';
  readonly memberId: string | null;
  /** The draft to go on with; null starts a new one. */
  readonly id: string | null;
  /** The task this work does, so that finishing it closes the task. */
  readonly taskId?: string | null;
}

/** The open panel; `usePanel` follows it. */
export const panelStore = createStore<PanelRequest | null>(null);
/** The draft the open panel writes in: the one it was opened with, or the one it started. */
export const openDraftStore = createStore<string | null>(null);
let opener: HTMLElement | null = null;

/** Opens a side panel beside the page; the focus returns to where it was when the panel is put away. */
export function openPanel(request: PanelRequest): void {
  const active = document.activeElement;
  if (!panelStore.get()) opener = active instanceof HTMLElement && active !== document.body ? active : null;
  openDraftStore.set(request.id);
  panelStore.set(request);
}

/** Puts the panel away; what it held stays under In progress. */
export function closePanel(): void {
  panelStore.set(null);
  openDraftStore.set(null);
  const back = opener;
  opener = null;
  // The page takes its full width again first, so that the row is visible when it gets the focus.
  requestAnimationFrame(() => {
    if (back?.isConnected) back.focus();
    else document.querySelector<HTMLElement>('[data-region="main"] [tabindex="0"]')?.focus();
  });
}

/** Says which draft the open panel has started, so that In progress marks it and a lock returns to it. */
export function nameOpenDraft(id: string): void {
  if (panelStore.get()) openDraftStore.set(id);
}

/** The open panel, or null. */
export function usePanel(): PanelRequest | null {
  return useStore(panelStore);
}

/** Whether a panel stands beside the page. */
export function usePanelOpen(): boolean {
  return useStore(panelStore) !== null;
}
