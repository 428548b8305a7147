import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitName } from '#shared/encounters/assemble.ts';
import {
  groupClaims,
  MAX_DIAGNOSES,
  MAX_LINES,
  pointersOf,
  type ReadyLine,
} from '#shared/encounters/claims.ts';
import { findConflicts, isSameLine, overlapWords, type TimedLine } from '#shared/encounters/conflicts.ts';
import { fileName } from '#shared/encounters/file-name.ts';
import { FILE_RULES, HELD_REASONS, SCRUB_RULES, WARNING_REASONS } from '#shared/encounters/held.ts';
import { minutesAt, secondsAt } from '#shared/notes/content.ts';
import { noteSummary, noteTitle } from '#shared/notes/words.ts';
import { PACK_ROWS } from '#shared/programs/packs.ts';
import { tagService } from '#shared/programs/tag-service.ts';

const facts = {
  program: 'ECM',
  serviceOn: '2026-11-12',
  phase: 'service',
  mode: 'in_person',
  clinical: false,
  minutes: 35,
} as const;
const tag = tagService(facts, PACK_ROWS, {
  minutesPerUnit: 15,
  rounding: 'half_up',
  minimum: 1,
  dailyCap: null,
});

describe('rules', () => {
  it('each have one id, a severity and a source', () => {
    expect(SCRUB_RULES.map(({ id }) => id)).toEqual([...HELD_REASONS, ...WARNING_REASONS, ...FILE_RULES]);
    for (const { sentence, field, source } of SCRUB_RULES) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(field.length).toBeGreaterThan(2);
      expect(source.length).toBeGreaterThan(10);
    }
  });

  it('leave out Z59.00 on a line that says which', () => {
    const diagnoses = ['Z59.00', 'E11.9', 'Z59.02'].map((code) => ({ code, label: '' }));
    const line = ready({ diagnoses });
    const [claim] = groupClaims([line], 'when_npi', '1234567893');
    expect(claim?.diagnoses).toEqual(['E11.9', 'Z59.02']);
    expect(pointersOf(line, claim?.diagnoses ?? [])).toEqual([1, 2]);
    const [vague] = groupClaims([ready({ diagnoses: diagnoses.slice(0, 2) })], 'when_npi', '1234567893');
    expect(vague?.diagnoses).toEqual(['Z59.00', 'E11.9']);
  });

  it('keep the lines of a replaced claim together and apart from others', () => {
    const correction = { frequency: '7', claim: 'E1', firstClaim: 'E1', planClaimNumber: 'ICN1' } as const;
    const claims = groupClaims(
      [
        ready({ id: 'a', startTime: '09:00', correction }),
        ready({ id: 'b', startTime: '10:00' }),
        ready({ id: 'c', startTime: '11:00', correction }),
      ],
      'when_npi',
      '1234567893',
    );
    expect(claims.map(({ lines, correction: own }) => [lines.map(({ id }) => id), own?.frequency])).toEqual([
      [['b'], undefined],
      [['a', 'c'], '7'],
    ]);
  });
});

function ready(change: Partial<ReadyLine> = {}, member: Partial<ReadyLine['member']> = {}): ReadyLine {
  return {
    id: 'a',
    noteId: 'n',
    planId: 'p',
    serviceOn: '2026-11-12',
    startTime: null,
    minutes: 35,
    placeOfService: '12',
    diagnoses: [{ code: 'E11.9', label: '' }],
    facts,
    tag,
    correction: null,
    staff: { id: 's', name: 'Nadia Brightwater', credential: '', npi: '1000000012', taxonomy: null },
    member: {
      id: 'm',
      firstName: 'Jane',
      middleName: null,
      lastName: 'Doe',
      name: 'Jane Doe',
      cin: '91234567A',
      planMemberId: null,
      birthDate: '1980-01-02',
      sex: 'F',
      address: '1 St',
      city: 'Oakland',
      state: 'CA',
      zip: '94607',
      homeless: false,
      housingNote: null,
      enrolledOn: '2026-01-01',
      endedOn: null,
      authorizationNumber: 'A1',
      authorizationStart: null,
      authorizationEnd: null,
      ...member,
    },
    ...change,
  };
}

describe('claims', () => {
  it('are one visit each: another day, place, worker or authorization starts a new one', () => {
    const same = [ready(), ready({ id: 'b' })];
    expect(groupClaims(same, 'when_npi', '1234567893')).toHaveLength(1);
    const apart = [
      ready(),
      ready({ id: 'b', serviceOn: '2026-11-13' }),
      ready({ id: 'c', placeOfService: '04' }),
      ready({ id: 'd', staff: { ...ready().staff, id: 't' } }),
      ready({ id: 'e' }, { authorizationNumber: 'A2' }),
    ];
    expect(groupClaims(apart, 'when_npi', '1234567893')).toHaveLength(5);
  });

  it('name the worker as the plan asks, and never repeat the agency', () => {
    const rendering = (rule: 'always' | 'never' | 'when_npi', npi: string | null) =>
      groupClaims([ready({ staff: { ...ready().staff, npi } })], rule, '1234567893')[0]?.rendering;
    expect(rendering('when_npi', '1000000012')).toBe(true);
    expect(rendering('when_npi', null)).toBe(false);
    expect(rendering('never', '1000000012')).toBe(false);
    expect(rendering('always', '1234567893')).toBe(false);
  });

  it('hold every line once, within 50 lines and 12 diagnoses, and point only at their own codes', () => {
    const lineArbitrary = fc.record({
      member: fc.constantFrom('m1', 'm2'),
      serviceOn: fc.constantFrom('2026-11-12', '2026-11-13'),
      codes: fc.uniqueArray(fc.integer({ min: 10, max: 40 }), { minLength: 1, maxLength: 12 }),
    });
    fc.assert(
      fc.property(fc.array(lineArbitrary, { maxLength: 130 }), (drawn) => {
        const lines = drawn.map(({ member, serviceOn, codes }, index) =>
          ready(
            {
              id: String(index),
              serviceOn,
              diagnoses: codes.map((code) => ({ code: `E${code}.9`, label: '' })),
            },
            { id: member },
          ),
        );
        const claims = groupClaims(lines, 'never', '');
        const ids = claims.flatMap((claim) => claim.lines.map((line) => line.id));
        expect(ids.toSorted()).toEqual(lines.map((line) => line.id).toSorted());
        for (const claim of claims) {
          expect(claim.lines.length).toBeLessThanOrEqual(MAX_LINES);
          expect(claim.diagnoses.length).toBeLessThanOrEqual(MAX_DIAGNOSES);
          expect(new Set(claim.lines.map((line) => line.member.id + line.serviceOn)).size).toBe(1);
          for (const line of claim.lines) {
            const pointers = pointersOf(line, claim.diagnoses);
            expect(pointers.length).toBe(Math.min(4, line.diagnoses.length));
            expect(claim.diagnoses[(pointers[0] ?? 0) - 1]).toBe(line.diagnoses[0]?.code);
          }
        }
      }),
    );
  });
});

