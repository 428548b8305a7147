import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPlan } from '../../fixtures/people.ts';
import { openRosterFile } from '../../fixtures/roster.ts';
import {
  packParts,
  type SheetCell,
  STYLES,
  serialOf,
  type TestSheet,
  workbook,
  workbookParts,
} from '../../fixtures/workbook.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date('2026-11-18T18:00:00.000Z') });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

const HEAD = ['CIN', 'Last Name', 'First Name', 'DOB', 'ZIP', 'Authorization Number', 'Home Phone'];
const day = (date: string): SheetCell => ({ style: STYLES.date, xml: `<v>${serialOf(date)}</v>` });
const sheet = (rows: readonly (readonly SheetCell[])[], more: Partial<TestSheet> = {}): TestSheet => ({
  name: 'Members',
  rows: [HEAD, ...rows],
  ...more,
});

async function open(bytes: Uint8Array, name?: string) {
  const event = await openRosterFile(w, planId, bytes, name ?? 'ROSTER.xlsx');
  const importId = event.importId ?? '';
  const preview = await w.api.roster.preview({ importId });
  const { rows } = await w.api.roster.rows({ importId });
  await w.api.roster.discard({ importId });
  return { event, preview, rows };
}

/** What a row says, by label. */
function said(row: { values: readonly { label: string; value: string }[] } | undefined) {
  return Object.fromEntries((row?.values ?? []).map(({ label, value }) => [label, value]));
}

