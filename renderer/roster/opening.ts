import type { OpenEvent } from '#shared/roster/contract.ts';
import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { queryClient } from '../app/query-client.ts';
import { reportSaved } from '../app/saved.ts';
import { createStore, useStore } from '../app/store.ts';
import { errorOf, type ShownError } from '../components/error-of.ts';

type Done = Extract<OpenEvent, { step: 'done' }>;

/** A plan's file being read, or how the last one ended. */
interface OpeningState {
  readonly plan: { readonly id: string; readonly shortName: string } | null;
  readonly progress: Exclude<OpenEvent, { step: 'done' }> | null;
  readonly running: boolean;
  /** The last file's outcome, until the next one or until its preview is looked at. */
  readonly outcome: Done | null;
  readonly error: ShownError | null;
}

const IDLE: OpeningState = { plan: null, progress: null, running: false, outcome: null, error: null };
const opening = createStore<OpeningState>(IDLE);
let stop: AbortController | null = null;

/** Follows the file that is being read; reading goes on when the page is left. */
export function useOpening(): OpeningState {
  return useStore(opening);
}

/** Stops reading; nothing of the file is kept. */
export function cancelOpening(): void {
  stop?.abort();
}

/** Takes the last outcome or failure away. */
export function clearOutcome(): void {
  if (!opening.get().running) opening.set(IDLE);
}

/** Asks for a plan's file and reads it. Gives the import to look at, or null when there is none. */
export async function openPlanFile(plan: {
  readonly id: string;
  readonly shortName: string;
}): Promise<string | null> {
  if (opening.get().running) return null;
  stop = new AbortController();
  opening.set({ ...IDLE, plan, running: true });
  let importId: string | null = null;
  try {
    for await (const event of await api.roster.open({ planId: plan.id }, { signal: stop.signal })) {
      if (event.step === 'done') importId = finish(event);
      else opening.set({ ...opening.get(), progress: event });
    }
  } catch (error) {
    const shown = errorOf(error);
    const cancelled = stop.signal.aborted || shown.code === 'CANCELLED';
    opening.set(cancelled ? IDLE : { ...IDLE, plan, error: shown });
    if (!cancelled) announce(shown.message);
  }
  await queryClient.invalidateQueries();
  return importId;
}

function finish(event: Done): string | null {
  if (event.outcome === 'cancelled') {
    opening.set(IDLE);
    return null;
  }
  announce(event.sentence);
  if (event.outcome === 'nothing_new') {
    opening.set({ ...IDLE, outcome: event });
    return null;
  }
  reportSaved();
  opening.set(IDLE);
  return event.importId;
}
