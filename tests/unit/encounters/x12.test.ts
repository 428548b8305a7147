import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileAssembler } from '#shared/encounters/assemble.ts';
import { x12Text } from '#shared/encounters/x12/characters.ts';
import { x12Zip } from '#shared/encounters/x12/claim-segments.ts';
import type { Claim837, Subscriber837 } from '#shared/encounters/x12/model.ts';
import { validate837p } from '#shared/encounters/x12/validate-837p.ts';
import { write837p } from '#shared/encounters/x12/write-837p.ts';
import { read837p } from '../../fixtures/x12/read-837p.ts';
import { twoClaimDrafts, twoClaimRecords } from '../../fixtures/x12/two-claim-records.ts';
import { FIRST_CLAIM, JANE, twoClaims } from '../../fixtures/x12/two-claims.ts';

const GOLDEN = readFileSync(new URL('../../fixtures/x12/two-claims.837', import.meta.url), 'utf8');

describe('an 837P', () => {
  it('is made from records segment for segment, by the plan’s profile and counters', () => {
    const assembler = new FileAssembler(twoClaimRecords());
    let text = assembler.start();
    for (const block of assembler.add(twoClaimDrafts())) text += block.text;
    expect((text + assembler.end()).split('~')).toEqual(GOLDEN.split('~'));
  });

  it('equals the recorded file, character for character', () => {
    expect(write837p(twoClaims()).split('~')).toEqual(GOLDEN.split('~'));
    expect(write837p(twoClaims())).toBe(GOLDEN);
  });

  it('passes its own check, with every count right', () => {
    expect(validate837p(GOLDEN)).toEqual({
      problems: [],
      counts: { segments: 43, transactions: 1, subscribers: 1, claims: 2, lines: 3, units: 4 },
    });
  });

  it('repeats the member level after 100 claims', () => {
    const claims = Array.from({ length: 101 }, (_, index) => numbered(FIRST_CLAIM, index));
    const text = write837p(twoClaims([{ ...JANE, claims }]));
    expect(validate837p(text)).toMatchObject({ problems: [], counts: { claims: 101, subscribers: 2 } });
    expect(text).toContain('~HL*3*1*22*0~');
  });

  it('stands in 9998 for a billing ZIP without its last four digits', () => {
    expect(x12Zip('94612', true)).toBe('946129998');
    expect(x12Zip('94612-0001', true)).toBe('946120001');
    expect(x12Zip('94607')).toBe('94607');
  });
});

function numbered(claim: Claim837, index: number): Claim837 {
  const id = `E${String(index + 1).padStart(9, '0')}`;
  return { ...claim, id, lines: claim.lines.map((line, at) => ({ ...line, number: `${id}-${at + 1}` })) };
}

describe('characters', () => {
  it.each([
    ['Renée Núñez', 'RENEE NUNEZ'],
    ['O’Brien~*:^ Jr', "O'BRIEN JR"],
    ['Łukasz Øre Straße', 'LUKASZ ORE STRASSE'],
    ['Thị Hà Nguyễn', 'THI HA NGUYEN'],
    ['A\r\nB\tC', 'A B C'],
    ['Mary;Ann', 'MARY;ANN'],
    ['陳', ''],
    ['½ Main', '1 2 MAIN'],
  ])('%s becomes %s', (typed, written) => {
    expect(x12Text(typed, 60)).toBe(written);
  });

  it('are always plain, short enough and free of delimiters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.integer({ min: 1, max: 80 }),
        (text, max) => {
          const written = x12Text(text, max);
          expect(written.length).toBeLessThanOrEqual(max);
          expect(written).toMatch(/^[A-Z0-9 !"&'()+,\-./;?=@_#%]*$/);
          expect(written).toBe(written.trim());
        },
      ),
    );
  }, 30_000);
});

