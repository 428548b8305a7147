import { createStore, useStore } from '../store.ts';

/** What the palette was opened for: anything, or to choose whom a note is about. */
export type PalettePurpose = 'anything' | 'note';

const palette = createStore<PalettePurpose | null>(null);

/** Opens the palette. */
export function openPalette(purpose: PalettePurpose = 'anything'): void {
  palette.set(purpose);
}

/** Closes it. */
export function closePalette(): void {
  palette.set(null);
}

/** Why the palette is open, or null while it is closed. */
export function usePalettePurpose(): PalettePurpose | null {
  return useStore(palette);
}
