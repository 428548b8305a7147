import { createStore, useStore } from '../store.ts';

/** What the side panel shows: which kind of panel, about whom, and which draft. */
export interface PanelRequest {
  readonly kind: 'note' | 'task' | 'member' | 'enroll';
  readonly memberId: string | null;
  /** The draft to go on with; null starts a new one. */
  readonly id: string | null;
}

const panel = createStore<PanelRequest | null>(null);
let opener: HTMLElement | null = null;

/** Opens a side panel beside the page; the focus returns to where it was when the panel is put away. */
export function openPanel(request: PanelRequest): void {
  const active = document.activeElement;
  if (!panel.get()) opener = active instanceof HTMLElement && active !== document.body ? active : null;
  panel.set(request);
}

/** Puts the panel away; what it held stays under In progress. */
export function closePanel(): void {
  panel.set(null);
  const back = opener;
  opener = null;
  // The page takes its full width again first, so that the row is visible when it gets the focus.
  requestAnimationFrame(() => {
    if (back?.isConnected) back.focus();
    else document.querySelector<HTMLElement>('[data-region="main"] [tabindex="0"]')?.focus();
  });
}

/** The open panel, or null. */
export function usePanel(): PanelRequest | null {
  return useStore(panel);
}

/** Whether a panel stands beside the page. */
export function usePanelOpen(): boolean {
  return useStore(panel) !== null;
}
