import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPlan } from '../../fixtures/people.ts';
import { openRosterFile, rosterPerson, rosterText } from '../../fixtures/roster.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;

beforeAll(async () => {
  w = await openTestWorkspace();
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

const GOOD = rosterText([rosterPerson('90000412A', 'Guavatree', 'José', '1992-03-03')]);

function utf16(text: string, endian: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return endian === 'le' ? bytes : bytes.swap16();
}

describe('encodings', () => {
  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['plain UTF-8', GOOD, 'UTF-8'],
    ['UTF-8 with a mark', `\uFEFF${GOOD}`, 'UTF-8'],
    ['UTF-16, small end first', utf16(GOOD, 'le', true), 'UTF-16'],
    ['UTF-16, big end first', utf16(GOOD, 'be', true), 'UTF-16'],
    ['UTF-16 without a mark', utf16(GOOD, 'le', false), 'UTF-16 without its mark'],
    ['Windows-1252', Buffer.from(GOOD, 'latin1'), 'Windows-1252, because it is not UTF-8'],
    ['tabs', GOOD.replaceAll(',', '\t'), 'UTF-8'],
    ['semicolons, as Excel says them', `sep=;\r\n${GOOD.replaceAll(',', ';')}`, 'UTF-8'],
    ['old Macintosh line ends', GOOD.replaceAll('\r\n', '\r'), 'UTF-8'],
  ];
  it.each(cases)('reads %s', async (_name, content, encoding) => {
    const { importId, counts } = await openRosterFile(w, planId, content);
    expect(counts).toMatchObject({ new: 1, problem: 0 });
    const preview = await w.api.roster.preview({ importId: importId ?? '' });
    expect(preview.encoding).toBe(encoding);
    const { rows } = await w.api.roster.rows({ importId: importId ?? '' });
    expect(rows[0]?.name).toBe('José Guavatree');
    await w.api.roster.discard({ importId: importId ?? '' });
  });
});

describe('files that cannot be read', () => {
  const noise = Buffer.from(Array.from({ length: 600 }, (_, index) => (index * 37) % 256));
  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['empty', '', 'BAD.csv is empty.'],
    ['blank', ' \r\n\r\n', 'BAD.csv is empty.'],
    ['binary', noise, 'BAD.csv is not a text file. Hearth reads CSV, tab-separated text, .xlsx and XML.'],
    [
      'workbook',
      Buffer.from('504b030414000600', 'hex'),
      'BAD.csv is damaged: it cannot be unpacked. Ask the plan to send it again.',
    ],
    [
      'old workbook',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'BAD.csv is an older Excel workbook (.xls) or one locked with a password. Save it as .xlsx or CSV without a password, then open that.',
    ],
    [
      'X12',
      'ISA*00*          *00*',
      'BAD.csv is an X12 file, such as an 834. Hearth reads member lists as CSV, .xlsx and XML. Ask the plan for one of those.',
    ],
    ['PDF', '%PDF-1.7\n%âãÏÓ', 'BAD.csv is a PDF. Ask the plan for the list as CSV or .xlsx.'],
    [
      'no heading known',
      'Name of pet,Color\nRex,brown\n',
      'BAD.csv has no heading that Hearth knows, such as CIN or Last Name. Row 1 begins with “Name of pet, Color”.',
    ],
    ['headings only', GOOD.split('\r\n')[0] ?? '', 'BAD.csv has headings in row 1 and no rows below.'],
    [
      'unclosed quotation mark',
      'CIN,Last Name,First Name,DOB\n90000001A,Reed,Sam,1990-01-01\n90000002A,"Reed,Sam,1990-01-01\n9,9,9,9',
      'BAD.csv has a quotation mark in row 3 that is never closed. Ask the plan to send it again.',
    ],
  ];
  it.each(cases)(
    '%s: one sentence with the file’s name, and nothing kept',
    async (_name, content, message) => {
      const opening = openRosterFile(w, planId, content, 'BAD.csv');
      await expect(opening).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message });
      expect((await w.api.roster.list({})).imports).toEqual([]);
    },
  );

  it('never tells a path', async () => {
    w.shell.willOpen('/nowhere/secret-folder/GONE.csv');
    const stream = await w.api.roster.open({ planId });
    const failing = (async () => {
      for await (const _event of stream);
    })();
    await expect(failing).rejects.toMatchObject({
      message:
        'GONE.csv could not be read. It may be open in another program, or was moved. Choose it again.',
    });
    await expect(failing).rejects.not.toMatchObject({ message: expect.stringContaining('secret-folder') });
  });
});

describe('rows that cannot be read', () => {
  it('names the row and column of an endless cell and reads the rest', async () => {
    const text = rosterText([
      rosterPerson('90000412A', 'Guavatree', 'Marisol', '1992-03-03'),
      rosterPerson('90000413A', 'Long', 'Row', '1992-03-03', { 'PCP Name': 'x'.repeat(10 * 1024 * 1024) }),
      rosterPerson('90000414A', 'Reed', 'Sam', '1990-01-01'),
    ]);
    const { importId, counts } = await openRosterFile(w, planId, text);
    expect(counts).toMatchObject({ new: 2, problem: 1 });
    const { rows } = await w.api.roster.rows({ importId: importId ?? '', kind: 'problem' });
    expect(rows[0]).toMatchObject({ rowNumber: 3, name: 'Row Long', cin: '90000413A' });
    expect(rows[0]?.problems).toEqual([
      {
        column: 'J',
        field: '',
        sentence: 'The cell holds 10,485,760 characters, more than a roster’s cell can.',
      },
    ]);
    expect(JSON.stringify(rows).length).toBeLessThan(5000);
  });

  it('leaves no file of its own behind', () => {
    const names = readdirSync(w.root);
    expect(names.filter((name) => name !== 'workspace' && !name.endsWith('.csv'))).toEqual([]);
  });
});
