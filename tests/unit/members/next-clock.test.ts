import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, ageOn, dateInWords, daysBetween } from '#shared/dates.ts';
import type { ClockFacts } from '#shared/members/next-clock.ts';
import { nextDue, showNextDue } from '#shared/members/next-clock.ts';
import { nearlyMatches, searchLine, searchWords } from '#shared/members/search.ts';

const NOBODY: ClockFacts = {
  status: 'assigned',
  program: 'ECM',
  assignedOn: null,
  enrolledOn: null,
  lastContactOn: null,
  hapSigned: false,
  outreachDays: 90,
  task: null,
};

describe('the next clock', () => {
  it('is the one that runs out first', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2025-06-01', days));
    fc.assert(
      fc.property(
        day,
        fc.option(day),
        fc.option(day),
        fc.boolean(),
        (enrolledOn, contact, due, hapSigned) => {
          const task = due === null ? null : { title: 'Visit', dueOn: due };
          const facts: ClockFacts = {
            ...NOBODY,
            status: 'enrolled',
            enrolledOn,
            lastContactOn: contact,
            hapSigned,
            task,
          };
          const next = nextDue(facts);
          const days = [
            ...(hapSigned ? [] : [addDays(enrolledOn, 90)]),
            addDays(contact !== null && contact > enrolledOn ? contact : enrolledOn, 30),
            ...(due === null ? [] : [due]),
          ].toSorted();
          expect(next?.dueOn).toBe(days[0]);
        },
      ),
    );
  });

  it('says the day of the HAP, the days without contact, the outreach window and the task', () => {
    const dates = { program: 'ECM', assignedOn: '2026-09-08', enrolledOn: '2026-08-22' } as const;
    const show = (label: string, dueOn: string) => {
      const clock = showNextDue({ label, dueOn }, dates, '2026-11-18');
      return [clock.label, clock.state];
    };
    expect(show('hap', '2026-11-20')).toEqual(['HAP, day 88 of 90', 'urgent']);
    expect(show('contact', '2026-11-14')).toEqual(['34 days no contact', 'urgent']);
    expect(show('contact', '2026-11-22')).toEqual(['Contact by Sun, Nov 22', 'due']);
    expect(show('outreach', '2026-12-07')).toEqual(['Day 71 of 90', 'due']);
    expect(show('task:Visit', '2026-11-18')).toEqual(['Visit today', 'due']);
    expect(show('task:Visit', '2026-11-17')).toEqual(['Visit, 1 day late', 'urgent']);
  });

  it('does not run for members nobody works with any more', () => {
    expect(nextDue({ ...NOBODY, status: 'declined', assignedOn: '2026-01-01' })).toBeNull();
    expect(nextDue({ ...NOBODY, status: 'ended', enrolledOn: '2026-01-01' })).toBeNull();
  });

  it('keeps HHP and ECM apart by date: no rule, no clock', () => {
    expect(nextDue({ ...NOBODY, status: 'enrolled', program: 'HHP', enrolledOn: '2023-01-01' })).toBeNull();
    const then = nextDue({
      ...NOBODY,
      status: 'enrolled',
      program: 'HHP',
      enrolledOn: '2021-01-01',
      hapSigned: true,
    });
    expect(then).toEqual({ dueOn: '2021-01-31', label: 'contact' });
  });
});

describe('dates in words', () => {
  it('gives the weekday only within a week ahead, and the year only when it is another', () => {
    const words = (date: string) => dateInWords(date, '2026-11-18');
    expect(['2026-11-18', '2026-11-19', '2026-11-26', '2026-11-17', '2025-11-18'].map(words)).toEqual([
      'today',
      'Thu, Nov 19',
      'Nov 26',
      'Nov 17',
      'Nov 18, 2025',
    ]);
    expect([daysBetween('2026-03-01', '2026-11-18'), ageOn('1992-11-19', '2026-11-18')]).toEqual([262, 33]);
  });
});

describe('finding by a mistyped word', () => {
  const line = searchLine({
    firstName: 'Anahit',
    lastName: 'Willowmarsh',
    cin: '90000412A',
    birthDate: '1992-03-03',
  });

  it('forgives one slip in any place of a longer word', () => {
    const slips = fc.constantFrom('drop', 'swap', 'change', 'add').chain((kind) =>
      fc.integer({ min: 0, max: 9 }).map((at) => {
        const word = 'willowmarsh';
        if (kind === 'drop') return word.slice(0, at) + word.slice(at + 1);
        if (kind === 'add') return `${word.slice(0, at)}q${word.slice(at)}`;
        if (kind === 'change') return `${word.slice(0, at)}q${word.slice(at + 1)}`;
        return `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
      }),
    );
    fc.assert(fc.property(slips, (typed) => nearlyMatches(line, searchWords(typed))));
  });

  it('does not forgive two, nor numbers, nor short words', () => {
    for (const typed of ['wqllqwmarsh', '90000413', 'anx']) {
      expect([typed, nearlyMatches(line, searchWords(typed))]).toEqual([typed, false]);
    }
  });
});
