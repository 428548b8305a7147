import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { PacketEvent } from '#shared/packets/contract.ts';
import { api, orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { errorOf } from '../components/error-of.ts';

/** Makes an audit packet with progress; it can be stopped. */
export function useMakingPacket(memberId: string) {
  const client = useQueryClient();
  const stop = useRef<AbortController | null>(null);
  const [event, setEvent] = useState<Extract<PacketEvent, { step: 'gathering' }> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const take = (next: PacketEvent) => {
    if (next.step === 'gathering') setEvent(next);
    if (next.step !== 'done') return;
    setNotes(next.notes);
    showToast({ text: `Saved ${next.packet.fileName}, ${next.packet.pages} pages.` });
  };
  const run = async (purpose: string) => {
    setProblem(null);
    setNotes([]);
    setEvent({ step: 'gathering', section: '', done: 0, total: 1 });
    stop.current = new AbortController();
    try {
      const events = await api.packets.make({ memberId, purpose }, { signal: stop.current.signal });
      for await (const next of events) take(next);
    } catch (error) {
      if (!stop.current.signal.aborted && errorOf(error).code !== 'CANCELLED') setProblem(error);
    } finally {
      setEvent(null);
      await client.invalidateQueries({ queryKey: orpc.packets.key() });
    }
  };
  return { run, stop: () => stop.current?.abort(), event, problem, notes };
}
