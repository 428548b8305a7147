import { useEffect } from 'react';
import { createStore } from './store.ts';

/** The member the screen is about now: the open chart, or the row the keys are on. */
export interface Subject {
  readonly memberId: string;
  readonly name: string;
}

const subject = createStore<Subject | null>(null);

/** Says whom the screen is about, so that `n` and the palette know; null clears it. */
export function useSubject(memberId: string | null | undefined, name: string | null | undefined): void {
  useEffect(() => {
    if (!memberId) return undefined;
    const mine = { memberId, name: name ?? '' };
    subject.set(mine);
    return () => {
      if (subject.get() === mine) subject.set(null);
    };
  }, [memberId, name]);
}

/** The member the screen is about now. */
export function currentSubject(): Subject | null {
  return subject.get();
}
