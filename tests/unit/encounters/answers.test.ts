import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswers } from '#shared/encounters/answers/read-answers.ts';
import { settle } from '#shared/encounters/answers/settle.ts';
import { fixOf } from '#shared/encounters/answers/status-codes.ts';
import { claims277, functional999, ta1 } from '../../fixtures/x12/answers.ts';

const brief = (text: string) =>
  readAnswers(text).answers.map(({ kind, level, verdict, about }) => [
    kind,
    level,
    verdict,
    Object.values(about).filter(Boolean).join(' '),
  ]);

describe('a TA1', () => {
  it('names the envelope it is about, and why it was refused', () => {
    expect(brief(ta1(101, 'A'))).toEqual([['ta1', 'file', 'received', '101']]);
    const [refused] = readAnswers(ta1(101, 'R', '025')).answers;
    expect(refused).toMatchObject({ verdict: 'rejected', writtenAt: '2026-11-18T18:41' });
    expect(refused?.reasons[0]).toMatchObject({
      code: 'TA1:025',
      sentence: 'The plan has a file with this control number already.',
    });
  });
});

describe('a 999', () => {
  it('speaks about each set', () => {
    const text = functional999(7, [
      { set: '0001', code: 'A' },
      { set: '0002', code: 'E' },
      { set: '0003', code: 'R', errors: ['IK3*NM1*12*2010BA*8', 'CTX*CLM01:E000000001', 'IK4*9*67*7*91234'] },
    ]);
    expect(brief(text)).toEqual([
      ['999', 'set', 'received', '7 0001'],
      ['999', 'set', 'received', '7 0002'],
      ['999', 'set', 'rejected', '7 0003'],
    ]);
    expect(readAnswers(text).answers[2]?.reasons).toEqual([
      { code: '999:NM1:8', sentence: expect.any(String), note: null, segment: 12 },
      {
        code: '999:NM109:7',
        sentence: 'An element has a code that the plan does not know.',
        note: 'It stands there as “91234”.',
        segment: 12,
      },
      { code: '999:5', sentence: 'One or more segments of the set have errors.', note: null, segment: null },
    ]);
    expect(readAnswers(text).findings).toEqual([]);
  });

  it('that refuses a whole group covers every set of it', () => {
    const text = functional999(7, [{ set: '0001', code: 'A' }]).replace('AK9*A*1*1*1', 'AK9*R*1*1*0*4');
    expect(brief(text)).toContainEqual(['999', 'file', 'rejected', '7']);
  });

  it('without IK5 or SE still says what it can', () => {
    const text = functional999(7, [{ set: '0001', code: 'R', errors: ['IK3*CLM*20*2300*3'] }]);
    const cut = text.slice(0, text.indexOf('IK5'));
    expect(brief(cut)).toEqual([['999', 'set', 'rejected', '7 0001']]);
    expect(readAnswers(cut).findings.map(({ rule }) => rule)).toEqual(['envelope', 'set.end']);
  });
});

