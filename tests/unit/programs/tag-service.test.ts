import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROGRAMS } from '#shared/members/member.ts';
import { planProfileSchema } from '#shared/plans/profile.ts';
import { codeText, SERVICE_MODES } from '#shared/programs/pack.ts';
import { PACK_ROWS } from '#shared/programs/packs.ts';
import { matchingRows, type ServiceFacts, sentenceText, tagService } from '#shared/programs/tag-service.ts';

const UNITS = planProfileSchema.shape.units.parse(undefined);

const base: ServiceFacts = {
  program: 'ECM',
  serviceOn: '2026-11-18',
  phase: 'service',
  mode: 'in_person',
  clinical: false,
  minutes: 35,
};
const tag = (change: Partial<ServiceFacts>) => tagService({ ...base, ...change }, PACK_ROWS, UNITS);
const text = (change: Partial<ServiceFacts>) => {
  const result = tag(change);
  return result.code ? codeText(result.code, result.modifiers) : null;
};

describe('ECM codes', () => {
  it.each([
    [{}, 'G9012 U2'],
    [{ mode: 'phone' }, 'G9012 U2 GQ'],
    [{ mode: 'video' }, 'G9012 U2 GQ'],
    [{ clinical: true }, 'G9008 U1'],
    [{ clinical: true, mode: 'phone' }, 'G9008 U1 GQ'],
    [{ phase: 'outreach' }, 'G9012 U8'],
    [{ phase: 'outreach', mode: 'text' }, 'G9012 U8 GQ'],
    [{ phase: 'outreach', clinical: true }, 'G9008 U8'],
    [{ phase: 'outreach', clinical: true, mode: 'video' }, 'G9008 U8 GQ'],
    [{ mode: 'without_member' }, null],
    [{ phase: 'outreach', mode: 'without_member' }, null],
  ] as const)('%j gives %s', (change, expected) => {
    expect(text(change as Partial<ServiceFacts>)).toBe(expected);
  });

  it('says why, with the deciding facts in bold and the fact that would change it', () => {
    const result = tag({ staffWords: 'you' });
    expect(sentenceText(result.explanation)).toBe(
      'In person, by non-clinical staff (you), for an enrolled member, so G9012 U2. 35 minutes make 2 units of 15.',
    );
    expect(result.explanation.filter((part) => part.fact).map((part) => part.text)).toEqual([
      'In person',
      'non-clinical staff',
      'enrolled',
    ]);
    expect(result.counterfactual).toBe('By phone it would be G9012 U2 GQ.');
    expect(result.units).toBe(2);
    expect(result.needs).toEqual(['units:15:half_up:1:none']);
  });

  it('bills one attempt as one unit, whatever the minutes, and needs no unit setting', () => {
    const result = tag({ phase: 'outreach', minutes: 90 });
    expect(result.units).toBe(1);
    expect(result.needs).toEqual([]);
    expect(sentenceText(result.explanation)).toBe(
      'In person, by non-clinical staff, before enrollment, so G9012 U8. One attempt is 1 unit.',
    );
  });

  it('names the missing member as the reason', () => {
    const result = tag({ mode: 'without_member' });
    expect(result.billable).toBe(false);
    expect(result.notBillableBecause?.sentence).toBe(
      'Not billable because the member was not there and ECM has no code for that.',
    );
    expect(result.counterfactual).toBe('In person with the member it would be G9012 U2.');
  });

  it('waits for the plan where no public document shows the row', () => {
    expect(tag({ clinical: true }).confirmed).toBe('confirm_with_plan');
    expect(tag({ clinical: true }).needs).toContain('ecm.service.in-person.clinical');
    expect(tag({ mode: 'text' }).needs).toContain('ecm.service.text.non-clinical');
    expect(tag({}).confirmed).toBe('sourced');
  });
});

describe('HHP codes', () => {
  const hhp = { program: 'HHP', serviceOn: '2021-06-01' } as const;
  it.each([
    [{ clinical: true }, 'G0506 U1'],
    [{ clinical: true, mode: 'phone' }, 'G0506 U2'],
    [{ clinical: true, mode: 'without_member' }, 'G0506 U3'],
    [{}, 'G0506 U4'],
    [{ mode: 'video' }, 'G0506 U5'],
    [{ mode: 'without_member' }, 'G0506 U6'],
    [{ phase: 'outreach' }, 'G0506 U7'],
    [{ phase: 'outreach', mode: 'without_member', clinical: true }, 'G0506 U7'],
    [{ mode: 'text' }, null],
  ] as const)('%j gives %s', (change, expected) => {
    expect(text({ ...hhp, ...change })).toBe(expected);
  });

  it('needs every row confirmed, since no public document shows the table', () => {
    expect(tag({ ...hhp }).needs).toEqual(['hhp.service.in-person.non-clinical', 'units:15:half_up:1:none']);
  });

  it('leaves out of the sentence what the row does not look at', () => {
    expect(sentenceText(tag({ ...hhp, phase: 'outreach' }).explanation)).toBe(
      'Before enrollment, so G0506 U7. 35 minutes make 2 units of 15.',
    );
  });
});

