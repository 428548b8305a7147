import { type AttemptMethod, outcomeOf, wasSomebodyReached } from '#shared/outreach/attempt.ts';
import type { AttemptDraft } from '#shared/outreach/contract.ts';

/** The steps of an attempt, in the order they are asked; a step that does not apply is left out. */
export type Step = 'method' | 'result' | 'who' | 'reason' | 'next';

/** An attempt in which nothing is chosen. */
export const EMPTY_ATTEMPT: AttemptDraft = {
  method: null,
  result: null,
  who: null,
  next: null,
  reasonId: null,
  text: '',
};

/** The methods with a chip and a digit of their own; the others stand behind "Other". */
export const CHIP_METHODS: readonly AttemptMethod[] = ['in_person', 'phone', 'text', 'letter', 'other'];
export const OTHER_METHODS: readonly AttemptMethod[] = ['video', 'email', 'portal', 'other'];

/** Which steps apply to what was chosen so far. */
export function stepsOf(draft: AttemptDraft): readonly Step[] {
  if (draft.result === 'declined') return ['method', 'result', 'reason'];
  if (draft.result === 'reached') return ['method', 'result', 'who', 'next'];
  return ['method', 'result', 'next'];
}

/** Whether a step has its answer. */
export function isAnswered(draft: AttemptDraft, step: Step): boolean {
  switch (step) {
    case 'method':
      return draft.method !== null;
    case 'result':
      return draft.result !== null;
    case 'who':
      return draft.who !== null;
    case 'reason':
      return draft.reasonId !== null;
    case 'next':
      return draft.next !== null;
  }
}

/** The first step without an answer, or null when the attempt can be signed with everything chosen. */
export function openStep(draft: AttemptDraft): Step | null {
  return stepsOf(draft).find((step) => !isAnswered(draft, step)) ?? null;
}

/** Whether the next contact must be chosen: somebody was reached. */
export function needsNext(draft: AttemptDraft): boolean {
  const { method, result, who } = draft;
  if (method === null || result === null) return false;
  return wasSomebodyReached(outcomeOf({ method, result, who, ready: false })) && result !== 'declined';
}

/** Whether "Ready to enroll" can be chosen: the member was reached. */
export function mayBeReady(draft: AttemptDraft): boolean {
  return draft.result === 'reached' && (draft.who === null || draft.who === 'member');
}

/** A choice made; answers it makes meaningless go. */
export function choose(draft: AttemptDraft, change: Partial<AttemptDraft>): AttemptDraft {
  const next = { ...draft, ...change };
  if (next.result !== 'reached') next.who = null;
  if (next.result !== 'declined') next.reasonId = null;
  if (next.next?.kind === 'ready' && !mayBeReady(next)) next.next = null;
  // Another way of trying has another place, number and time: what was filled in follows.
  if (change.method !== undefined && change.method !== draft.method) {
    next.place = undefined;
    next.tried = undefined;
    next.minutes = undefined;
  }
  return next;
}

/** Keys pressed so far of the six: l, one for each step, Ctrl+Enter. */
export function keysPressed(draft: AttemptDraft): number {
  return 1 + stepsOf(draft).filter((step) => isAnswered(draft, step)).length;
}

/** Whether anything was chosen or typed that is worth keeping. */
export function isBegun(draft: AttemptDraft): boolean {
  return draft.method !== null || draft.result !== null || draft.text.trim() !== '';
}