describe('a 277CA', () => {
  const partial = claims277('B000000101', [
    { claim: 'E000000001', status: 'A2:20', planNumber: 'ICN1' },
    { claim: 'E000000002', status: 'A7:562:82', planNumber: 'ICN2', note: 'NPI NOT ON FILE' },
    {
      claim: 'E000000003',
      status: 'A2:20',
      lines: [
        { line: 'E000000003-1', status: 'A2:20' },
        { line: 'E000000003-2', status: 'A8:254' },
      ],
    },
  ]);

  it('accepts and sends back claims and lines', () => {
    expect(brief(partial)).toEqual([
      ['277ca', 'set', 'received', 'B000000101'],
      ['277ca', 'claim', 'accepted', 'B000000101 E000000001'],
      ['277ca', 'claim', 'rejected', 'B000000101 E000000002'],
      ['277ca', 'claim', 'accepted', 'B000000101 E000000003'],
      ['277ca', 'line', 'accepted', 'B000000101 E000000003 E000000003-1'],
      ['277ca', 'line', 'rejected', 'B000000101 E000000003 E000000003-2'],
    ]);
    const [, , npi] = readAnswers(partial).answers;
    expect(npi).toMatchObject({
      planClaimNumber: 'ICN2',
      reasons: [
        { code: 'A7:562', sentence: 'The plan does not know this staff NPI.', note: 'NPI NOT ON FILE' },
      ],
    });
    expect(fixOf(['A7:562'])).toEqual({ label: 'NPI', page: 'users', field: 'npi' });
  });

  it('that refuses the provider refuses the batch, with no claim listed', () => {
    const text = claims277('B000000101', [], { providerStatus: 'A3:496:41' });
    expect(brief(text)).toContainEqual(['277ca', 'set', 'rejected', 'B000000101']);
  });

  it('with an action code of reject is a reject, whatever its category', () => {
    const text = partial.replace('STC*A2:20*20261118*WQ*0~REF*1K*ICN1', 'STC*A1:20*20261118*U*0~REF*1K*ICN1');
    expect(brief(text)[1]).toEqual(['277ca', 'claim', 'rejected', 'B000000101 E000000001']);
  });

  it('says so when a code or a reference is not known', () => {
    const text = partial.replace('A2:20', 'F9:9999').replace('TRN*2*E000000002~', '');
    const { answers, findings } = readAnswers(text);
    expect(findings.map(({ rule }) => rule)).toContain('277ca.category');
    expect(findings.map(({ rule }) => rule)).toContain('277ca.reference');
    expect(answers.filter(({ level }) => level === 'claim')).toHaveLength(2);
  });
});

describe('any answer file', () => {
  const files = [
    ta1(101, 'A'),
    functional999(7, [{ set: '0001', code: 'R', errors: ['IK3*NM1*12**8'] }]),
    claims277('B000000101', [{ claim: 'E000000001', status: 'A2:20' }]),
  ];

  it('may hold several envelopes, with line breaks and other delimiters', () => {
    const apart = files.flatMap(brief);
    expect(brief(files.join(''))).toEqual(apart);
    expect(brief(files.join('').replaceAll('~', '~\r\n'))).toEqual(apart);
    expect(brief(files.join('\n').replaceAll('*', '|').replaceAll(':', '>').replaceAll('~', '\n'))).toEqual(
      apart,
    );
  });

  it('never throws, whatever is done to it', () => {
    const all = files.join('');
    fc.assert(
      fc.property(fc.nat(all.length), fc.nat(40), fc.string({ maxLength: 12 }), (at, cut, put) => {
        const { answers, findings } = readAnswers(all.slice(0, at) + put + all.slice(at + cut));
        return answers.length + findings.length > 0;
      }),
      { numRuns: 400 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readAnswers(text).answers.length === 0));
  });
});

describe('where a line stands', () => {
  const at = (verdict: 'received' | 'accepted' | 'rejected', writtenAt: string) => ({ verdict, writtenAt });

  it.each([
    [[], 'sent'],
    [[at('received', '2026-11-18T10:00')], 'received'],
    [[at('accepted', '2026-11-18T10:00'), at('received', '2026-11-19T10:00')], 'accepted'],
    [[at('accepted', '2026-11-18T10:00'), at('rejected', '2026-11-18T10:00')], 'rejected'],
    [[at('rejected', '2026-11-18T10:00'), at('accepted', '2026-11-19T10:00')], 'accepted'],
  ] as const)('%j is %s', (decisions, state) => expect(settle(decisions)).toBe(state));

  it('does not depend on order or repetition', () => {
    const one = fc.record({
      verdict: fc.constantFrom('received', 'accepted', 'rejected'),
      writtenAt: fc.constantFrom('2026-11-17T08:00', '2026-11-18T08:00', '2026-11-19T08:00', ''),
    });
    fc.assert(
      fc.property(
        fc.array(one).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], {
              minLength: list.length * 2,
            }),
          ),
        ),
        ([list, again]) => settle(list) === settle(again),
      ),
    );
  });
});
