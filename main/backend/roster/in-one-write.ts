import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallContext } from '../context.ts';
import { stopped } from './file/parsed-file.ts';

/** Tells how far a piece of work is, gives other work a turn, and throws `CANCELLED` once nobody waits any more. */
export type Step<Event> = (event: Event) => Promise<void>;

/**
 * Runs long work in one transaction while telling how far it is.
 *
 * When the caller goes away or the signal says so, the work ends with an error at its next step, and nothing of it
 * is kept.
 */
export async function* inOneWrite<Event, Result>(
  context: CallContext,
  work: (inside: CallContext, step: Step<Event>) => Promise<Result>,
): AsyncGenerator<Event, Result> {
  let waiting: Event[] = [];
  let left = false;
  let wake: () => void = () => {};
  const step: Step<Event> = async (event) => {
    if (left || context.signal?.aborted) throw stopped();
    waiting.push(event);
    wake();
    await nextTurn();
  };
  let ended = false;
  const working = context
    .write((inside) => work(inside, step))
    .finally(() => {
      ended = true;
      wake();
    });
  // The reader below meets the failure; without this line it would also count as met by nobody.
  working.catch(() => {});
  try {
    while (!ended) {
      const events = waiting;
      waiting = [];
      for (const event of events) yield event;
      if (waiting.length === 0 && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    return await working;
  } finally {
    left = true;
    // A caller who goes away waits until the transaction is rolled back: the next call finds it gone.
    await working.catch(() => {});
  }
}