describe('a workbook', () => {
  it('is read as it looks: texts, dates, padded numbers, formulas by their saved value', async () => {
    const { event, preview, rows } = await open(
      workbook([
        sheet([
          [
            '90000001A',
            'Guavatree',
            { type: 'inlineStr', xml: '<is><r><t>Mari</t></r><r><t>sol</t></r><rPh><t>x</t></rPh></is>' },
            day('1992-03-03'),
            { style: STYLES.fiveDigits, xml: '<v>4612</v>' },
            { style: STYLES.nineDigits, xml: '<v>123</v>' },
            { xml: '<v>5.105550142E9</v>' },
          ],
          [
            { type: 'str', xml: '<f>A2&amp;"x"</f><v>90000002A</v>' },
            'N\u00fa\u00f1ez',
            'Jos_x00e9_',
            { style: STYLES.longDate, xml: `<v>${serialOf('1987-06-08')}.75</v>` },
          ],
        ]),
      ]),
    );
    expect(event.counts).toMatchObject({ new: 2, problem: 0 });
    expect(preview).toMatchObject({ encoding: 'Excel workbook, sheet Members', delimiter: null });
    expect(preview.notices).toEqual([
      'Column A, CIN, holds formulas. The values saved with them are read, nothing is computed.',
    ]);
    expect(said(rows[0])).toMatchObject({
      'First name': 'Marisol',
      Birthday: 'Mar 3, 1992',
      ZIP: '04612',
      Authorization: '000000123',
      Phone: '(510) 555-0142',
    });
    expect(said(rows[1])).toMatchObject({
      'First name': 'José',
      'Last name': 'Núñez',
      Birthday: 'Jun 8, 1987',
    });
  });

  it('counts days from 1904 where the workbook says so, also in cells that are plain numbers', async () => {
    const serial = serialOf('1992-03-03') - 1462;
    const { rows } = await open(
      workbook(
        [
          sheet([
            ['90000001A', 'Reed', 'Sam', { style: STYLES.date, xml: `<v>${serial}</v>` }],
            ['90000002A', 'Reed', 'Ana', serial],
          ]),
        ],
        { date1904: true },
      ),
    );
    expect(rows.map((row) => said(row).Birthday)).toEqual(['Mar 3, 1992', 'Mar 3, 1992']);
    expect(rows[1]?.notes[0]?.sentence).toBe(`${serial} was read as a spreadsheet’s day number.`);
  });

  it('says what it cannot know: lost zeros, errors, formulas without a value, dates that are none', async () => {
    const { preview, rows } = await open(
      workbook([
        sheet([
          ['90000001A', 'Reed', 'Sam', day('1990-01-01'), 4612, 123],
          [{ type: 'e', xml: '<v>#REF!</v>' }, 'Reed', 'Ana', day('1990-01-01')],
          ['90000003A', 'Reed', 'Ida', { style: STYLES.date, xml: '<f>TODAY()</f>' }],
          ['90000004A', 'Reed', 'Ugo', { style: STYLES.date, xml: '<v>60</v>' }],
          [90000005, 'Reed', 'Eva', day('1990-01-01')],
        ]),
      ]),
    );
    expect(preview.notices).toEqual([
      'Column A, CIN, holds numbers, not text. Zeros at their beginning are lost; Hearth does not guess them.',
      'Column E, ZIP, holds numbers, not text. Zeros at their beginning are lost; Hearth does not guess them.',
      'Column F, Authorization Number, holds numbers, not text. Zeros at their beginning are lost; Hearth does not guess them.',
    ]);
    expect(rows.map((row) => [row.kind, row.line])).toEqual(
      [
        ['new', ''],
        ['problem', 'The cell shows #REF!, an error of the spreadsheet.'],
        ['problem', 'The cell holds a formula without a saved value.'],
        ['problem', 'The cell’s date, day number 60, does not exist.'],
        ['problem', 'CIN has 8 characters, needs 9.'],
      ].sort(([one], [other]) => (one ?? '').localeCompare(other ?? '')),
    );
    expect(rows[0]?.notes).toEqual([
      {
        column: 'E',
        field: 'zip',
        sentence: 'ZIP 4612 has 4 digits, needs 5. A spreadsheet may have dropped a zero. Left out.',
      },
    ]);
  });

  it('reads a merged value once and says so for the other rows', async () => {
    const { event, preview, rows } = await open(
      workbook([
        sheet(
          [
            ['90000001A', 'Reed', 'Sam', day('1990-01-01'), '94612'],
            ['90000002A', null, 'Ana', day('1991-01-01')],
            ['90000003A', 'Larch', 'Ida', day('1992-01-01')],
          ],
          { merges: ['B2:B3', 'E2:E4'] },
        ),
      ]),
    );
    expect(event.counts).toMatchObject({ new: 2, problem: 1 });
    expect(preview.notices[0]).toMatch(/^Some cells are merged\./);
    const bad = rows.find((row) => row.kind === 'problem');
    expect(bad?.problems).toEqual([
      {
        column: 'B',
        field: 'lastName',
        sentence: 'The cell is part of the merged cells B2 to B3; their value stands in row 2 only.',
      },
    ]);
    const ida = rows.find((row) => row.name === 'Ida Larch');
    expect(ida?.notes[0]?.sentence).toMatch(/^The cell is part of the merged cells E2 to E4;.*Left out\.$/);
  });

  it('finds the sheet with the members, names the others, and never runs what it carries', async () => {
    const bytes = workbook(
      [
        { name: 'Read me', rows: [['Notes for the CB-CME']] },
        { name: 'Old', rows: [HEAD, ['90000009A', 'Old', 'Row', '1990-01-01']], hidden: true },
        {
          name: 'Members',
          rows: [
            ['Sunpoppy, November'],
            [],
            HEAD,
            ['90000001A', 'Reed', 'Sam', day('1990-01-01'), null, null, null, 'seen'],
          ],
          hiddenRows: [4],
        },
      ],
      { extra: { 'xl/vbaProject.bin': 'Sub AutoOpen()' } },
    );
    const { preview, rows } = await open(bytes, 'ROSTER.xlsm');
    expect(preview.notices).toEqual([
      'The sheet Members was read. Read me was not: open the file again with those rows alone.',
      'Hidden sheets are not read: Old.',
      '1 row hidden in the sheet is read too.',
      'The workbook carries macros. Hearth never runs them.',
    ]);
    expect(rows.map((row) => [row.name, row.rowNumber])).toEqual([['Sam Reed', 4]]);
    expect(rows[0]?.notes[0]?.sentence).toBe(
      'The cell in column H stands beyond the last heading and is left out.',
    );
  });
});

