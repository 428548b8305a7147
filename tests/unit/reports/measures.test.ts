import { describe, expect, test } from 'vitest';
import type { MemberFacts } from '#shared/reports/facts.ts';
import { MEASURES, measureOf } from '#shared/reports/measures.ts';
import { partsOf } from '#shared/reports/parts.ts';
import { isSmall } from '#shared/reports/small-numbers.ts';
import { spansUpTo } from '#shared/reports/spans.ts';

const TODAY = '2026-11-18';

let lastId = 0;
/** A member assigned in August with nothing else known. */
function facts(more: Partial<MemberFacts> = {}): MemberFacts {
  lastId += 1;
  return {
    id: `m${lastId}`,
    assignedOn: '2026-08-10',
    enrollments: [],
    outreachEnd: null,
    triedIn: new Set(),
    reachedOn: null,
    seenIn: new Set(),
    servedIn: new Set(),
    hapOn: null,
    homeless: false,
    county: null,
    leadName: null,
    ...more,
  };
}
const enrolled = (from: string, to: string | null = null, reason: string | null = null) => ({
  enrollments: [{ from, to, reason }],
});

/** A measure's value in a month. */
function figureOf(key: string, month: string, members: readonly MemberFacts[]): number | null {
  const measure = measureOf(key);
  const [span] = spansUpTo(month, 1, TODAY);
  if (!measure || !span) throw new Error(`No measure ${key}`);
  return measure.figure(members, span).value;
}

describe('months', () => {
  test('end with their last day, the current one today, over the turn of a year and a leap day', () => {
    expect(spansUpTo('2026-11', 2, TODAY)).toEqual([
      { month: '2026-10', from: '2026-10-01', to: '2026-10-31' },
      { month: '2026-11', from: '2026-11-01', to: TODAY },
    ]);
    expect(spansUpTo('2028-02', 3, TODAY).map(({ to }) => to)).toEqual([
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
    ]);
  });
});

describe('outreach', () => {
  test('counts who is open at the end of the month, from the day of assignment to the day it ends', () => {
    const open = facts({ assignedOn: '2026-10-31' });
    const later = facts({ assignedOn: '2026-11-01' });
    const joined = facts(enrolled('2026-10-31'));
    const gone = facts({ outreachEnd: { on: '2026-10-31', as: 'declined', reason: 'Declined' } });
    expect(figureOf('in_outreach', '2026-10', [open, later, joined, gone])).toBe(1);
    expect(figureOf('in_outreach', '2026-09', [open, later, joined, gone])).toBe(2);
  });

  test('takes the share of those tried of everybody who was in outreach on a day of the month', () => {
    const tried = facts({ triedIn: new Set(['2026-10']) });
    const noted = facts({ seenIn: new Set(['2026-10']) });
    const before = facts({ triedIn: new Set(['2026-09']) });
    const joinedBefore = facts({ ...enrolled('2026-09-30'), triedIn: new Set(['2026-10']) });
    const endedBefore = facts({ outreachEnd: { on: '2026-09-30', as: 'returned', reason: 'Moved' } });
    const endedIn = facts({ outreachEnd: { on: '2026-10-01', as: 'returned', reason: 'Moved' } });
    expect(figureOf('tried', '2026-10', [tried, noted, before, joinedBefore, endedBefore, endedIn])).toBe(50);
    expect(figureOf('tried', '2026-07', [tried])).toBeNull();
  });

  test('keeps who was reached reached', () => {
    const reached = facts({ reachedOn: '2026-09-12' });
    expect(figureOf('reached', '2026-08', [reached, facts()])).toBe(0);
    expect(figureOf('reached', '2026-09', [reached, facts()])).toBe(50);
    expect(figureOf('reached', '2026-10', [reached, facts()])).toBe(50);
  });
});

