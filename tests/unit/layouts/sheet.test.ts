import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheetBack } from '#main/backend/sheet/read-back.ts';
import { writeSheet } from '#main/backend/sheet/write-sheet.ts';
import { csvCell, unguarded } from '#shared/csv.ts';
import { formatValue, rowOf } from '#shared/layouts/column.ts';
import { fieldsOf, LAYOUTS } from '#shared/layouts/kinds.ts';

const FIELDS = fieldsOf('invoice');
const { columns } = LAYOUTS.invoice.standard;
const headings = columns.map(({ heading }) => heading);

/** Whatever people type: formulas, quotes, letters of any script, zeros in front; no `_x0041_`, which workbooks read. */
const typed = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '=1+1',
      '+44',
      '-5',
      '@now',
      "'=x",
      "''",
      '007',
      'a "b", c',
      '\t=x',
      'x\r\ny',
      '1e5',
      '11/12',
      'constructor',
      'toString',
      '__proto__',
      'lost \uFFFD, none \uFDD0 \uFFFF',
    ),
  )
  .filter((text) => !text.includes('_x'));
const record = fc.dictionary(fc.constantFrom(...FIELDS.keys()), typed, { noNullPrototype: true });

describe('a sheet of a layout', () => {
  it('reads back to the same cells, as CSV and as a workbook, whatever is in the records', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('csv' as const, 'xlsx' as const),
        async (records, as) => {
          // A row always has its line number, so that none is empty.
          const rows = records.map((one, at) => rowOf(columns, FIELDS, { ...one, lineNumber: `E${at}-1` }));
          const back = await readSheetBack(
            await writeSheet([headings, ...rows], as, 'Invoice'),
            as,
            headings,
          );
          expect(back.map((cells) => cells.map((cell) => cell.trim()))).toEqual([headings, ...rows]);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('never begins a cell of CSV with what a spreadsheet takes for a formula, and the guard comes off again', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const cell = csvCell(text).slice(1, -1).replaceAll('""', '"');
        return !/^\s*[=+\-@\t\r]/.test(cell) && unguarded(cell) === text;
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2026-11-02', 'date', 'M/D/YYYY', '11/2/2026'],
    ['2026-11-02', 'date', 'YYYYMMDD', '20261102'],
    ['2026-11', 'month', 'Month YYYY', 'November 2026'],
    ['1250', 'money', null, '12.50'],
    ['5', 'money', '$0.00', '$0.05'],
    ['1 (510) 555-0100', 'phone', null, '5105550100'],
    ['5105550100', 'phone', '(000) 000-0000', '(510) 555-0100'],
    ['yes', 'flag', 'Yes/No', 'Yes'],
    ['no', 'flag', null, 'N'],
    ['94-1234567', 'digits', null, '941234567'],
    ['', 'flag', null, ''],
  ] as const)('writes %s as %s %s', (value, kind, format, expected) => {
    expect(formatValue(value, kind, { format, values: {} })).toBe(expected);
  });

  it('begins every kind with fields that exist and headings that differ', () => {
    for (const [kind, { standard }] of Object.entries(LAYOUTS)) {
      const known = fieldsOf(kind as keyof typeof LAYOUTS);
      const names = standard.columns.map(({ heading }) => heading.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      for (const { source } of standard.columns) {
        expect(source.from === 'field' && known.has(source.field)).toBe(true);
      }
    }
  });
});
