import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReplayEvent } from '#shared/programs/contract.ts';
import { api, orpc } from '../../api.ts';
import { errorOf } from '../../components/error-of.ts';

/** Runs a replay with progress; it can be stopped, and stops by itself when its page is left. */
export function useReplay() {
  const client = useQueryClient();
  const stop = useRef<AbortController | null>(null);
  const [event, setEvent] = useState<ReplayEvent | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const run = async (input: { readonly planId: string; readonly from: string; readonly to: string }) => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    setError(null);
    setEvent(null);
    setBusy(true);
    try {
      for await (const next of await api.programs.replay(input, { signal: own.signal })) setEvent(next);
    } catch (problem) {
      if (!own.signal.aborted && errorOf(problem).code !== 'CANCELLED') setError(problem);
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: orpc.programs.key() });
    }
  };
  return { run, stop: () => stop.current?.abort(), event, busy, error };
}
