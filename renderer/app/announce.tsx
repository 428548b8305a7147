import { createStore, useStore } from './store.ts';

const polite = createStore('');
const assertive = createStore('');

/**
 * Says something through the screen reader: result counts, a save after a failure, "3 questions opened".
 *
 * `assertive` only for safety prompts and the lock warning.
 */
export function announce(text: string, how: 'polite' | 'assertive' = 'polite'): void {
  const region = how === 'polite' ? polite : assertive;
  // The same sentence twice is only read when the text changes: a no-break space makes it another one.
  region.set(region.get() === text ? `${text}\u00a0` : text);
}

/** The two live regions of the window. */
export function LiveRegions() {
  const calm = useStore(polite);
  const urgent = useStore(assertive);
  return (
    <>
      <div className="visually-hidden" aria-live="polite">
        {calm}
      </div>
      <div className="visually-hidden" aria-live="assertive">
        {urgent}
      </div>
    </>
  );
}