/** Names as people bear them and as they should never arrive: accents, delimiters, line breaks, great length. */
const nameArbitrary = fc
  .tuple(
    fc.constantFrom(
      'Zoë',
      'Muñoz',
      "O'Dell",
      'Jean~Paul',
      'Ana*Maria',
      'A:B',
      'Car^et',
      'Semi;colon',
      'X'.repeat(90),
    ),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
  )
  .map((parts) => parts.join(' '));
const codeArbitrary = fc.constantFrom(
  'Z59.01',
  'Z59.02',
  'E11.9',
  'I50.9',
  'F33.1',
  'I10',
  'J44.9',
  'N18.32',
);
const claimArbitrary = fc.record({
  placeOfService: fc.constantFrom('04', '11', '12', '27', '02'),
  frequency: fc.constant('1' as const),
  authorization: fc.option(nameArbitrary),
  planClaimNumber: fc.constant(null),
  diagnoses: fc.uniqueArray(codeArbitrary, { minLength: 1, maxLength: 8 }),
  rendering: fc.option(
    fc.record({
      firstName: nameArbitrary,
      lastName: nameArbitrary,
      npi: fc.constant('1234567893'),
      taxonomy: fc.option(fc.constant('172V00000X')),
    }),
  ),
  units: fc.array(fc.integer({ min: 1, max: 32 }), { minLength: 1, maxLength: 50 }),
});
const subscriberArbitrary = fc.record({
  firstName: nameArbitrary,
  lastName: nameArbitrary,
  middleName: fc.option(nameArbitrary),
  memberId: fc.constant('91234567A'),
  address: nameArbitrary,
  city: fc.constantFrom('Oakland', 'San José', 'La Cañada Flintridge'),
  state: fc.constant('CA'),
  zip: fc.constantFrom('94607', '94607-1234', '946071234'),
  birthDate: fc.constant('1980-01-02'),
  sex: fc.constantFrom('F', 'M', 'X', 'U'),
  claims: fc.array(claimArbitrary, { minLength: 1, maxLength: 4 }),
});

function build(drawn: readonly { claims: readonly unknown[] }[]): Subscriber837[] {
  let next = 0;
  return (drawn as readonly (Omit<Subscriber837, 'claims'> & { claims: readonly never[] })[]).map(
    (subscriber) => ({
      ...subscriber,
      claims: subscriber.claims.map((claim: Omit<Claim837, 'id' | 'lines'> & { units: number[] }) => {
        next += 1;
        const id = `E${String(next).padStart(9, '0')}`;
        return {
          ...claim,
          id,
          lines: claim.units.map((units, at) => ({
            code: 'G9012',
            modifiers: ['U2'],
            units,
            pointers: [1],
            serviceOn: '2026-01-10',
            number: `${id}-${at + 1}`,
          })),
        };
      }),
    }),
  );
}

/** A member as a file can say it: in capitals, in ASCII, shortened, without dots. */
function asSent(subscriber: Subscriber837): Subscriber837 {
  const { claims, middleName, sex } = subscriber;
  const street = x12Text(subscriber.address, 110);
  const parts = [street.slice(0, 55).trim(), street.slice(55).trim()];
  return {
    ...subscriber,
    lastName: x12Text(subscriber.lastName, 60),
    firstName: x12Text(subscriber.firstName, 35),
    middleName: x12Text(middleName ?? '', 25) || null,
    address: parts.join(' ').trim(),
    city: x12Text(subscriber.city, 30),
    zip: subscriber.zip.replace('-', ''),
    sex: sex === 'X' ? 'U' : sex,
    claims: claims.map((claim) => ({
      id: claim.id,
      placeOfService: claim.placeOfService,
      frequency: claim.frequency,
      authorization: x12Text(claim.authorization ?? '', 50) || null,
      planClaimNumber: claim.planClaimNumber,
      diagnoses: claim.diagnoses.map((code) => code.replace('.', '')),
      rendering: claim.rendering && {
        lastName: x12Text(claim.rendering.lastName, 60),
        firstName: x12Text(claim.rendering.firstName, 35),
        npi: claim.rendering.npi,
        taxonomy: claim.rendering.taxonomy,
      },
      lines: claim.lines,
    })),
  };
}