const timed = (change: Partial<TimedLine>): TimedLine => ({
  id: 'a',
  staffId: 's',
  memberId: 'm1',
  memberName: 'Babak Stonepasture',
  serviceOn: '2026-11-10',
  startTime: '10:05',
  minutes: 35,
  code: 'G9012 U2',
  ...change,
});

describe('conflicts', () => {
  it('say from when to when, with whom and for how long', () => {
    expect(overlapWords(timed({}), timed({ id: 'b', startTime: '10:25', minutes: 25 }))).toBe(
      '10:05–10:40 overlaps Babak S. by 15 min',
    );
    expect(overlapWords(timed({}), timed({ id: 'b', startTime: '10:40' }))).toBeNull();
    expect(overlapWords(timed({}), timed({ id: 'b', startTime: null }))).toBeNull();
    expect(overlapWords(timed({ startTime: '13:05' }), timed({ startTime: '13:10' }))).toMatch(/^1:05–1:40/);
  });

  it('tell two services of a day from one written twice', () => {
    expect(isSameLine(timed({}), timed({ id: 'b' }))).toBe(true);
    expect(isSameLine(timed({}), timed({ id: 'b', startTime: '15:00' }))).toBe(false);
    expect(isSameLine(timed({}), timed({ id: 'b', code: 'G9012 U2 GQ' }))).toBe(false);
    expect(isSameLine(timed({ startTime: null }), timed({ id: 'b', startTime: null }))).toBe(true);
    expect(isSameLine(timed({ startTime: null }), timed({ startTime: null, minutes: 10 }))).toBe(false);
  });

  it('look only at the same worker and day', () => {
    const lines = [
      timed({}),
      timed({ id: 'b', memberId: 'm2', startTime: '10:10' }),
      timed({ id: 'c', memberId: 'm2', startTime: '10:10', staffId: 't' }),
      timed({ id: 'd', memberId: 'm2', startTime: '10:10', serviceOn: '2026-11-11' }),
    ];
    expect([...findConflicts(lines).keys()].toSorted()).toEqual(['a', 'b']);
  });
});

describe('file names', () => {
  const parts = {
    sender: 'CBCME001',
    date: '2026-11-18',
    sequence: 3,
    control: '000000187',
    usage: 'T',
  } as const;
  it('follow the plan’s template', () => {
    expect(fileName('{sender}_837P_{date}_{sequence}.x12', parts)).toBe('CBCME001_837P_20261118_03.x12');
    expect(fileName('{sender}I{MMDDYY}.837', parts)).toBe('CBCME001I111826.837');
    expect(fileName('{usage}-{control}', parts)).toBe('T-000000187');
  });

  it('never leave their folder or trip a file system', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (template) => {
        expect(fileName(template, parts)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
      }),
    );
    expect(fileName('../../{sender}', parts)).toBe('_.._CBCME001');
  });
});

describe('note words', () => {
  it('name the note and shorten its text at a word', () => {
    const place = { code: '04', label: 'Cedar House' };
    expect(noteTitle({ mode: 'in_person', place, minutes: 35 })).toBe('Visit, Cedar House, 35 min');
    expect(noteTitle({ mode: 'phone', place, minutes: 10 })).toBe('Phone, 10 min');
    expect(noteSummary(`${'word '.repeat(80)}`)).toMatch(/word…$/);
  });

  it('count the timer forward only', () => {
    const timer = { seconds: 60, runningSince: '2026-11-18T10:00:00Z' };
    expect(secondsAt(timer, '2026-11-18T10:10:00Z')).toBe(660);
    expect(secondsAt(timer, '2026-11-18T09:00:00Z')).toBe(60);
    expect(minutesAt({ minutes: null, timer }, '2026-11-18T10:10:00Z')).toBe(11);
    expect(minutesAt({ minutes: 5, timer }, '2026-11-18T10:10:00Z')).toBe(5);
    expect(
      minutesAt({ minutes: null, timer: { seconds: 20, runningSince: null } }, '2026-11-18T10:10:00Z'),
    ).toBe(1);
  });

  it('part a worker’s name', () => {
    expect(splitName('Imani Quillfeather, RN')).toEqual({ firstName: 'Imani', lastName: 'Quillfeather' });
    expect(splitName('Cher')).toEqual({ firstName: '', lastName: 'Cher' });
  });
});
