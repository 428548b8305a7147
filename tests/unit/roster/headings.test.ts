import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_KEYS, rosterField } from '#shared/roster/fields.ts';
import { columnLetter, mapHeadings, normalizeHeading } from '#shared/roster/headings.ts';

const fieldOf = (heading: string) => mapHeadings([heading]).columns[0]?.field ?? null;

describe('headings seen in plans’ files', () => {
  it.each([
    ['Member Client Index Number (CIN)', 'cin'],
    ['MCP_CIN', 'cin'],
    ['CIN', 'cin'],
    ['Medi-Cal Member CIN', 'cin'],
    ['client index number', 'cin'],
    ['Member First Name', 'firstName'],
    ['MEMBER_LAST_NAME', 'lastName'],
    ['Member Date of Birth', 'birthDate'],
    ['D.O.B.', 'birthDate'],
    ['Member Gender Code', 'sex'],
    ['Member Sex (Code)', 'sex'],
    ['Residential City', 'city'],
    ['Resdidential City', 'city'],
    ['Resdidential Zip', 'zip'],
    ['Medi-Cal Coverage County', 'county'],
    ['Member County', 'county'],
    ['Primary Phone', 'phone'],
    ['Home Phone', 'phone'],
    ['Member Email', 'email'],
    ['Authorization Number', 'authorizationNumber'],
    ['Authorizatin Start Date', 'authorizationStart'],
    ['Authorization End Date', 'authorizationEnd'],
    ['Member Homelessness Indicator', 'homeless'],
    ['Member Acuity Level', 'tier'],
    ['MRN', 'mrn'],
  ])('%s', (heading, field) => {
    expect(fieldOf(heading)).toBe(field);
  });

  it.each([
    'Health Plan Name',
    'MCP Name',
    'PCP Phone',
    'Emergency Contact Phone',
    'Alternate Contact Name',
    'Referring Organization Phone',
    'Mailing City',
    'ECM Provider Name',
    'Date of Referral Authorization Decision',
    '',
  ])('%s is kept and fills no field', (heading) => {
    expect(fieldOf(heading)).toBeNull();
  });

  it('reads a known heading in any case and punctuation', () => {
    const spelling = fc.constantFrom(...FIELD_KEYS.flatMap((key) => rosterField(key).headings));
    const noise = fc.array(fc.constantFrom(' ', '_', '-', '.', '(', ')', '/'), { maxLength: 3 });
    fc.assert(
      fc.property(spelling, noise, fc.boolean(), (heading, marks, upper) => {
        const written = [...heading].join(marks.join(''));
        expect(fieldOf(upper ? written.toUpperCase() : written)).toBe(fieldOf(heading));
      }),
    );
  });

  it('has no spelling that means two fields', () => {
    const all = FIELD_KEYS.flatMap((key) => rosterField(key).headings);
    expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
    expect(all.filter((one) => normalizeHeading(one) !== one)).toEqual([]);
  });
});

describe('mapping', () => {
  it('gives every column a name of its own and every field one column at most', () => {
    const heading = fc.constantFrom(
      'CIN',
      'MCP_CIN',
      'DOB',
      'Phone',
      'Home Phone',
      'Note',
      'note',
      '',
      'Last Name',
    );
    fc.assert(
      fc.property(fc.array(heading, { maxLength: 12 }), (headings) => {
        const { columns } = mapHeadings(headings);
        const names = columns.map((column) => column.keepAs);
        expect(new Set(names).size).toBe(names.length);
        const fields = columns.flatMap((column) => column.field ?? []);
        expect(new Set(fields).size).toBe(fields.length);
        expect(columns.map((column) => column.letter)).toEqual(
          headings.map((_, index) => columnLetter(index)),
        );
      }),
    );
  });

  it('needs CIN, names and birthday, and takes one column with the whole name for both', () => {
    expect(mapHeadings(['Phone']).missing).toEqual(['cin', 'firstName', 'lastName', 'birthDate']);
    expect(mapHeadings(['CIN', 'Member Name', 'DOB']).missing).toEqual([]);
  });

  it('lets a person’s choice win, also against a heading it knows', () => {
    const headings = ['CIN', 'Kundennummer', 'Phone'];
    const { columns } = mapHeadings(headings, { kundennummer: 'cin', phone: null });
    expect(columns.map((column) => column.field)).toEqual([null, 'cin', null]);
  });

  it('counts columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA']);
  });
});