describe('a workbook that cannot be read', () => {
  const good = () => workbookParts([sheet([['90000001A', 'Reed', 'Sam', day('1990-01-01')]])]);
  const changed = (part: string, change: (text: string) => string) => {
    const parts = good();
    return packParts({ ...parts, [part]: change(parts[part] ?? '') });
  };
  const without = (part: string) => {
    const { [part]: _gone, ...rest } = good();
    return packParts(rest);
  };
  const bombRow = `<row><c t="inlineStr"><is><t>${'x'.repeat(1000)}</t></is></c></row>`;
  const cases: readonly (readonly [string, () => Uint8Array, string, RegExp])[] = [
    [
      'cut off',
      () => packParts(good()).subarray(0, 900),
      'FILE_UNREADABLE',
      /is damaged: it cannot be unpacked/,
    ],
    [
      'no workbook inside',
      () => packParts({ 'a.txt': 'x' }),
      'FILE_UNREADABLE',
      /is a ZIP file without a workbook/,
    ],
    [
      'an OpenDocument sheet',
      () => packParts({ mimetype: 'x', 'content.xml': '<x/>' }),
      'FILE_UNREADABLE',
      /OpenDocument/,
    ],
    [
      'a missing sheet',
      () => without('xl/worksheets/sheet1.xml'),
      'FILE_UNREADABLE',
      /no sheet that can be seen/,
    ],
    [
      'broken XML',
      () => changed('xl/worksheets/sheet1.xml', (xml) => xml.replace('</row>', '')),
      'FILE_UNREADABLE',
      /is damaged near line 2/,
    ],
    [
      'an external entity',
      () =>
        changed('xl/sharedStrings.xml', (xml) =>
          xml
            .replace('<sst', '<!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst')
            .replace('Reed', '&e;'),
        ),
      'FILE_UNREADABLE',
      /declares a document type/,
    ],
    [
      'a text number that is not there',
      () => changed('xl/worksheets/sheet1.xml', (xml) => xml.replace('<v>7</v>', '<v>70</v>')),
      'FILE_UNREADABLE',
      /is damaged in row 2, column A/,
    ],
    [
      'a bomb',
      () =>
        changed('xl/worksheets/sheet1.xml', (xml) =>
          xml.replace('</sheetData>', `${bombRow.repeat(20_000)}</sheetData>`),
        ),
      'TOO_LARGE',
      /unfolds to far more than a member file holds/,
    ],
    [
      'endless columns',
      () =>
        changed('xl/worksheets/sheet1.xml', (xml) =>
          xml.replace('</sheetData>', '<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'),
        ),
      'TOO_LARGE',
      /has a value in column XFD/,
    ],
    [
      'rows out of order',
      () => changed('xl/worksheets/sheet1.xml', (xml) => xml.replace('r="2"', 'r="0"')),
      'FILE_UNREADABLE',
      /is damaged in row 2/,
    ],
  ];
  it.each(cases)('%s: one sentence, nothing kept', async (_name, make, code, message) => {
    const opening = openRosterFile(w, planId, make(), 'BAD.xlsx');
    await expect(opening).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect((await w.api.roster.list({})).imports).toEqual([]);
  });
});

