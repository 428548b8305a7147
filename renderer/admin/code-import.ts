import type { CodeImportEvent } from '#shared/diagnoses/contract.ts';
import { api, orpc } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { queryClient } from '../app/query-client.ts';
import { reportSaved } from '../app/saved.ts';
import { createStore, useStore } from '../app/store.ts';
import { errorOf, type ShownError } from '../components/error-of.ts';

/** A list of codes being taken in, or how the last one ended. */
interface ImportState {
  readonly running: boolean;
  readonly progress: Extract<CodeImportEvent, { step: 'working' }> | null;
  readonly outcome: Extract<CodeImportEvent, { step: 'done' }> | null;
  readonly error: ShownError | null;
}

const IDLE: ImportState = { running: false, progress: null, outcome: null, error: null };
const state = createStore<ImportState>(IDLE);
let stop: AbortController | null = null;

/** Follows the list that is taken in; the work goes on when the page is left. */
export function useCodeImport(): ImportState {
  return useStore(state);
}

/** Stops it; the codes in use stay as they were. */
export function cancelCodeImport(): void {
  stop?.abort();
}

/** Takes the last outcome or failure away. */
export function clearCodeImport(): void {
  if (!state.get().running) state.set(IDLE);
}

/** Asks for a file and takes its codes in. */
export async function importCodeFile(input: {
  readonly codeYear: number | null;
  readonly from: 'october' | 'april';
}): Promise<void> {
  if (state.get().running) return;
  stop = new AbortController();
  state.set({ ...IDLE, running: true });
  try {
    for await (const event of await api.diagnoses.import(input, { signal: stop.signal })) {
      if (event.step === 'working') state.set({ ...state.get(), progress: event });
      else if (event.outcome === 'cancelled') state.set(IDLE);
      else {
        if (event.outcome === 'imported') reportSaved();
        announce(event.sentence);
        state.set({ ...IDLE, outcome: event });
      }
    }
    if (state.get().running) state.set(IDLE);
  } catch (error) {
    const shown = errorOf(error);
    const cancelled = stop.signal.aborted || shown.code === 'CANCELLED';
    state.set(cancelled ? IDLE : { ...IDLE, error: shown });
    if (!cancelled) announce(shown.message);
  }
  await queryClient.invalidateQueries({ queryKey: orpc.diagnoses.key() });
}
