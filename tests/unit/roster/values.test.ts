import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { normalizeCin, normalizePhone, normalizeZip } from '#shared/members/normalize.ts';
import { readDate } from '#shared/roster/dates.ts';
import { DELIMITERS, sniffDelimiter } from '#shared/roster/delimiter.ts';
import { nameCase, readCell, splitFullName } from '#shared/roster/values.ts';

const TODAY = '2026-11-18';
const born = (text: string) => readDate(text, TODAY, true)?.date ?? null;

describe('dates', () => {
  const day = fc
    .integer({ min: 0, max: 45_000 })
    .map((days) => Temporal.PlainDate.from('1903-01-01').add({ days }));

  it('reads every way plans write one, to the same day', () => {
    const short = (date: Temporal.PlainDate) => date.toLocaleString('en-US', { month: 'short' });
    fc.assert(
      fc.property(day, (date) => {
        const { year, month, day: dom } = date;
        const two = (number: number) => String(number).padStart(2, '0');
        const spellings = [
          date.toString(),
          `${date} 00:00:00`,
          `${date}T00:00:00Z`,
          `${month}/${dom}/${year}`,
          `${two(month)}/${two(dom)}/${year}`,
          `${two(month)}-${two(dom)}-${year}`,
          `${year}${two(month)}${two(dom)}`,
          `${short(date)} ${dom}, ${year}`,
          `${date.toLocaleString('en-US', { month: 'long' })} ${dom} ${year}`,
          `${two(dom)}-${short(date)}-${year}`,
          `${dom} ${short(date)} ${year}`,
          ` ${month}/${dom}/${year} 12:00 AM `,
        ];
        expect(spellings.map(born)).toEqual(spellings.map(() => date.toString()));
      }),
    );
  });

  it('never throws and gives only real days', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^\d{0,4}[-/.]?\d{0,2}[-/.]?\d{0,4}$/));
    fc.assert(
      fc.property(texts, fc.boolean(), (text, past) => {
        const read = readDate(text, TODAY, past);
        if (read) expect(Temporal.PlainDate.from(read.date).toString()).toBe(read.date);
      }),
    );
  });

  it.each([
    '13/31/1969',
    '02/30/1990',
    '31.12.1969',
    '1990-00-10',
    '6/8',
    'June',
    '19870608.5',
    '0/0/0000',
    '1234',
  ])('%s is no date', (text) => {
    expect(born(text)).toBeNull();
  });

  it('takes two-digit years for the past in birthdays, for this century elsewhere', () => {
    expect(born('6/8/87')).toBe('1987-06-08');
    expect(born('6/8/26')).toBe('2026-06-08');
    expect(born('6/8/27')).toBe('1927-06-08');
    expect(readDate('10/31/27', TODAY, false)?.date).toBe('2027-10-31');
  });

  it('takes a spreadsheet’s day number only when it is likely, and says so', () => {
    expect(readDate('31936', TODAY, true)).toEqual({
      date: '1987-06-08',
      remark: '31936 was read as a spreadsheet’s day number.',
    });
    expect(readDate('99999', TODAY, true)).toBeNull();
    expect(readDate('31936', TODAY, false)).toBeNull();
  });
});

describe('ids and numbers', () => {
  const cin = fc.tuple(fc.integer({ min: 10_000_000, max: 99_999_999 }), fc.constantFrom(...'ABCDEFGH'));

  it('keeps a CIN whatever its spaces and capitals', () => {
    fc.assert(
      fc.property(cin, ([digits, letter]) => {
        const value = `${digits}${letter}`;
        for (const text of [value, value.toLowerCase(), ` ${digits} ${letter} `, `${digits}-${letter}`]) {
          expect(normalizeCin(text)).toEqual({ value });
        }
      }),
    );
  });

  it('says what a CIN lacks', () => {
    const sentence = (text: string) => normalizeCin(text);
    expect(sentence('9000031')).toEqual({ sentence: 'CIN has 7 characters, needs 9.' });
    expect(sentence('9')).toEqual({ sentence: 'CIN has 1 character, needs 9.' });
    expect(sentence('9000031XX')).toEqual({ sentence: 'CIN needs 8 digits and then a letter.' });
    expect(sentence('9.12E+11')).toMatchObject({ sentence: expect.stringContaining('spreadsheet') });
  });

  it('writes phones and ZIPs one way', () => {
    for (const text of ['5105550142', '510-555-0142', '(510) 555 0142', '+1 510.555.0142', '15105550142']) {
      expect(normalizePhone(text)).toEqual({ value: '(510) 555-0142' });
    }
    expect(normalizePhone('510-555-0142 x12')).toEqual({ value: '(510) 555-0142 x12' });
    expect(normalizeZip('946120001')).toEqual({ value: '94612-0001' });
    expect(normalizeZip('4612')).toEqual({ value: '04612' });
    expect(normalizeZip('9461')).toEqual({ value: '09461' });
    expect(normalizeZip('94612-1')).toMatchObject({ sentence: expect.any(String) });
  });

  it('is stable: what was normalized once stays', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d() .+-]{0,18}$/), (text) => {
        for (const normalize of [normalizePhone, normalizeZip, normalizeCin]) {
          const once = normalize(text);
          if ('value' in once) expect(normalize(once.value)).toEqual(once);
        }
      }),
    );
  });
});

describe('cells', () => {
  it('reads flags, sex, tiers and languages as plans write them', () => {
    const read = (field: Parameters<typeof readCell>[0], text: string) => readCell(field, text, TODAY);
    expect(['Y', 'yes', '1', 'TRUE'].map((text) => read('homeless', text))).toEqual(
      Array.from({ length: 4 }, () => ({ value: 'yes' })),
    );
    expect(read('homeless', 'maybe')).toEqual({ sentence: 'Unhoused says maybe, not yes or no.' });
    expect(read('sex', 'Female')).toEqual({ value: 'F' });
    expect(read('tier', 'Tier 2')).toEqual({ value: '2' });
    expect(read('language', 'HMN')).toEqual({ value: 'Hmong' });
    expect(read('birthDate', '01/02/2031')).toEqual({ sentence: 'Birthday Jan 2, 2031 is in the future.' });
  });

  it('makes capitals readable and leaves every other spelling', () => {
    expect(['DE LA CRUZ', "O'NEIL", 'NÚÑEZ-OKAFOR', 'McDonald', 'Li', 'LI'].map(nameCase)).toEqual([
      'De La Cruz',
      "O'Neil",
      'Núñez-Okafor',
      'McDonald',
      'Li',
      'LI',
    ]);
    expect(splitFullName('Guavatree, Marisol Grace')).toEqual({
      first: 'Marisol',
      middle: 'Grace',
      last: 'Guavatree',
    });
    expect(splitFullName('Marisol Guavatree')).toMatchObject({ first: 'Marisol', last: 'Guavatree' });
  });
});

describe('delimiters', () => {
  it('finds the one a table was written with', () => {
    const cell = fc.stringMatching(/^[A-Za-z0-9 ]{0,8}$/);
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(...DELIMITERS), (rows, delimiter) => {
        const lines = rows.map((row) => ['x', ...row].join(delimiter));
        expect(sniffDelimiter(lines.join('\r\n'))).toBe(delimiter);
      }),
    );
  });

  it('looks past delimiters inside quotation marks', () => {
    expect(sniffDelimiter('"Last, First";"a,b,c,d";CIN\r\n"Reed, Sam";"1,2,3";9\r\n')).toBe(';');
  });
});
