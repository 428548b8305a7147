import type { Path } from '#shared/assessments/design/tree.ts';
import type { Form } from '#shared/assessments/form.ts';

/** What Undo goes back to: the form, and the item the keys were on (null = the form itself). */
export interface DesignState {
  readonly form: Form;
  readonly selected: Path | null;
}

/** Everything done since the draft was opened. */
export interface History {
  readonly past: readonly DesignState[];
  readonly now: DesignState;
  readonly future: readonly DesignState[];
  /** What the last edit was; typing in one field is one step. */
  readonly last: { readonly key: string; readonly at: number } | null;
}

const MOST_STEPS = 300;
/** A pause in typing longer than this begins a new step. */
const PAUSE_MS = 1_500;

export function startHistory(form: Form): History {
  return { past: [], now: { form, selected: null }, future: [], last: null };
}

/** Adds an edit; with the same `key` shortly after, it joins the step before. */
export function addStep(history: History, next: DesignState, key: string | null, at: number): History {
  const { past, now, last } = history;
  const joins = key !== null && last?.key === key && at - last.at < PAUSE_MS;
  return {
    past: joins ? past : [...past.slice(-MOST_STEPS + 1), now],
    now: next,
    future: [],
    last: key === null ? null : { key, at },
  };
}

export function undo(history: History): History {
  const { past, now, future } = history;
  const before = past.at(-1);
  if (!before) return history;
  return { past: past.slice(0, -1), now: before, future: [now, ...future], last: null };
}

export function redo(history: History): History {
  const { past, now, future } = history;
  const [next, ...rest] = future;
  if (!next) return history;
  return { past: [...past, now], now: next, future: rest, last: null };
}