describe('program dates', () => {
  it('never mixes the tables: the day of service decides', () => {
    expect(tag({ serviceOn: '2021-12-31' }).notBillableBecause?.sentence).toBe(
      'Not billable because ECM began on Jan 1, 2022.',
    );
    expect(tag({ program: 'HHP', serviceOn: '2022-01-01' }).notBillableBecause?.sentence).toBe(
      'Not billable because HHP ended on Dec 31, 2021.',
    );
    expect(text({ serviceOn: '2022-01-01' })).toBe('G9012 U2');
    expect(text({ program: 'HHP', serviceOn: '2021-12-31' })).toBe('G0506 U4');
  });

  it('has a reason when no program is set or service had ended', () => {
    expect(tag({ program: null }).notBillableBecause?.kind).toBe('no_program');
    expect(tag({ phase: null }).notBillableBecause?.kind).toBe('service_ended');
  });
});

const factsArbitrary = fc.record({
  program: fc.constantFrom(...PROGRAMS, null),
  serviceOn: fc
    .date({ min: new Date('2016-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  phase: fc.constantFrom('service', 'outreach', null) as fc.Arbitrary<ServiceFacts['phase']>,
  mode: fc.constantFrom(...SERVICE_MODES),
  clinical: fc.boolean(),
  minutes: fc.integer({ min: 0, max: 600 }),
  earlierUnits: fc.integer({ min: 0, max: 8 }),
});
const unitsArbitrary = fc.record({
  minutesPerUnit: fc.integer({ min: 1, max: 60 }),
  rounding: fc.constantFrom('half_up', 'up', 'down') as fc.Arbitrary<'half_up' | 'up' | 'down'>,
  minimum: fc.integer({ min: 0, max: 2 }),
  dailyCap: fc.option(fc.integer({ min: 1, max: 16 })),
});

describe('every set of facts', () => {
  it('gives exactly one row or exactly one reason', () => {
    fc.assert(
      fc.property(factsArbitrary, unitsArbitrary, (facts, units) => {
        expect(matchingRows(facts, PACK_ROWS).length).toBeLessThanOrEqual(1);
        const result = tagService(facts, PACK_ROWS, units);
        expect(result.billable).toBe(result.notBillableBecause === null);
        expect(result.billable).toBe(result.code !== null && result.units > 0);
        expect(sentenceText(result.explanation)).toMatch(/\.$/);
        expect(sentenceText(result.explanation)).not.toMatch(/undefined|null|NaN/);
      }),
      { numRuns: 2000 },
    );
  });

  it('never sends an ECM code for an HHP day or the other way round', () => {
    fc.assert(
      fc.property(factsArbitrary, unitsArbitrary, (facts, units) => {
        const { code } = tagService(facts, PACK_ROWS, units);
        if (code === 'G0506') expect(facts.serviceOn <= '2021-12-31' && facts.program === 'HHP').toBe(true);
        else if (code) expect(facts.serviceOn >= '2022-01-01' && facts.program === 'ECM').toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never gives more units than the minutes and the daily cap allow', () => {
    fc.assert(
      fc.property(factsArbitrary, unitsArbitrary, (facts, units) => {
        const result = tagService(facts, PACK_ROWS, units);
        if (!result.billable || facts.phase === 'outreach') return;
        expect(result.units).toBeLessThanOrEqual(
          Math.max(Math.ceil(facts.minutes / units.minutesPerUnit), units.minimum),
        );
        if (units.dailyCap !== null)
          expect(result.units + facts.earlierUnits).toBeLessThanOrEqual(units.dailyCap);
      }),
    );
  });

  it('offers a change only when it gives another code', () => {
    fc.assert(
      fc.property(factsArbitrary, unitsArbitrary, (facts, units) => {
        const result = tagService(facts, PACK_ROWS, units);
        if (!result.counterfactual || !result.code) return;
        expect(result.counterfactual).not.toContain(`be ${codeText(result.code, result.modifiers)}.`);
      }),
    );
  });
});
