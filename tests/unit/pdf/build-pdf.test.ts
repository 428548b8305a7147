import { expect, test } from 'vitest';
import type { Block, PdfSpec } from '#main/backend/pdf/blocks.ts';
import { buildPdf, missingSentence } from '#main/backend/pdf/build-pdf.ts';
import { readPdf, tagsOf } from '../../fixtures/read-pdf.ts';

function spec(blocks: readonly Block[], more: Partial<PdfSpec> = {}): PdfSpec {
  return {
    title: 'Health Action Plan, Zoë & Ana <Guavatree>',
    subject: 'Health Action Plan',
    author: 'Larkmeadow Care',
    lang: 'en-US',
    createdAt: new Date('2026-11-18T18:00:00Z'),
    header: { left: 'Larkmeadow Care', right: 'Version 1' },
    footer: ['Marisol G. Guavatree, CIN 90000412A', 'Signed Nov 18, 2026'],
    blocks,
    ...more,
  };
}

const LONG = 'Coordinated entry packet with every proof the county asks for. ';

test('headings, paragraphs, lists and tables become tags of their kind, in reading order', async () => {
  const { bytes } = await buildPdf(
    spec([
      { kind: 'heading', level: 1, text: 'Health Action Plan' },
      { kind: 'paragraph', text: [{ text: 'How we will know: ', bold: true }, { text: 'a lease.' }] },
      { kind: 'heading', level: 2, text: 'Goals' },
      { kind: 'list', ordered: true, items: ['A room', 'A dog'] },
      {
        kind: 'table',
        head: ['What', 'Who'],
        shares: [2, 1],
        rows: [['Visit two buildings', 'Ines Coppercap']],
      },
      { kind: 'facts', rows: [{ name: 'Born', value: 'Mar 3, 1992' }] },
    ]),
  );
  const [page] = (await readPdf(bytes)).pages;
  const document = page?.tags.children[0];
  expect(document?.role).toBe('Document');
  expect(document?.children.map((node) => node.role)).toEqual(['H1', 'P', 'H2', 'L', 'Table', 'Table']);
  expect(document?.children[1]?.text.trim()).toBe('How we will know: a lease.');
  const list = document?.children[3];
  expect(list?.children.map((item) => item.children.map((part) => [part.role, part.text.trim()]))).toEqual([
    [
      ['Lbl', '1.'],
      ['LBody', 'A room'],
    ],
    [
      ['Lbl', '2.'],
      ['LBody', 'A dog'],
    ],
  ]);
  const table = document?.children[4];
  expect(table?.children.map((part) => part.role)).toEqual(['THead', 'TBody']);
  expect(
    tagsOf(table ?? { role: '', text: '', alt: null, children: [] }, 'TH').map((cell) => cell.text.trim()),
  ).toEqual(['What', 'Who']);
  expect(
    tagsOf(table ?? { role: '', text: '', alt: null, children: [] }, 'TD').map((cell) => cell.text.trim()),
  ).toEqual(['Visit two buildings', 'Ines Coppercap']);
});

test('the document says its language, title and kind, and names its bookmarks', async () => {
  const pdf = await buildPdf(
    spec([
      { kind: 'heading', level: 1, text: 'Plan' },
      { kind: 'heading', level: 2, text: 'Goals' },
    ]),
  );
  const read = await readPdf(pdf.bytes);
  expect(read.lang).toBe('en-US');
  expect(read.info.Title).toBe('Health Action Plan, Zoë and Ana (Guavatree)');
  expect(read.info.Author).toBe('Larkmeadow Care');
  expect(read.outline).toEqual(['Plan', 'Goals']);
  const raw = Buffer.from(pdf.bytes).toString('latin1');
  expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(raw).toContain('/DisplayDocTitle true');
  expect(raw).toContain('/Marked true');
});

test('every font is inside the document, whatever scripts it needs', async () => {
  const pdf = await buildPdf(
    spec([
      { kind: 'paragraph', text: 'Dvořák, Șerban, Nguyễn Thị Hường, Чайковский, Ελένη, Łukasz, Peña, ǹ' },
    ]),
  );
  const read = await readPdf(pdf.bytes);
  expect(pdf.missing).toEqual([]);
  expect(read.text).toContain('Dvořák, Șerban, Nguyễn Thị Hường, Чайковский, Ελένη, Łukasz, Peña, ǹ');
  expect(read.fonts.length).toBeGreaterThan(2);
  expect(read.fonts.every((font) => font.embedded && font.name.includes('NotoSans'))).toBe(true);
});

