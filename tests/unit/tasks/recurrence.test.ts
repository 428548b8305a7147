import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOccurrence, nextOccurrence } from '#main/backend/tasks/occurrences.ts';
import { AppError } from '#shared/errors.ts';
import { REPEATS, repeatWords, ruleOf } from '#shared/tasks/recurrence.ts';

function days(repeat: (typeof REPEATS)[number], startsOn: string, count: number): string[] {
  const rule = ruleOf(repeat, startsOn);
  const out: string[] = [];
  let day = firstOccurrence(rule, startsOn);
  while (day !== null && out.length < count) {
    out.push(day);
    day = nextOccurrence(rule, startsOn, day);
  }
  return out;
}

describe('recurring tasks', () => {
  it.each([
    ['day', '2026-11-18', ['2026-11-18', '2026-11-19', '2026-11-20'], 'every day'],
    ['weekday', '2026-11-20', ['2026-11-20', '2026-11-23', '2026-11-24'], 'every weekday'],
    ['week', '2026-11-17', ['2026-11-17', '2026-11-24', '2026-12-01'], 'every Tuesday'],
    ['two_weeks', '2026-11-17', ['2026-11-17', '2026-12-01', '2026-12-15'], 'every second Tuesday'],
    ['month', '2026-11-05', ['2026-11-05', '2026-12-05', '2027-01-05'], 'every month on day 5'],
    ['month', '2026-12-31', ['2026-12-31', '2027-01-31', '2027-02-28'], 'every month on the last day'],
    ['month', '2027-01-30', ['2027-01-30', '2027-02-28', '2027-03-30'], 'every month on day 30'],
    [
      'month_weekday',
      '2026-11-10',
      ['2026-11-10', '2026-12-08', '2027-01-12'],
      'every month on the second Tuesday',
    ],
    [
      'month_weekday',
      '2026-11-30',
      ['2026-11-30', '2026-12-28', '2027-01-25'],
      'every month on the last Monday',
    ],
    ['year', '2026-11-18', ['2026-11-18', '2027-11-18', '2028-11-18'], 'every year on November 18'],
  ] as const)('%s from %s', (repeat, startsOn, expected, words) => {
    expect(days(repeat, startsOn, 3)).toEqual(expected);
    expect(repeatWords(ruleOf(repeat, startsOn))).toBe(words);
  });

  it('starts on the first working day when it begins on a weekend', () => {
    expect(days('weekday', '2026-11-21', 2)).toEqual(['2026-11-23', '2026-11-24']);
  });

  it('always comes later than the day before, and never skips a month', () => {
    const date = fc
      .date({
        min: new Date('2020-01-01T00:00:00Z'),
        max: new Date('2035-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((value) => value.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, fc.constantFrom(...REPEATS), (startsOn, repeat) => {
        const some = days(repeat, startsOn, 4);
        expect(some).toEqual(some.toSorted());
        expect(new Set(some).size).toBe(repeat === 'year' && startsOn.endsWith('02-29') ? some.length : 4);
        if (repeat === 'month') {
          const months = some.map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
          expect(months.map((month) => month - (months[0] ?? 0))).toEqual([0, 1, 2, 3]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('names a rule that is none', () => {
    expect(() => nextOccurrence('EVERY=NOW', '2026-11-18', '2026-11-18')).toThrow(AppError);
  });
});