describe('enrollment', () => {
  test('begins with its first day and is over on its last', () => {
    const member = facts(enrolled('2026-09-01', '2026-10-31'));
    expect(figureOf('newly_enrolled', '2026-09', [member])).toBe(1);
    expect(figureOf('enrolled', '2026-09', [member])).toBe(1);
    expect(figureOf('enrolled', '2026-10', [member])).toBe(0);
    expect(figureOf('ended', '2026-10', [member])).toBe(1);
    expect(figureOf('seen', '2026-10', [member])).toBe(0);
    expect(figureOf('seen', '2026-11', [member])).toBeNull();
  });

  test('a member who comes back counts twice as new and once as enrolled', () => {
    const back = facts({
      enrollments: [
        { from: '2026-06-01', to: '2026-07-15', reason: 'Lost Medi-Cal' },
        { from: '2026-10-05', to: null, reason: null },
      ],
    });
    expect(figureOf('newly_enrolled', '2026-06', [back])).toBe(1);
    expect(figureOf('newly_enrolled', '2026-10', [back])).toBe(1);
    expect(figureOf('enrolled', '2026-08', [back])).toBe(0);
    expect(figureOf('enrolled', '2026-10', [back])).toBe(1);
  });

  test('says why people declined, and keeps a no apart from everything else', () => {
    const no = (reason: string) => facts({ outreachEnd: { on: '2026-10-09', as: 'declined', reason } });
    const lost = facts({ outreachEnd: { on: '2026-10-09', as: 'unable_to_reach', reason: 'Not reached' } });
    const members = [no('In another program'), no('Declined'), no('Declined'), lost];
    expect(figureOf('declined', '2026-10', members)).toBe(3);
    expect(figureOf('not_enrolled', '2026-10', members)).toBe(1);
    const measure = measureOf('declined');
    const [span] = spansUpTo('2026-10', 1, TODAY);
    if (!measure || !span) throw new Error('No measure');
    expect(partsOf(measure, measure.figure(members, span).counted, span)).toEqual([
      { label: 'Declined', count: 2 },
      { label: 'In another program', count: 1 },
    ]);
  });
});

describe('the Health Action Plan', () => {
  test.each([
    ['signed on day 90', '2026-09-29', 'hap_within_90'],
    ['signed on day 91', '2026-09-30', 'hap_after_90'],
    ['signed before the enrollment', '2026-06-20', 'hap_within_90'],
    ['signed after the month', '2026-11-01', 'hap_not_done'],
    ['not signed', null, 'hap_not_done'],
  ])('%s', (_, hapOn, expected) => {
    const member = facts({ ...enrolled('2026-07-01'), hapOn });
    for (const key of ['hap_not_done', 'hap_within_90', 'hap_after_90'])
      expect([key, figureOf(key, '2026-10', [member])]).toEqual([key, key === expected ? 1 : 0]);
  });

  test('waits in three parts', () => {
    const measure = measureOf('hap_not_done');
    const [span] = spansUpTo('2026-10', 1, TODAY);
    if (!measure?.part || !span) throw new Error('No measure');
    const part = (from: string) => measure.part?.(facts(enrolled(from)), span);
    expect([part('2026-09-02'), part('2026-09-01'), part('2026-08-02'), part('2026-08-01')]).toEqual([
      'Before day 60',
      'Day 60 to 90',
      'Day 60 to 90',
      'After day 90',
    ]);
  });
});

describe('leaving', () => {
  test('names the middle number of days', () => {
    const stayed = (days: string) => facts(enrolled('2026-01-01', days));
    const members = [stayed('2026-10-02'), stayed('2026-10-11'), stayed('2026-10-30')];
    expect(figureOf('days_to_end', '2026-10', members)).toBe(283);
    expect(figureOf('days_to_end', '2026-09', members)).toBeNull();
  });

  test('follows those who enrolled in the sixth month before', () => {
    const stays = facts(enrolled('2026-04-01'));
    const left = facts(enrolled('2026-04-30', '2026-10-31'));
    const other = facts(enrolled('2026-05-01', '2026-06-01'));
    expect(figureOf('still_enrolled', '2026-10', [stays, left, other])).toBe(50);
  });
});

test('marks numbers about fewer than 11 people, but no days and no zero', () => {
  const share = measureOf('tried');
  const days = measureOf('days_to_end');
  if (!share || !days) throw new Error('No measure');
  expect([0, 1, 10, 11].map((counted) => isSmall(share, { counted }))).toEqual([false, true, true, false]);
  expect(isSmall(days, { counted: 3 })).toBe(false);
});

test('every number has a key, a title and a definition of its own', () => {
  for (const field of ['key', 'title', 'definition'] as const)
    expect(new Set(MEASURES.map((measure) => measure[field])).size).toBe(MEASURES.length);
  expect(MEASURES.every(({ definition }) => definition.endsWith('.'))).toBe(true);
});