test('a decomposed name prints as its composed letters', async () => {
  const pdf = await buildPdf(spec([{ kind: 'paragraph', text: 'Zoe\u0308 Pen\u0303a\u200b' }]));
  expect((await readPdf(pdf.bytes)).text).toContain('Zoë Peña');
  expect(pdf.missing).toEqual([]);
});

test('characters no font has are replaced visibly and told in one sentence', async () => {
  const pdf = await buildPdf(spec([{ kind: 'paragraph', text: 'A flat 🏠 for 王 and 🏠' }]));
  expect((await readPdf(pdf.bytes)).text).toContain('A flat [?] for [?] and [?]');
  expect(pdf.missing.map((character) => character.codePoints)).toEqual(['U+1F3E0', 'U+738B']);
  expect(missingSentence(pdf.missing)).toBe(
    'The document’s font lacks 🏠 (U+1F3E0), 王 (U+738B). The PDF shows [?] there; the record keeps what you typed.',
  );
  expect(missingSentence([])).toBeNull();
});

test('every page carries the running head and foot with its number, outside the structure tree', async () => {
  const pdf = await buildPdf(
    spec(
      Array.from({ length: 90 }, (_, index) => ({ kind: 'paragraph', text: `${index} ${LONG}` }) as const),
    ),
  );
  const read = await readPdf(pdf.bytes);
  expect(pdf.pages).toBeGreaterThan(2);
  expect(read.pages.length).toBe(pdf.pages);
  read.pages.forEach((page, index) => {
    expect(page.text).toContain(`Page ${index + 1} of ${pdf.pages}`);
    expect(page.text).toContain('Marisol G. Guavatree, CIN 90000412A');
    expect(page.tags.text).not.toContain('Page ');
    expect(page.tags.text).not.toContain('CIN 90000412A');
  });
});

test('nothing is lost when rows and paragraphs are taller than a page', { timeout: 30_000 }, async () => {
  const words = Array.from({ length: 1500 }, (_, index) => `word${index}`).join(' ');
  const pdf = await buildPdf(
    spec([
      { kind: 'table', head: ['What', 'Who'], shares: [1, 1], rows: [[words, 'Ines']] },
      { kind: 'paragraph', text: words },
    ]),
  );
  const read = await readPdf(pdf.bytes);
  const body = read.pages.map((page) => page.tags.text).join(' ');
  for (const index of [0, 1, 749, 1498, 1499]) {
    expect(body.match(new RegExp(`word${index}\\b`, 'g'))?.length, `word${index}`).toBe(2);
  }
});

test('a heading never stands alone at the foot of a page', { timeout: 30_000 }, async () => {
  for (let lines = 24; lines < 36; lines += 1) {
    const pdf = await buildPdf(
      spec([
        ...Array.from({ length: lines }, () => ({ kind: 'paragraph', text: 'One line.' }) as const),
        { kind: 'heading', level: 2, text: 'Care team' },
        { kind: 'table', head: ['Name'], shares: [1], rows: [['Nadia Brightwater']] },
      ]),
    );
    const read = await readPdf(pdf.bytes);
    const page = read.pages.find((candidate) => candidate.tags.text.includes('Care team'));
    expect(page?.tags.text, `after ${lines} lines`).toContain('Nadia Brightwater');
  }
});

test('a word wider than its column is cut, not printed over the margin', async () => {
  const pdf = await buildPdf(
    spec([{ kind: 'table', head: ['A', 'B'], shares: [1, 1], rows: [['x'.repeat(300), 'right']] }]),
  );
  const read = await readPdf(pdf.bytes);
  expect(read.text.replaceAll('\n', '')).toContain('x'.repeat(300));
  expect(read.text).not.toContain('x'.repeat(80));
});

test('the same data gives the same bytes', async () => {
  const one = await buildPdf(spec([{ kind: 'paragraph', text: LONG }]));
  const two = await buildPdf(spec([{ kind: 'paragraph', text: LONG }]));
  expect(Buffer.compare(one.bytes, two.bytes)).toBe(0);
});
