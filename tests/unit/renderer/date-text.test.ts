import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayTitle, fullDate, readDate, shortDateWithYear } from '#renderer/components/date-text.ts';

const TODAY = '2026-11-18';

describe('readDate', () => {
  it.each([
    ['11/18/2026', '2026-11-18'],
    ['11/20', '2026-11-20'],
    ['3/3/92', '1992-03-03'],
    ['1/2/27', '2027-01-02'],
    ['11-20-2026', '2026-11-20'],
    ['Nov 20', '2026-11-20'],
    ['november 20, 2027', '2027-11-20'],
    ['Fri, Nov 20', '2026-11-20'],
    ['nov 20 2027', '2027-11-20'],
    ['2026-2-3', '2026-02-03'],
    ['today', '2026-11-18'],
    [' Tomorrow ', '2026-11-19'],
    ['+30', '2026-12-18'],
    ['-1', '2026-11-17'],
  ])('%s is %s', (text, date) => {
    expect(readDate(text, TODAY)).toBe(date);
  });

  it.each(['', '13/31/1969', '2/30', 'soon', '11', '11/18/2', 'xyz 3', '99999999'])(
    '%j is no date',
    (text) => {
      expect(readDate(text, TODAY)).toBeNull();
    },
  );

  it('reads back every date it writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (day) => {
          const date = day.toISOString().slice(0, 10);
          expect(readDate(shortDateWithYear(date), TODAY)).toBe(date);
        },
      ),
    );
  });
});

describe('dates in words', () => {
  it('writes the full form and the title of a day', () => {
    expect(fullDate(TODAY)).toBe('Wednesday, November 18, 2026');
    expect(dayTitle(TODAY)).toBe('Wednesday, November 18');
    expect(shortDateWithYear(TODAY)).toBe('Nov 18, 2026');
  });
});
