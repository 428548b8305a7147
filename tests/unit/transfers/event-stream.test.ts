import { describe, expect, it } from 'vitest';
import { streamEvents } from '#main/backend/transfers/event-stream.ts';

describe('streamEvents', () => {
  it('hands out every event before the failure', async () => {
    const seen: number[] = [];
    const stream = streamEvents<number>(undefined, async (emit) => {
      emit(1);
      await Promise.resolve();
      emit(2);
      emit(3);
      throw new Error('stopped');
    });
    await expect(
      (async () => {
        for await (const event of stream) seen.push(event);
      })(),
    ).rejects.toThrow('stopped');
    expect(seen).toEqual([1, 2, 3]);
  });

  it('tells the work to stop when the reader leaves, and waits for its clean-up', async () => {
    let cleaned = false;
    const stream = streamEvents<number>(undefined, async (emit, signal) => {
      emit(1);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      await Promise.resolve();
      cleaned = true;
    });
    for await (const _event of stream) break;
    expect(cleaned).toBe(true);
  });

  it('passes on the caller’s cancel', async () => {
    const caller = new AbortController();
    const stream = streamEvents<string>(caller.signal, async (emit, signal) => {
      emit('begun');
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      emit('ended');
    });
    const seen: string[] = [];
    for await (const event of stream) {
      seen.push(event);
      caller.abort();
    }
    expect(seen).toEqual(['begun', 'ended']);
  });
});
