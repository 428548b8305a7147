import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LockSources, watchForLock } from '#main/shell/lock-watch.ts';

const MINUTE = 60_000;

/** A computer whose wall clock and idle time the test sets; the steady clock follows the fake timers. */
function computer() {
  const listeners = new Map<string, () => void>();
  let offset = 0;
  let systemUsedAt = performance.now();
  const sources: LockSources = {
    on: (event, listener) => void listeners.set(event, listener),
    systemIdleSeconds: () => (performance.now() - systemUsedAt) / 1000,
    now: () => Date.now() + offset,
    steady: () => performance.now(),
  };
  return {
    sources,
    happens: (event: string) => listeners.get(event)?.(),
    moveClock: (milliseconds: number) => {
      offset += milliseconds;
    },
    useSystem: () => {
      systemUsedAt = performance.now();
    },
  };
}

let machine: ReturnType<typeof computer>;
let locks: string[];
let warnings: (number | null)[];
let idleMinutes: number;
let watch: ReturnType<typeof watchForLock>;
beforeEach(() => {
  vi.useFakeTimers();
  machine = computer();
  locks = [];
  idleMinutes = 10;
  warnings = [];
  watch = watchForLock(
    {
      lock: (because) => locks.push(because),
      warn: (seconds) => warnings.push(seconds),
      idleMinutes: () => idleMinutes,
    },
    machine.sources,
  );
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

describe('events of the system', () => {
  test.each([
    ['suspend', 'suspend'],
    ['shutdown', 'suspend'],
    ['lock-screen', 'screen'],
    ['user-did-resign-active', 'user_switch'],
  ])('%s locks at once', (event, because) => {
    machine.happens(event);
    expect(locks).toEqual([because]);
  });
});

describe('the clock', () => {
  test('that runs as it should locks nobody out', () => {
    for (let minute = 0; minute < 9; minute += 1) vi.advanceTimersByTime(MINUTE);
    expect(locks).toEqual([]);
  });

  test.each([
    ['forward by two minutes', 2 * MINUTE],
    ['forward by a day', 24 * 60 * MINUTE],
    ['back by two minutes', -2 * MINUTE],
    ['back by a year', -365 * 24 * 60 * MINUTE],
  ])('moved %s locks at the next look', (_name, by) => {
    vi.advanceTimersByTime(MINUTE);
    machine.moveClock(by);
    vi.advanceTimersByTime(15_000);
    expect(locks).toEqual(['clock']);
    vi.advanceTimersByTime(15_000);
    expect(locks, 'one jump, one lock').toEqual(['clock']);
  });

  test('set right by some seconds, as a time server does, locks nobody out', () => {
    machine.moveClock(5000);
    vi.advanceTimersByTime(15_000);
    machine.moveClock(-9000);
    vi.advanceTimersByTime(15_000);
    expect(locks).toEqual([]);
  });

  test('moved back again and again does not put the idle lock off', () => {
    for (let check = 0; check < 40; check += 1) {
      machine.moveClock(-14_000);
      vi.advanceTimersByTime(15_000);
    }
    expect(locks[0]).toBe('idle');
  });
});

describe('idle', () => {
  test('after ten minutes without any use it locks', () => {
    vi.advanceTimersByTime(10 * MINUTE - 1);
    expect(locks).toEqual([]);
    vi.advanceTimersByTime(15_000);
    expect(locks[0]).toBe('idle');
  });

  test('typing in the window puts it off although the system counts wrong', () => {
    for (let minute = 0; minute < 30; minute += 1) {
      watch.used();
      vi.advanceTimersByTime(MINUTE);
    }
    expect(locks).toEqual([]);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(locks[0]).toBe('idle');
  });

  test('using another program puts it off too', () => {
    for (let minute = 0; minute < 30; minute += 1) {
      machine.useSystem();
      vi.advanceTimersByTime(MINUTE);
    }
    expect(locks).toEqual([]);
  });
});

describe('the warning', () => {
  test('comes half a minute before the lock, once, and goes when somebody types', () => {
    vi.advanceTimersByTime(10 * MINUTE - 31_000);
    expect(warnings).toEqual([]);
    vi.advanceTimersByTime(11_000);
    expect(warnings).toEqual([30]);
    watch.used();
    expect(warnings).toEqual([30, null]);
    vi.advanceTimersByTime(9 * MINUTE);
    expect(locks).toEqual([]);
  });

  test('goes when another program is used, and comes again the next time', () => {
    vi.advanceTimersByTime(10 * MINUTE - 20_000);
    machine.useSystem();
    vi.advanceTimersByTime(5000);
    expect(warnings).toEqual([30, null]);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(warnings).toEqual([30, null, 30, null]);
    expect(locks[0]).toBe('idle');
  });

  test('goes by the minutes that hold now', () => {
    idleMinutes = 1;
    vi.advanceTimersByTime(30_000);
    expect(warnings).toEqual([30]);
    vi.advanceTimersByTime(30_000);
    expect(locks).toEqual(['idle']);
  });
});
