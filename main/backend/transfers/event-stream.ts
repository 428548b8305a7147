/**
 * Runs work that reports events and hands them out as they come.
 *
 * The work is told to stop when the caller cancels or stops reading; either way it has ended, clean-up
 * included, before this returns. Every event it sent is handed out before its failure is thrown.
 */
export async function* streamEvents<Event>(
  outer: AbortSignal | undefined,
  work: (emit: (event: Event) => void, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<Event, void, void> {
  const controller = new AbortController();
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal;
  const waiting: Event[] = [];
  let wake = () => {};
  let ended = false;
  let failure: { readonly error: unknown } | null = null;

  const done = work((event) => {
    waiting.push(event);
    wake();
  }, signal)
    .catch((error: unknown) => {
      failure = { error };
    })
    .finally(() => {
      ended = true;
      wake();
    });

  try {
    for (;;) {
      const event = waiting.shift();
      if (event !== undefined) {
        yield event;
      } else if (ended) {
        break;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    controller.abort();
    await done;
  }
  if (failure) throw (failure as { readonly error: unknown }).error;
}
