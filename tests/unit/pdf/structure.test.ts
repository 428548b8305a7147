import { expect, test } from 'vitest';
import { buildAddressSheets } from '#main/backend/pdf/address-sheets.ts';
import type { PdfSpec } from '#main/backend/pdf/blocks.ts';
import { buildParts } from '#main/backend/pdf/build-parts.ts';
import { buildPdf } from '#main/backend/pdf/build-pdf.ts';
import { MERGE_FIELDS } from '#shared/letters/fields.ts';
import { SHIPPED, type ShippedTemplate } from '#shared/letters/library.ts';
import { fillTemplate, readTemplate } from '#shared/letters/template.ts';
import { brokenRules } from '../../fixtures/paper-rules.ts';
import { readPdf, textBoxes } from '../../fixtures/read-pdf.ts';
import { sampleCopy, samplePlan } from '../../fixtures/sample-plan.ts';

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

test('every shipped letter keeps the rules of PDF/UA, with the longest names', {
  timeout: 60_000,
}, async () => {
  for (const text of SHIPPED) {
    const { bytes, missing } = await buildPdf(letter(text));
    expect(missing, text.id).toEqual([]);
    const read = await readPdf(bytes);
    expect(brokenRules(read, bytes), text.id).toEqual([]);
    expect(read.text, text.id).toContain(text.language === 'es' ? 'Página 1 de' : 'Page 1 of');
  }
});

test('plans, member copies, envelopes and labels keep the rules', { timeout: 60_000 }, async () => {
  const sheet = {
    title: 'Addresses',
    author: 'Larkmeadow Care',
    createdAt: new Date(0),
    addresses: Array.from({ length: 31 }, () => [LONG_NAME, '2 Larkspur Way', 'Oakland, CA 94612']),
    from: ['Larkmeadow Care', '100 Main St', 'Oakland, CA 94612'],
  };
  const documents = [
    buildPdf(samplePlan({ goals: 40, name: LONG_NAME })),
    ...(['en', 'es'] as const).flatMap((language) =>
      (['standard', 'large'] as const).map((print) => buildPdf(sampleCopy(language, print))),
    ),
    buildAddressSheets('envelopes', sheet),
    buildAddressSheets('labels', sheet),
  ];
  for (const built of documents) {
    const { bytes } = await built;
    const read = await readPdf(bytes);
    expect(brokenRules(read, bytes), String(read.info.Title)).toEqual([]);
  }
});

test('large print has no type under 20 points, tables, head and foot included', async () => {
  const { bytes } = await buildPdf(sampleCopy('es', 'large'));
  const sizes = (await textBoxes(bytes)).flatMap(({ items }) => items.map(({ size }) => size));
  expect(Math.min(...sizes)).toBeGreaterThan(19.99);
});

test('a checker that finds nothing wrong with a bad document would be no checker', async () => {
  const bad = {
    ...letter(SHIPPED[0] as ShippedTemplate),
    blocks: [{ kind: 'heading', level: 3, text: 'x' } as const],
  };
  const { bytes } = await buildPdf(bad);
  expect(brokenRules(await readPdf(bytes), bytes)).toEqual(['starts with H1', 'skips no heading level']);
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
  expect(brokenRules(read, bytes)).toEqual([]);
});
