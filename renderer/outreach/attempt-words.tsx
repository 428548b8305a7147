import { dateInWords } from '#shared/dates.ts';
import type { Attempt } from '#shared/outreach/contract.ts';

/** What became of an attempt since: struck with the reason, or a letter that came back; null when nothing did. */
export function afterWords(attempt: Attempt, today: string): string | null {
  if (attempt.strike) return `Struck by ${attempt.strike.by}: ${attempt.strike.reason}`;
  const { letter } = attempt;
  if (!letter?.returnedOn) return null;
  return `Came back ${dateInWords(letter.returnedOn, today)}: ${letter.returnedReason ?? 'no reason given'}`;
}

/** The title of an attempt, struck through when it does not hold. */
export function AttemptTitle({ attempt }: { readonly attempt: Attempt }) {
  return attempt.strike ? <s>{attempt.title}</s> : attempt.title;
}
