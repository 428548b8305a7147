import { describe, expect, it } from 'vitest';
import { checkFile, readAckFile } from '#main/backend/encounters/file-tools.ts';
import { write837p } from '#shared/encounters/x12/write-837p.ts';
import { claims277 } from '../../fixtures/x12/answers.ts';
import { FIRST_CLAIM, JANE, twoClaims } from '../../fixtures/x12/two-claims.ts';

const claims = Array.from({ length: 12 }, (_, index) => {
  const id = `E${String(index + 1).padStart(9, '0')}`;
  return {
    ...FIRST_CLAIM,
    id,
    lines: FIRST_CLAIM.lines.map((line, at) => ({ ...line, number: `${id}-${at + 1}` })),
  };
});
const GOOD = write837p(twoClaims([{ ...JANE, claims }]));
const SEGMENTS = GOOD.split('~').slice(0, -1);
const join = (segments: readonly string[]) => `${segments.join('~')}~`;
const bytes = (text: string) => new TextEncoder().encode(text);

/** One way to break a segment; null where it does not apply. */
type Mutation = (segment: string) => string | null;

const BROKEN: Readonly<Record<string, Mutation>> = {
  'bad count': (segment) => (/^(SE|GE|IEA)\*/.test(segment) ? segment.replace(/\*\d+\*/, '*99999*') : null),
  'bad code': (segment) => {
    const codes: readonly [RegExp, string][] = [
      [/^SBR\*P/, 'SBR*Q'],
      [/^CLM\*(\w+)\*0\*\*\*12:B:1/, 'CLM*$1*0***12:B:5'],
      [/^SV1\*HC/, 'SV1*ZZ'],
      [/^DMG\*D8/, 'DMG*D9'],
      [/^NM1\*85/, 'NM1*86'],
      [/^HI\*ABK/, 'HI*ABX'],
      [/^BHT\*0019\*00/, 'BHT*0019*77'],
    ];
    const found = codes.find(([pattern]) => pattern.test(segment));
    return found ? segment.replace(found[0], found[1]) : null;
  },
  'bad pointer': (segment) => (segment.startsWith('SV1*') ? segment.replace(/\*[\d:]+$/, '*9') : null),
  'not ASCII': (segment) => (/^(N3|N4|NM1)\*/.test(segment) ? segment.replace(/[A-Z]{3}/, 'É$&') : null),
  'bad date': (segment) => (/^DTP\*472/.test(segment) ? 'DTP*472*D8*20261399' : null),
};

describe('mutated files', () => {
  it('are good before they are broken', () => expect(checkFile(bytes(GOOD))).toMatchObject({ ok: true }));

  it('are each reported at the right segment', () => {
    let files = 0;
    const wrong: string[] = [];
    const check = (name: string, text: string, at: number) => {
      files += 1;
      const { ok, findings } = checkFile(bytes(text));
      const near = findings.some(({ segment }) => Math.abs(segment - at) <= 1);
      if (ok || !near) wrong.push(`${name} at ${at}: ${JSON.stringify(findings.slice(0, 2))}`);
    };
    for (const [index, segment] of SEGMENTS.entries()) {
      const at = index + 1;
      for (const [name, mutate] of Object.entries(BROKEN)) {
        const broken = mutate(segment);
        if (broken !== null && broken !== segment) check(name, join(SEGMENTS.with(index, broken)), at);
      }
      // Segments a guide leaves to the sender may be missing.
      const optional = /^(PRV|REF\*G1|NM1\*82|HL|ISA)/.test(segment);
      if (!optional) check(`missing ${segment}`, join(SEGMENTS.toSpliced(index, 1)), at);
      const next = SEGMENTS[index + 1];
      if (next && index > 0 && /^(LX|SV1|N3|DMG|SBR|BHT)\*/.test(segment)) {
        check(`swapped ${segment}`, join(SEGMENTS.with(index, next).with(index + 1, segment)), at);
      }
    }
    expect(wrong).toEqual([]);
    expect(files).toBeGreaterThanOrEqual(300);
  });

  it('are read to the end wherever they are cut off', () => {
    for (let cut = 0; cut < GOOD.length; cut += 97) {
      const { ok, findings } = checkFile(bytes(GOOD.slice(0, cut)));
      expect(ok).toBe(false);
      expect(findings.length).toBeGreaterThan(0);
    }
  });

  it('of 50 MB neither crash nor stall', () => {
    const long = bytes(GOOD + 'X'.repeat(50 * 1024 * 1024));
    expect(checkFile(long).ok).toBe(false);
    expect(readAckFile(long)).toMatchObject({ ok: false, answers: [] });
  });
});

describe('an answer file without a workspace', () => {
  it('says what it says about which claim', () => {
    const read = readAckFile(bytes(claims277('B1', [{ claim: 'E1', status: 'A7:562:82' }])));
    expect(read).toMatchObject({ ok: true, findings: [] });
    expect(read.answers[1]).toMatchObject({
      level: 'claim',
      verdict: 'rejected',
      about: { claim: 'E1', batch: 'B1' },
    });
    expect(readAckFile(bytes('hello'))).toMatchObject({ ok: false, answers: [] });
  });
});
