import type { ApplyEvent, UndoEvent, WritingProgress } from '#shared/roster/contract.ts';
import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { queryClient } from '../app/query-client.ts';
import { reportSaved } from '../app/saved.ts';
import { createStore, useStore } from '../app/store.ts';
import { showToast } from '../app/toast/toast.ts';
import { errorOf, type ShownError } from '../components/error-of.ts';

type Applied = Extract<ApplyEvent, { step: 'done' }>;
type Undone = Extract<UndoEvent, { step: 'done' }>;

/** A roster being applied or taken back; it goes on when the page is left. */
interface WritingState {
  readonly importId: string | null;
  readonly doing: 'apply' | 'undo';
  readonly progress: WritingProgress | null;
  readonly running: boolean;
  readonly error: ShownError | null;
}

const IDLE: WritingState = { importId: null, doing: 'apply', progress: null, running: false, error: null };
const writing = createStore<WritingState>(IDLE);
let stop: AbortController | null = null;

/** How far the applying or undoing of this roster is. */
export function useWriting(importId: string): WritingState {
  const state = useStore(writing);
  return state.importId === importId ? state : { ...IDLE, running: state.running };
}

/** Stops it; nothing of it is kept. */
export function cancelWriting(): void {
  stop?.abort();
}

/** Puts a roster in; one undo takes all of it back. */
export async function applyNow(importId: string): Promise<void> {
  const done = await run<Applied>(importId, 'apply', (signal) => api.roster.apply({ importId }, { signal }));
  if (!done) return;
  const left = done.leftOut > 0 ? `, ${count(done.leftOut)} left out` : '';
  showToast({
    text: `Applied. ${count(done.added)} added, ${count(done.changed)} changed, ${count(done.marked)} marked${left}.`,
    undo: () => undoNow(importId),
  });
}

/** Takes an applied roster back. */
export async function undoNow(importId: string): Promise<void> {
  const done = await run<Undone>(importId, 'undo', (signal) => api.roster.undo({ importId }, { signal }));
  if (!done) return;
  const stay =
    done.stay === 1
      ? ' 1 member stays: something was written since.'
      : ` ${count(done.stay)} members stay: something was written since.`;
  showToast({
    text: `Taken back. ${count(done.removed)} removed, ${count(done.restored)} as before.${done.stay > 0 ? stay : ''}`,
  });
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

async function run<Done extends { readonly step: 'done' }>(
  importId: string,
  doing: WritingState['doing'],
  start: (signal: AbortSignal) => Promise<AsyncIterable<WritingProgress | Done>>,
): Promise<Done | null> {
  if (writing.get().running) return null;
  stop = new AbortController();
  const { signal } = stop;
  writing.set({ ...IDLE, importId, doing, running: true });
  let done: Done | null = null;
  try {
    for await (const event of await start(signal)) {
      if (event.step === 'done') done = event as Done;
      else writing.set({ ...writing.get(), progress: event });
    }
    writing.set(IDLE);
    reportSaved();
  } catch (error) {
    const shown = errorOf(error);
    const cancelled = signal.aborted || shown.code === 'CANCELLED';
    writing.set(cancelled ? IDLE : { ...IDLE, importId, doing, error: shown });
    announce(cancelled ? 'Stopped. Nothing changed.' : shown.message);
  }
  await queryClient.invalidateQueries();
  return done;
}
