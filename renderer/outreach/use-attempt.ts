import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttemptDraft, OutreachCard } from '#shared/outreach/contract.ts';
import { api } from '../api.ts';
import { reportSaved } from '../app/saved.ts';
import { choose, EMPTY_ATTEMPT, isBegun } from './attempt-state.ts';

const REST_MS = 600;

/** The attempt that is being logged about one member; kept within a second, also when the screen is left. */
export function useAttempt(card: OutreachCard) {
  const [draft, setDraft] = useState<AttemptDraft>(card.draft ?? EMPTY_ATTEMPT);
  const latest = useRef(draft);
  const unsaved = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { memberId } = card;

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (!unsaved.current) return;
    unsaved.current = false;
    const kept = isBegun(latest.current) ? latest.current : null;
    await api.outreach
      .saveDraft({ memberId, draft: kept })
      .then(reportSaved)
      .catch(() => {
        unsaved.current = true;
      });
  }, [memberId]);

  const change = useCallback(
    (part: Partial<AttemptDraft>) => {
      latest.current = choose(latest.current, part);
      setDraft(latest.current);
      unsaved.current = true;
      // Not put off by the next key: somebody who types without a pause is at most this far behind.
      timer.current ??= setTimeout(() => void flush(), REST_MS);
      return latest.current;
    },
    [flush],
  );

  useEffect(() => () => void flush(), [flush]);

  /** After signing there is nothing left to keep. */
  const forget = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    unsaved.current = false;
  }, []);

  return { draft, change, forget };
}
