import type { CollectEvent } from '#shared/transfers/contract.ts';
import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { queryClient } from '../app/query-client.ts';
import { createStore, useStore } from '../app/store.ts';
import { showToast } from '../app/toast/toast.ts';
import { errorOf, type ShownError } from '../components/error-of.ts';

interface CollectState {
  readonly running: boolean;
  /** What went wrong at the last look, one sentence each. */
  readonly problems: readonly string[];
  readonly error: ShownError | null;
}

const looking = createStore<CollectState>({ running: false, problems: [], error: null });

/** Follows the look for answers. */
export function useCollecting(): CollectState {
  return useStore(looking);
}

/** Looks for answers of every plan that has folders for them. */
export async function lookForAnswers(): Promise<void> {
  if (looking.get().running) return;
  looking.set({ running: true, problems: [], error: null });
  let error: ShownError | null = null;
  const events: CollectEvent[] = [];
  try {
    for await (const event of await api.transfers.collect({})) events.push(event);
    const last = events.at(-1);
    if (last) showToast({ text: last.sentence });
  } catch (failure) {
    error = errorOf(failure);
    announce(error.message);
  }
  const problems = events.filter((event) => event.step === 'problem').map((event) => event.sentence);
  looking.set({ running: false, problems, error });
  await queryClient.invalidateQueries();
}