describe('every file that is written', () => {
  it('passes the validator, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(subscriberArbitrary, { minLength: 1, maxLength: 6 }), (drawn) => {
        const subscribers = build(drawn);
        const text = write837p(twoClaims(subscribers));
        const verdict = validate837p(text);
        expect(verdict.problems).toEqual([]);
        expect(verdict.counts.claims).toBe(subscribers.reduce((sum, one) => sum + one.claims.length, 0));
        expect(/^[\x20-\x7e]*$/.test(text)).toBe(true);
        expect(read837p(text).subscribers).toEqual(subscribers.map(asSent));
      }),
      { numRuns: 200 },
    );
  }, 30_000);
});

describe('the validator', () => {
  const segments = GOLDEN.split('~').filter(Boolean);
  const optional = ['PRV', 'REF*G1', 'NM1*82'];
  const required = segments
    .map((text, index) => ({ text, index }))
    .filter(({ text }) => !optional.some((prefix) => text.startsWith(prefix)));

  it.each(required)('misses $text when it is taken out', ({ index }) => {
    const damaged = `${segments.filter((_, at) => at !== index).join('~')}~`;
    expect(validate837p(damaged).problems).not.toEqual([]);
  });

  it.each(segments.map((text, index) => ({ text, index })))('notices a second $text', ({ index }) => {
    const damaged = `${segments.toSpliced(index, 0, segments[index] as string).join('~')}~`;
    expect(validate837p(damaged).problems).not.toEqual([]);
  });

  it.each([
    ['ISA13 against IEA02', '000000101~', '000000102~'],
    ['GS06 against GE02', 'GE*1*101', 'GE*1*102'],
    ['the set count', 'GE*1*', 'GE*2*'],
    ['the segment count', 'SE*39*', 'SE*38*'],
    ['the HL chain', 'HL*2*1*22', 'HL*3*1*22'],
    ['the HL parent', 'HL*2*1*22', 'HL*2*2*22'],
    ['a pointer too far', '***1:2~', '***1:3~'],
    ['a charge that does not add up', 'CLM*E000000001*0*', 'CLM*E000000001*5*'],
    ['an NPI with a wrong check digit', 'XX*1234567893~PRV', 'XX*1234567890~PRV'],
    ['a dot in a diagnosis', 'ABK:Z5900*', 'ABK:Z59.00*'],
    ['a line number used twice', 'E000000001-2~', 'E000000001-1~'],
    ['a claim number used twice', 'CLM*E000000002', 'CLM*E000000001'],
    ['a replacement without the plan’s number', 'REF*F8*PLANICN778899~', ''],
    ['zero units', 'UN*2*', 'UN*0*'],
    ['a date that is none', 'D8*20260110', 'D8*20261310'],
    ['a ZIP with four digits', 'CA*94607~', 'CA*9460~'],
    ['a billing ZIP without its last four', 'CA*946120001~', 'CA*94612~'],
    ['lower case', 'DOE*JANE', 'Doe*JANE'],
    ['a character plans refuse', 'DOE*JANE', 'DÖE*JANE'],
    ['a line break', '~GS*', '~\nGS*'],
    ['a missing first name', 'DOE*JANE*', 'DOE**'],
  ])('notices %s', (_, from, to) => {
    expect(GOLDEN).toContain(from);
    expect(validate837p(GOLDEN.replace(from, to)).problems).not.toEqual([]);
  });

  it('points at the segment', () => {
    const verdict = validate837p(GOLDEN.replace('UN*2*', 'UN*0*'));
    expect(verdict.problems).toHaveLength(1);
    expect(segments[(verdict.problems[0]?.position ?? 0) - 1]).toMatch(/^SV1\*/);
  });

  it('never throws and never loops, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(segments.length - 1), { maxLength: 60 }), (order) => {
        const shuffled = `${[segments[0], ...order.map((at) => segments[at])].join('~')}~`;
        expect(validate837p(shuffled).problems.length).toBeGreaterThan(0);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(validate837p(text).problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
