import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { LetterBatch, PrintEvent } from '#shared/letters/contract.ts';
import { api, orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { errorOf } from '../components/error-of.ts';

/** Prints a batch with progress; it can be stopped. */
export function usePrinting() {
  const client = useQueryClient();
  const stop = useRef<AbortController | null>(null);
  const [event, setEvent] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const take = (next: PrintEvent) => {
    if (next.step === 'printing') {
      setEvent(next);
      return;
    }
    setNotes(next.notes);
    const letters = `${next.letters} ${next.letters === 1 ? 'letter' : 'letters'}`;
    showToast({ text: `Printed ${letters} into ${next.folder}, ${next.files.length} files.` });
  };
  const run = async (batch: LetterBatch) => {
    setProblem(null);
    setNotes([]);
    setEvent({ done: 0, total: batch.memberIds.length });
    stop.current = new AbortController();
    try {
      for await (const next of await api.letters.print(batch, { signal: stop.current.signal })) take(next);
    } catch (error) {
      const aborted = stop.current.signal.aborted;
      if (!aborted && errorOf(error).code !== 'CANCELLED') setProblem(error);
    } finally {
      setEvent(null);
      await client.invalidateQueries({ queryKey: orpc.letters.key() });
    }
  };
  return { run, stop: () => stop.current?.abort(), event, problem, notes };
}
