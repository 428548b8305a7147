import type { Verdict } from './answer.ts';

/** What decides about a sent line: each answer that covers it. */
export interface Decision {
  readonly verdict: Verdict;
  /** `2026-11-18T09:41`, as the plan wrote it. */
  readonly writtenAt: string;
}

/** An answer as far as taking payments back goes; they come in the order in which the plan wrote them. */
interface Advice {
  readonly kind: string;
  readonly writtenAt: string;
  readonly id: string;
  readonly payment: { readonly reversal: boolean } | null;
}

/**
 * Leaves out what payment advices said before they were taken back.
 *
 * A reversal says nothing about the claim itself: what stood before the payment, a 277CA for example, counts again
 * until a newer advice comes.
 */
export function withoutReversed<Item extends Advice>(answers: readonly Item[]): Item[] {
  const order = (one: Advice) => `${one.writtenAt}\n${one.id}`;
  const last = answers
    .filter((answer) => answer.payment?.reversal)
    .map(order)
    .sort()
    .at(-1);
  if (last === undefined) return [...answers];
  return answers.filter(
    (answer) => answer.kind !== '835' || answer.payment?.reversal || order(answer) > last,
  );
}

/** Where a sent line stands by everything the plan has said about it. */
export type SettledState = 'sent' | 'received' | 'accepted' | 'rejected';

/**
 * Settles a sent line from all its answers, whatever order they came in and however often.
 *
 * The latest accept or reject decides, by the plan's own clock; written at the same minute, a reject wins, so a
 * claim that was accepted with a rejected line keeps that line back. Everything else only says that it arrived.
 */
export function settle(decisions: readonly Decision[]): SettledState {
  const final = decisions.filter(({ verdict }) => verdict !== 'received');
  if (final.length === 0) return decisions.length > 0 ? 'received' : 'sent';
  const latest = final
    .map(({ writtenAt }) => writtenAt)
    .sort()
    .at(-1);
  const now = final.filter(({ writtenAt }) => writtenAt === latest);
  return now.some(({ verdict }) => verdict === 'rejected') ? 'rejected' : 'accepted';
}
