import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkDiagnosis,
  formatDiagnosis,
  homelessDiagnosis,
  searchDiagnoses,
} from '#shared/programs/diagnoses.ts';
import { DIAGNOSES } from '#shared/programs/diagnosis-codes.ts';
import { PACK_ROWS } from '#shared/programs/packs.ts';
import { phaseOn } from '#shared/programs/phase.ts';
import { placeProblem, placesFor } from '#shared/programs/places.ts';
import { coreServices } from '#shared/programs/services.ts';
import { unitsFor, unitsRuleId, unitsWords } from '#shared/programs/units.ts';

const DEFAULT = { minutesPerUnit: 15, rounding: 'half_up', minimum: 1, dailyCap: null } as const;

describe('units', () => {
  it.each([
    [1, 1],
    [7, 1],
    [22, 1],
    [23, 2],
    [35, 2],
    [38, 3],
    [45, 3],
    [0, 0],
  ])('%i minutes make %i units by default', (minutes, units) => {
    expect(unitsFor(minutes, DEFAULT)).toBe(units);
  });

  it('rounds up, down and caps as the plan says', () => {
    expect(unitsFor(16, { ...DEFAULT, rounding: 'up' })).toBe(2);
    expect(unitsFor(29, { ...DEFAULT, rounding: 'down' })).toBe(1);
    expect(unitsFor(14, { ...DEFAULT, rounding: 'down', minimum: 0 })).toBe(0);
    expect(unitsFor(240, { ...DEFAULT, dailyCap: 8 }, 6)).toBe(2);
    expect(unitsFor(240, { ...DEFAULT, dailyCap: 8 }, 9)).toBe(0);
  });

  it('names its values in the id, so that a changed setting is a new rule', () => {
    expect(unitsRuleId(DEFAULT)).not.toBe(unitsRuleId({ ...DEFAULT, minutesPerUnit: 30 }));
    expect(unitsWords(DEFAULT)).toBe('15 minutes a unit, rounded half up, at least 1');
  });

  it('never falls when minutes rise', () => {
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), (a, b) => {
        expect(unitsFor(Math.min(a, b), DEFAULT)).toBeLessThanOrEqual(unitsFor(Math.max(a, b), DEFAULT));
      }),
    );
  });
});

describe('code tables', () => {
  it('have unique ids and the right programs on the right days', () => {
    expect(new Set(PACK_ROWS.map((row) => row.id)).size).toBe(PACK_ROWS.length);
    for (const row of PACK_ROWS) {
      expect(row.effectiveFrom).toBe(row.program === 'HHP' ? '2018-07-01' : '2022-01-01');
      expect(row.effectiveTo).toBe(row.program === 'HHP' ? '2021-12-31' : null);
    }
  });

  it('list six services for HHP and seven for ECM', () => {
    expect(coreServices('HHP')).toHaveLength(6);
    expect(coreServices('ECM')).toHaveLength(7);
  });
});

describe('phase', () => {
  const dates = { enrolledOn: '2026-03-01', endedOn: '2026-10-31' };
  it('follows the enrollment dates, both ends included', () => {
    expect(phaseOn(dates, '2026-02-28')).toBe('outreach');
    expect(phaseOn(dates, '2026-03-01')).toBe('service');
    expect(phaseOn(dates, '2026-10-31')).toBe('service');
    expect(phaseOn(dates, '2026-11-01')).toBeNull();
    expect(phaseOn({ enrolledOn: null, endedOn: null }, '2026-11-01')).toBe('outreach');
  });
});

describe('places', () => {
  it('offers only what goes with the mode and the day', () => {
    expect(placesFor('in_person', '2023-09-30').some((place) => place.code === '27')).toBe(false);
    expect(placesFor('in_person', '2023-10-01').some((place) => place.code === '27')).toBe(true);
    expect(placesFor('phone', '2026-01-01').map((place) => place.code)).toContain('02');
    expect(placesFor('phone', '2026-01-01').map((place) => place.code)).not.toContain('04');
  });

  it('says what is wrong with a place', () => {
    expect(placeProblem('04', 'in_person', '2026-01-01')).toBeNull();
    expect(placeProblem('04', 'phone', '2026-01-01')).toBe(
      'Homeless shelter does not go with this kind of contact.',
    );
    expect(placeProblem('88', 'phone', '2026-01-01')).toBe('Place of service 88 is not on the list.');
  });
});

describe('diagnoses', () => {
  it('split homelessness on October 1, 2021', () => {
    expect(checkDiagnosis('Z59.0', '2021-09-30').state).toBe('good');
    expect(checkDiagnosis('Z59.0', '2021-10-01')).toMatchObject({
      state: 'wrong',
      instead: ['Z59.00', 'Z59.01', 'Z59.02'],
    });
    expect(checkDiagnosis('Z59.01', '2021-09-30')).toMatchObject({ state: 'wrong', instead: ['Z59.0'] });
    expect(checkDiagnosis('Z59.01', '2021-10-01').state).toBe('good');
  });

  it('refuse headings and nonsense, accept well-formed codes outside the set', () => {
    expect(checkDiagnosis('E11', '2026-01-01')).toMatchObject({ state: 'wrong' });
    expect(checkDiagnosis('J44', '2026-01-01')).toMatchObject({ state: 'wrong' });
    expect(checkDiagnosis('I10', '2026-01-01').state).toBe('good');
    expect(checkDiagnosis('M54.50', '2026-01-01').state).toBe('good');
    expect(checkDiagnosis('HELLO', '2026-01-01')).toMatchObject({ state: 'wrong' });
    expect(formatDiagnosis(' z5901 ')).toBe('Z59.01');
  });

  it('hold the 25 priority codes, each once', () => {
    const named = [
      'Z55.0',
      'Z58.6',
      'Z59.00',
      'Z59.01',
      'Z59.02',
      'Z59.1',
      'Z59.3',
      'Z59.41',
      'Z59.48',
      'Z59.7',
    ];
    for (const code of named) {
      expect(DIAGNOSES.find((entry) => entry.code === code)).toMatchObject({
        priority: true,
        confirmed: 'sourced',
      });
    }
    expect(new Set(DIAGNOSES.map((entry) => entry.code)).size).toBe(DIAGNOSES.length);
    const finer = ['Z59.10', 'Z59.11', 'Z59.12', 'Z59.19', 'Z59.71', 'Z59.72'];
    const priority = DIAGNOSES.filter((entry) => entry.priority && !finer.includes(entry.code));
    expect(priority).toHaveLength(25);
  });

  it('come from the housing record', () => {
    const code = (housingNote: string | null, on = '2026-01-01') =>
      homelessDiagnosis({ homeless: true, housingNote }, on)?.code;
    expect(code('Cedar House shelter, Alder Street')).toBe('Z59.01');
    expect(code('unsheltered, by the river')).toBe('Z59.02');
    expect(code('sleeps in her car')).toBe('Z59.02');
    expect(code(null)).toBe('Z59.00');
    expect(code(null, '2021-09-30')).toBe('Z59.0');
    expect(homelessDiagnosis({ homeless: false, housingNote: 'shelter' }, '2026-01-01')).toBeNull();
  });

  it('are found by word and by code, social needs first', () => {
    expect(searchDiagnoses('homeless', '2026-01-01')[0]?.priority).toBe(true);
    expect(searchDiagnoses('e119', '2026-01-01').map((entry) => entry.code)).toContain('E11.9');
    expect(searchDiagnoses('Z59.0', '2021-06-01').map((entry) => entry.code)).toEqual(['Z59.0']);
  });
});
