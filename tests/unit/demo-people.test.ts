import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { AGENCY, STAFF } from '#main/backend/demo/agency.ts';
import { cinFor, npiFrom, phoneFor } from '#main/backend/demo/numbers.ts';
import { generatePeople } from '#main/backend/demo/people.ts';
import { BAD_ROWS, rosterCsv } from '#main/backend/demo/roster-file.ts';
import { isCin, isNpi, tinSchema } from '#shared/fields.ts';

const TODAY = '2026-11-18';
const five = generatePeople({ seed: 7, count: 5000, today: TODAY });

const share = (test: (person: (typeof five)[number]) => boolean): number =>
  (100 * five.filter(test).length) / five.length;

describe('demo people', () => {
  it('draws the same people for the same seed and others for another seed', () => {
    const once = generatePeople({ seed: 7, count: 60, today: TODAY });
    expect(generatePeople({ seed: 7, count: 60, today: TODAY })).toEqual(once);
    const other = generatePeople({ seed: 8, count: 60, today: TODAY });
    expect(other.map((person) => person.lastName)).not.toEqual(once.map((person) => person.lastName));
  });

  it('gives everybody a CIN of their own in the right format, starting with 9', () => {
    expect(five.every((person) => isCin(person.cin) && person.cin.startsWith('9'))).toBe(true);
    expect(new Set(five.map((person) => person.cin)).size).toBe(five.length);
  });

  it('gives nobody the name or the telephone number of somebody else', () => {
    expect(new Set(five.map((person) => `${person.firstName} ${person.lastName}`)).size).toBe(five.length);
    const phones = five.flatMap((person) => person.phone ?? []);
    expect(new Set(phones).size).toBe(phones.length);
    expect(phones.every((phone) => /^\d{3}55501\d\d$/.test(phone))).toBe(true);
  });

  it('shows the published first-year mix of conditions and acuity', () => {
    expect(share((person) => person.health.acuity.threeConditions)).toBeCloseTo(70, -1);
    expect(share((person) => person.health.acuity.emergencyVisits >= 3)).toBeCloseTo(57, -1);
    expect(share((person) => person.health.acuity.inpatientStays > 0)).toBeCloseTo(56, -1);
    const homeless = share((person) => person.health.acuity.chronicallyHomeless);
    expect(homeless).toBeGreaterThan(1.8);
    expect(homeless).toBeLessThan(3.8);
    const counts = new Map<string, number>();
    for (const person of five)
      for (const { label } of person.health.conditions) counts.set(label, (counts.get(label) ?? 0) + 1);
    const order = [...counts].sort((one, two) => two[1] - one[1]).map(([label]) => label);
    expect(order.slice(0, 3)).toEqual([
      'High blood pressure',
      'Type 2 diabetes',
      'Major depression, moderate',
    ]);
  });

  it('counts three conditions exactly for those whose acuity says so', () => {
    for (const person of five.filter(({ fromStory }) => !fromStory)) {
      const { conditions, acuity } = person.health;
      expect(conditions.length >= 3).toBe(acuity.threeConditions);
      expect(new Set(conditions.map(({ code }) => code)).size).toBe(conditions.length);
    }
  });

  it('never enrolls anybody before the plan assigned them or after today', () => {
    for (const person of five) {
      expect(person.assignedOn <= TODAY).toBe(true);
      if (person.enrolledOn !== null) {
        expect(person.enrolledOn >= person.assignedOn && person.enrolledOn <= TODAY).toBe(true);
      }
    }
  });
});

describe('demo agency', () => {
  it('has NPIs that pass their check digit and a TIN of nine digits', () => {
    expect(isNpi(AGENCY.npi)).toBe(true);
    expect(tinSchema.parse(AGENCY.tin)).toBe(AGENCY.tin);
    for (const { npi } of STAFF) if (npi !== null) expect(isNpi(npi)).toBe(true);
    expect(npiFrom('123456789')).toBe('1234567893');
  });

  it('runs out of fictional telephone numbers rather than repeating one', () => {
    expect(phoneFor(0)).toMatch(/^\d{3}55501\d\d$/);
    expect(phoneFor(1_000_000)).toBeNull();
    expect(cinFor(0)).not.toBe(cinFor(1));
  });
});

describe('demo roster file', () => {
  const people = generatePeople({ seed: 7, count: 60, today: TODAY });
  const options = { plan: 'sunpoppy', people, producedOn: TODAY, badRows: true } as const;

  it('is the same file for the same people, byte for byte', () => {
    const again = generatePeople({ seed: 7, count: 60, today: TODAY });
    expect(rosterCsv({ ...options, people: again })).toBe(rosterCsv(options));
  });

  it('has one row for each member of the plan and the bad rows', () => {
    const rows = parse(rosterCsv(options), { columns: true }) as Record<string, string>[];
    const own = people.filter((person) => person.plan === 'sunpoppy');
    expect(rows).toHaveLength(own.length + BAD_ROWS);
    const cins = rows.map((row) => row['Member Client Index Number (CIN)'] ?? '');
    expect(cins.filter((cin) => !isCin(cin))).toEqual(['9000031']);
    expect(rows.filter((row) => row['Member Date of Birth'] === '13/31/1969')).toHaveLength(1);
    expect(rows.filter((row) => row['Member Last Name'] === '')).toHaveLength(1);
  });

  it('keeps letters beyond ASCII', () => {
    expect(rosterCsv(options)).toContain('Marigrande de la Ciénaga');
  });
});
