import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberOnFile } from '#shared/roster/compare.ts';
import { compareRoster } from '#shared/roster/compare.ts';
import { mapHeadings } from '#shared/roster/headings.ts';
import type { ReadRow } from '#shared/roster/read-row.ts';
import { readRow } from '#shared/roster/read-row.ts';

const TODAY = '2026-11-18';
const PLAN = { id: 'plan-1', name: 'Sunpoppy' };

const person = fc.record({
  number: fc.integer({ min: 0, max: 15 }),
  firstName: fc.constantFrom('Ana', 'Ánà', 'Bo', 'Chi'),
  lastName: fc.constantFrom('Reed', 'Stone', 'Larch'),
  birthDate: fc.constantFrom('1990-01-01', '1980-02-02'),
  phone: fc.constantFrom('(510) 555-0100', '(510) 555-0101'),
});

function toRow(
  values: typeof person extends fc.Arbitrary<infer Value> ? Value : never,
  rowNumber: number,
): ReadRow {
  const { number, ...rest } = values;
  const cin = `${90_000_000 + number}A`;
  return { rowNumber, cinText: cin, values: { cin, ...rest }, kept: {}, problems: [], notes: [] };
}

function onFile(row: ReadRow, corrected: readonly string[] = []): MemberOnFile {
  const { values } = row;
  return {
    id: `member-${values.cin}`,
    planId: PLAN.id,
    planName: PLAN.name,
    name: `${values.firstName} ${values.lastName}`,
    values,
    corrected,
    offRoster: false,
    standing: 'Assigned',
    open: true,
  };
}

const people = fc.uniqueArray(person, { selector: (one) => one.number, maxLength: 10 });

describe('comparing', () => {
  it('accounts for every row and every member exactly once', () => {
    fc.assert(
      fc.property(people, fc.array(person, { maxLength: 12 }), (known, listed) => {
        const members = known.map((one, index) => onFile(toRow(one, index)));
        const rows = listed.map((one, index) => toRow(one, index + 2));
        const { rows: compared, gone } = compareRoster(PLAN, rows, members, TODAY);
        expect(compared.map((row) => row.rowNumber)).toEqual(rows.map((row) => row.rowNumber));
        const used = compared.flatMap((row) => (row.member && row.effect !== 'out' ? [row.member.id] : []));
        expect(new Set(used).size).toBe(used.length);
        const touched = new Set(compared.flatMap((row) => row.member?.id ?? []));
        expect(gone.every((member) => !touched.has(member.id))).toBe(true);
        // Whoever is neither touched nor gone is the other one of two swapped CINs, and named as such.
        const said = compared.flatMap((row) => row.problems.map(({ sentence }) => sentence)).join(' ');
        for (const member of members) {
          if (touched.has(member.id) || gone.includes(member)) continue;
          expect(said).toContain(`those of ${member.name}, whose CIN is ${member.values.cin}`);
        }
        for (const row of compared) {
          expect(row.kind === 'new').toBe(row.member === null && row.problems.length === 0);
        }
      }),
    );
  });

  it('finds nothing to do when the file says what is on file', () => {
    fc.assert(
      fc.property(people, (known) => {
        const rows = known.map((one, index) => toRow(one, index + 2));
        const { rows: compared, gone } = compareRoster(
          PLAN,
          rows,
          rows.map((row) => onFile(row)),
          TODAY,
        );
        expect(compared.map((row) => row.kind)).toEqual(rows.map(() => 'same'));
        expect(compared.flatMap((row) => row.changes)).toEqual([]);
        expect(gone).toEqual([]);
      }),
    );
  });

  it('shows a corrected field and keeps it', () => {
    const row = toRow(
      { number: 1, firstName: 'Ana', lastName: 'Reed', birthDate: '1990-01-01', phone: '(510) 555-0101' },
      2,
    );
    const member = onFile({ ...row, values: { ...row.values, phone: '(510) 555-0100' } }, ['phone']);
    const { rows } = compareRoster(PLAN, [row], [member], TODAY);
    expect(rows[0]).toMatchObject({ kind: 'same', changes: [{ field: 'phone', kept: true }] });
  });

  it('does not mark somebody gone whose row cannot be read', () => {
    const row = toRow(
      { number: 1, firstName: 'Ana', lastName: 'Reed', birthDate: '1990-01-01', phone: '(510) 555-0101' },
      2,
    );
    const { cin: _cin, ...values } = row.values;
    const broken = { ...row, values, problems: [{ column: 'A', field: 'cin', sentence: 'CIN is empty.' }] };
    const { rows, gone } = compareRoster(PLAN, [broken], [onFile(row)], TODAY);
    expect(rows[0]).toMatchObject({ kind: 'problem', member: { id: expect.any(String) } });
    expect(gone).toEqual([]);
  });
});

describe('reading a row', () => {
  const { columns } = mapHeadings(['CIN', 'Last Name', 'First Name', 'DOB', 'Phone', 'PCP']);

  it('never throws, whatever the cells, and every problem has a sentence', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 9 }), (cells) => {
        const row = readRow(columns, cells, 2, TODAY);
        for (const { sentence } of [...row.problems, ...row.notes]) expect(sentence).toMatch(/^[A-Z].*\.$/s);
        if (row.problems.length === 0) {
          expect(Object.keys(row.values)).toEqual(expect.arrayContaining(['cin', 'lastName', 'birthDate']));
        }
      }),
    );
  });

  it('keeps unmapped cells word for word', () => {
    const row = readRow(columns, ['90000412a', 'Reed', 'Sam', '1/1/1990', '', '  =SUM(A1) '], 2, TODAY);
    expect(row).toMatchObject({ problems: [], kept: { PCP: '  =SUM(A1) ' } });
    expect(row.values).toEqual({
      cin: '90000412A',
      lastName: 'Reed',
      firstName: 'Sam',
      birthDate: '1990-01-01',
    });
  });
});