describe('XML', () => {
  const member = (cin: string, more = '') =>
    `<m:Member id="7"><m:CIN>${cin}</m:CIN><m:Name><m:LastName>Reed</m:LastName><m:FirstName>Sam &amp; Jo</m:FirstName></m:Name>
     <m:DateOfBirth>1990-01-01</m:DateOfBirth><m:Mailing><m:City>Fresno</m:City></m:Mailing><m:Home><m:City>Oakland</m:City></m:Home>${more}</m:Member>`;
  const roster = (inside: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<m:Roster xmlns:m="urn:x"><m:Header><m:Sent>2026-11-01</m:Sent></m:Header><m:Members>${inside}</m:Members></m:Roster>`;

  it('is read by the element that holds a member, one or many', async () => {
    const many = roster(
      member('90000001A') + member('90000002A', '<m:Phone>5105550142</m:Phone><m:Phone>5105550143</m:Phone>'),
    );
    const { preview, rows } = await open(Buffer.from(many), 'ROSTER.xml');
    expect(preview.encoding).toBe('XML, one Member for each member, UTF-8');
    expect(rows.map((row) => [row.rowNumber, row.kind])).toEqual([
      [1, 'new'],
      [2, 'new'],
    ]);
    expect(said(rows[1])).toMatchObject({
      'First name': 'Sam & Jo',
      Phone: '(510) 555-0142',
      'Phone 2': '5105550143',
    });
    const one = await open(Buffer.from(roster(member('90000001A'))), 'ROSTER.xml');
    expect(one.rows.map((row) => said(row).CIN)).toEqual(['90000001A']);
  });

  it('keeps to the encoding it names', async () => {
    const text = roster(member('90000001A').replace('Reed', 'Núñez')).replace('UTF-8', 'windows-1252');
    const { rows } = await open(Buffer.from(text, 'latin1'), 'ROSTER.xml');
    expect(said(rows[0])['Last name']).toBe('Núñez');
  });

  it.each([
    [
      'an external entity',
      `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><m><CIN>&x;</CIN><LastName>R</LastName></m></r>`,
      /declares a document type/,
    ],
    [
      'a billion laughs',
      `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>`,
      /declares a document type/,
    ],
    ['no end', roster(member('90000001A')).slice(0, 300), /is damaged near line/],
    [
      'no member in it',
      '<orders><order><item>1</item></order></orders>',
      /has no element that Hearth knows as a member/,
    ],
    ['endless nesting', `${'<a>'.repeat(500)}${'</a>'.repeat(500)}`, /is nested deeper than 64 levels/],
    ['a web page', '<html><table><tr><td>CIN</td></tr></table></html>', /is a web page/],
    [
      'Excel 2003',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      /is an Excel 2003 XML workbook/,
    ],
  ])('%s: one sentence, nothing kept', async (_name, text, message) => {
    const opening = openRosterFile(w, planId, text, 'BAD.xml');
    await expect(opening).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(message),
    });
    expect((await w.api.roster.list({})).imports).toEqual([]);
  });
});

describe('text in two encodings', () => {
  it('is read line by line and says so', async () => {
    const line = (cin: string, name: string) => `${cin},${name},Sam,1990-01-01\n`;
    const bytes = Buffer.concat([
      Buffer.from(`CIN,Last Name,First Name,DOB\n${line('90000001A', 'Núñez')}`, 'utf8'),
      Buffer.from(line('90000002A', 'Peña'), 'latin1'),
    ]);
    const { preview, rows } = await open(bytes, 'ROSTER.csv');
    expect(rows.map((row) => said(row)['Last name'])).toEqual(['Núñez', 'Peña']);
    expect(preview.notices).toEqual([
      '1 line is written in Windows-1252, the others in UTF-8. Look at the names with accents.',
    ]);
  });

  it('points at letters that were lost or garbled before', async () => {
    const text =
      'CIN,Last Name,First Name,DOB\n90000001A,N\uFFFD\uFFFDez,Sam,1990-01-01\n90000002A,PeÃ±a,Ana,1990-01-02\n';
    const { rows } = await open(Buffer.from(text), 'ROSTER.csv');
    expect(rows.flatMap((row) => row.notes.map((note) => note.sentence))).toEqual([
      'N\uFFFD\uFFFDez has a character that was lost before the file came here.',
      'PeÃ±a looks garbled, as letters with accents do after a wrong encoding.',
    ]);
  });

  it('refuses a file with more rows than a member list can have', async () => {
    const text = `CIN,Last Name,First Name,DOB\n${'90000001A,Reed,Sam,1990-01-01\n'.repeat(200_000)}`;
    await expect(openRosterFile(w, planId, text, 'BIG.csv')).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message:
        'BIG.csv has more than 100,000 rows. Hearth reads member files up to that many. Ask the plan for the list of your own members.',
    });
  });
});
