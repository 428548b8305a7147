import { expect, test } from 'vitest';
import type { PdfSpec } from '#main/backend/pdf/blocks.ts';
import { buildParts } from '#main/backend/pdf/build-parts.ts';
import { buildPdf } from '#main/backend/pdf/build-pdf.ts';
import { MERGE_FIELDS } from '#shared/letters/fields.ts';
import { SHIPPED, type ShippedTemplate } from '#shared/letters/library.ts';
import { fillTemplate, readTemplate } from '#shared/letters/template.ts';
import { type ReadPdf, readPdf, type TagNode, tagsOf } from '../../fixtures/read-pdf.ts';

const LONG_NAME = 'María de los Ángeles Guadalupe Hernández-Quillfeather y Peñarosa de la Cruz';

function letter(text: ShippedTemplate, name = LONG_NAME): PdfSpec {
  const template = readTemplate(text.body);
  if ('problem' in template) throw new Error(template.problem.sentence);
  const fields = Object.fromEntries(Object.keys(MERGE_FIELDS).map((field) => [field, name]));
  const lists = { care_team: [{ name, role: 'nurse', phone: '(510) 555-0142' }], goals: [{ words: name }] };
  return {
    title: text.title,
    subject: text.title,
    author: 'Larkmeadow Care',
    lang: text.language === 'es' ? 'es-US' : 'en-US',
    createdAt: new Date(0),
    header: { left: 'Larkmeadow Care', right: '(510) 555-0100' },
    footer: [`${name}, CIN 90000412A`],
    blocks: fillTemplate(template, { fields, lists }).blocks,
  };
}

function levels(node: TagNode): number[] {
  const own = /^H([1-6])$/.exec(node.role)?.[1];
  return [...(own ? [Number(own)] : []), ...node.children.flatMap(levels)];
}

/** The rules of PDF/UA-1 that a program can check; gives back what is broken. */
function broken(pdf: ReadPdf, bytes: Uint8Array): string[] {
  const raw = Buffer.from(bytes).toString('latin1');
  const heads = pdf.pages.flatMap((page) => levels(page.tags));
  const tables = pdf.pages.flatMap((page) => tagsOf(page.tags, 'Table'));
  const lists = pdf.pages.flatMap((page) => tagsOf(page.tags, 'LI'));
  const rules: [string, boolean][] = [
    ['says it is PDF/UA-1', raw.includes('<pdfuaid:part>1</pdfuaid:part>')],
    ['is marked', raw.includes('/Marked true')],
    ['shows its title', raw.includes('/DisplayDocTitle true') && Boolean(pdf.info.Title)],
    ['has a language', Boolean(pdf.lang)],
    ['embeds every font', pdf.fonts.length > 0 && pdf.fonts.every(({ embedded }) => embedded)],
    ['tags every page', pdf.pages.every((page) => page.tags.text.trim() !== '')],
    ['starts with H1', heads[0] === 1],
    ['skips no heading level', heads.every((level, at) => level <= (heads[at - 1] ?? 0) + 1)],
    ['gives tables headers', tables.every((table) => tagsOf(table, 'TH').length > 0)],
    [
      'gives items label and body',
      lists.every((item) => item.children.map(({ role }) => role).join() === 'Lbl,LBody'),
    ],
    ['has bookmarks', pdf.outline.length > 0],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}

test('every shipped letter keeps the rules of PDF/UA, with the longest names', {
  timeout: 60_000,
}, async () => {
  for (const text of SHIPPED) {
    const { bytes, missing } = await buildPdf(letter(text));
    expect(missing, text.id).toEqual([]);
    const read = await readPdf(bytes);
    expect(broken(read, bytes), text.id).toEqual([]);
    expect(read.text, text.id).toContain(text.language === 'es' ? 'Página 1 de' : 'Page 1 of');
  }
});

test('a checker that finds nothing wrong with a bad document would be no checker', async () => {
  const bad = {
    ...letter(SHIPPED[0] as ShippedTemplate),
    blocks: [{ kind: 'heading', level: 3, text: 'x' } as const],
  };
  const { bytes } = await buildPdf(bad);
  expect(broken(await readPdf(bytes), bytes)).toEqual(['starts with H1', 'skips no heading level']);
});

test('a merged file has a part for each letter, each counting its own pages', async () => {
  async function* parts() {
    for (const text of SHIPPED.slice(0, 6)) yield { spec: letter(text, 'Ana') };
  }
  const whole = {
    title: 'Letters',
    subject: 'Letters',
    author: 'Larkmeadow',
    lang: 'en-US',
    createdAt: new Date(0),
  };
  const { bytes, pages } = await buildParts(whole, parts);
  const read = await readPdf(bytes);
  expect(pages).toBe(6);
  expect(read.pages.map((page) => /(Page|Página) \d (of|de) \d/.exec(page.text)?.[0])).toEqual([
    'Page 1 of 1',
    'Página 1 de 1',
    'Page 1 of 1',
    'Página 1 de 1',
    'Page 1 of 1',
    'Página 1 de 1',
  ]);
  expect(broken(read, bytes)).toEqual([]);
});
