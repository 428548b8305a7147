import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Autosave } from '#renderer/assessments/autosave.ts';
import type { AnswerChange } from '#shared/assessments/answers.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const change = (linkId: string): AnswerChange => ({ linkId, value: { valueBoolean: true } });

function setUp(save: (changes: readonly AnswerChange[]) => Promise<unknown> = async () => {}) {
  const saved: string[][] = [];
  const failures: boolean[] = [];
  const autosave = new Autosave({
    save: async (changes) => {
      await save(changes);
      saved.push(changes.map((each) => each.linkId));
    },
    onSaved: () => {},
    onFailed: (_error, final) => failures.push(final),
  });
  return { autosave, saved, failures };
}

describe('autosave', () => {
  test('saves a run of answers together, in order, less than a second behind', async () => {
    const { autosave, saved } = setUp();
    for (const linkId of ['a', 'b', 'a', 'c']) {
      autosave.push(change(linkId), linkId);
      await vi.advanceTimersByTimeAsync(60);
    }
    await vi.advanceTimersByTimeAsync(940);
    expect(saved.flat()).toEqual(['a', 'b', 'a', 'c']);
    expect(autosave.isIdle).toBe(true);
  });

  test('answering without a pause does not put saving off', async () => {
    const { autosave, saved } = setUp();
    for (let count = 0; count < 20; count += 1) {
      autosave.push(change(String(count)), null);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saved.flat().length).toBeGreaterThanOrEqual(15);
  });

  test('a safety answer does not wait', async () => {
    const { autosave, saved } = setUp();
    autosave.push(change('calm'), null);
    autosave.push(change('safety'), null, true);
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual([['calm', 'safety']]);
  });

  test('one save at a time: what comes meanwhile goes after it', async () => {
    let finish = () => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let first = true;
    const { autosave, saved } = setUp(async () => {
      if (first) {
        first = false;
        await slow;
      }
    });
    autosave.push(change('a'), null, true);
    autosave.push(change('b'), null, true);
    await vi.advanceTimersByTimeAsync(500);
    expect(saved).toEqual([]);
    finish();
    await autosave.flush();
    expect(saved).toEqual([['a'], ['b']]);
  });

  test('a failed save keeps its changes in front and tries again', async () => {
    let broken = true;
    const { autosave, saved, failures } = setUp(async () => {
      if (broken) throw new Error('port closed');
    });
    autosave.push(change('a'), null, true);
    await vi.advanceTimersByTimeAsync(10);
    expect(failures).toEqual([false]);
    autosave.push(change('b'), null);
    broken = false;
    await vi.advanceTimersByTimeAsync(2_500);
    expect(saved.flat()).toEqual(['a', 'b']);
  });

  test('a refusal that will not change is told once, and nothing is thrown away', async () => {
    const { autosave, failures } = setUp(async () => {
      throw Object.assign(new Error('signed'), { code: 'CONFLICT', data: {} });
    });
    autosave.push(change('a'), null, true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(failures).toEqual([true]);
    expect(autosave.isIdle).toBe(false);
    expect(autosave.pending.map((each) => each.linkId)).toEqual(['a']);
  });
});
