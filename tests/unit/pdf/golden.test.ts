import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildAddressSheets } from '#main/backend/pdf/address-sheets.ts';
import { LARGE_PRINT, type PdfSpec, type PrintSize } from '#main/backend/pdf/blocks.ts';
import { buildPdf } from '#main/backend/pdf/build-pdf.ts';
import { SHIPPED } from '#shared/letters/library.ts';
import { fillTemplate, readTemplate } from '#shared/letters/template.ts';
import { differs, pageImages } from '../../fixtures/page-images.ts';
import { textBoxes } from '../../fixtures/read-pdf.ts';
import { sampleCopy, samplePlan } from '../../fixtures/sample-plan.ts';

const STORED = join(import.meta.dirname, 'golden');
// Letters of another drawing machine's rounding; a missing line of text is many times this.
const TOLERANCE = 0.04;

const LONG = 'María de los Ángeles Guadalupe Hernández-Quillfeather y Peñarosa de la Cruz Montenegro';

function letter(language: 'en' | 'es', size?: PrintSize): PdfSpec {
  const text = SHIPPED.find((one) => one.kind === 'appointment' && one.language === language);
  const template = readTemplate(text?.body ?? '');
  if ('problem' in template) throw new Error(template.problem.sentence);
  const fields = {
    'member.called_name': 'Desmond',
    'agency.name': 'Larkmeadow Care',
    'agency.phone': '(510) 555-0100',
    'appointment.date': 'November 24, 2026',
    'appointment.time': '10:30',
    'appointment.place': '200 Oak St',
    'appointment.with': 'Nadia Brightwater',
  };
  return {
    title: text?.title ?? '',
    subject: 'Letter',
    author: 'Larkmeadow Care',
    lang: language === 'es' ? 'es-US' : 'en-US',
    createdAt: new Date(0),
    header: { left: 'Larkmeadow Care', right: '(510) 555-0100' },
    footer: ['Desmond Rainfallow, CIN 90000412A'],
    ...(size ? { size } : {}),
    blocks: fillTemplate(template, { fields, lists: {} }).blocks,
  };
}

const DOCUMENTS: Readonly<Record<string, () => Promise<{ readonly bytes: Uint8Array }>>> = {
  plan: () => buildPdf(samplePlan()),
  draft: () => buildPdf({ ...samplePlan({ goals: 1 }), watermark: 'Draft' }),
  'copy-en': () => buildPdf(sampleCopy('en', 'standard')),
  'copy-es-large': () => buildPdf(sampleCopy('es', 'large')),
  'letter-en': () => buildPdf(letter('en')),
  'letter-es-large': () => buildPdf(letter('es', LARGE_PRINT)),
  envelope: () =>
    buildAddressSheets('envelopes', {
      title: 'Envelopes',
      author: 'Larkmeadow Care',
      createdAt: new Date(0),
      addresses: [[LONG, '2 Larkspur Way', 'Oakland, CA 94612']],
      from: ['Larkmeadow Care', '100 Main St', 'Oakland, CA 94612-0001'],
    }),
};

test.each(Object.keys(DOCUMENTS))('%s looks as it did', { timeout: 60_000 }, async (name) => {
  const pages = await pageImages((await DOCUMENTS[name]?.())?.bytes ?? new Uint8Array());
  for (const [index, page] of pages.entries()) {
    const share = await differs(page, join(STORED, `${name}-${index + 1}.png`));
    expect(share, `${name}, page ${index + 1}`).toBeLessThan(TOLERANCE);
  }
});

test('one changed word is more than the tolerance lets through', async () => {
  const spec = letter('en');
  const changed = spec.blocks.map((block) =>
    block.kind === 'paragraph' ? { ...block, text: 'Something else stands here now.' } : block,
  );
  const [page] = await pageImages((await buildPdf({ ...spec, blocks: changed })).bytes);
  if (!page || process.env.HEARTH_GOLDEN === 'write') return;
  expect(await differs(page, join(STORED, 'letter-en-1.png'))).toBeGreaterThan(TOLERANCE);
});

test('forty goals, very long names, emoji and combining marks: nothing overflows, no heading is left alone', {
  timeout: 60_000,
}, async () => {
  const words = `Ẽ́ A e\u0301 place for 🐕 ${LONG} ${'unbroken'.repeat(20)}`;
  const built = await buildPdf(samplePlan({ goals: 40, name: LONG, words }));
  expect(built.missing.map(({ codePoints }) => codePoints)).toContain('U+1F415');
  const pages = await textBoxes(built.bytes);
  expect(pages.length).toBeGreaterThan(15);
  for (const [index, page] of pages.entries()) {
    for (const item of page.items) {
      expect(item.right, `page ${index + 1}: ${item.text}`).toBeLessThanOrEqual(612 - 56 + 1);
      expect(item.left).toBeGreaterThanOrEqual(55);
      expect(item.bottom).toBeGreaterThan(20);
    }
    // The last line of the column is never a goal's heading.
    const column = page.items.filter(({ bottom }) => bottom > 72);
    const lowest = Math.min(...column.map(({ bottom }) => bottom));
    const last = column
      .filter(({ bottom }) => bottom < lowest + 2)
      .map(({ text }) => text)
      .join(' ');
    expect(last).not.toMatch(/^\d+\. “/);
    expect(last).not.toMatch(/^(What happens|Care team|In a crisis|Signatures)/);
  }
});
