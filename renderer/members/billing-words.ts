import type { State } from '../components/states.ts';

/** A billing state as charts and lists show it. */
export interface BillingWords {
  readonly state: State;
  readonly words: string;
}

const WORDS: Readonly<Record<string, BillingWords>> = {
  ready: { state: 'neutral', words: 'ready to send' },
  held: { state: 'held', words: 'held' },
  built: { state: 'sent', words: 'in a file' },
  batched: { state: 'sent', words: 'in a file' },
  sent: { state: 'sent', words: 'sent' },
  accepted: { state: 'done', words: 'accepted' },
  rejected: { state: 'urgent', words: 'came back' },
  not_billable: { state: 'neutral', words: 'not billable' },
  void: { state: 'neutral', words: 'taken back' },
};

/** The words for an encounter's state; null where a note has no line. */
export function billingWords(state: string | null): BillingWords | null {
  if (state === null) return null;
  return WORDS[state] ?? { state: 'neutral', words: state.replaceAll('_', ' ') };
}
