import type { PdfSpec } from '#main/backend/pdf/blocks.ts';
import { buildParts, type PdfPart } from '#main/backend/pdf/build-parts.ts';
import { SHIPPED } from '#shared/letters/library.ts';
import { fillTemplate, readTemplate } from '#shared/letters/template.ts';
import { budget, report, say, timed } from './measure.ts';
import { benchPlanPdf } from './print-bench.ts';

const LETTERS = 1000;

function frame(title: string, lang: string): Omit<PdfSpec, 'blocks'> {
  return {
    title,
    subject: title,
    author: 'Larkmeadow Care',
    lang,
    createdAt: new Date(0),
    header: { left: 'Larkmeadow Care', right: '(510) 555-0100' },
    footer: ['Desmond Rainfallow, CIN 90000412A'],
  };
}

async function* letters(): AsyncGenerator<PdfPart> {
  const texts = SHIPPED.filter(({ kind }) => kind === 'welcome').map((text) => ({
    ...text,
    template: readTemplate(text.body),
  }));
  for (let number = 0; number < LETTERS; number += 1) {
    const text = texts[number % texts.length];
    if (!text || 'problem' in text.template) throw new Error('The letter has no text.');
    const fields = {
      'member.called_name': `Marisol ${number}`,
      'agency.name': 'Larkmeadow Care',
      'agency.phone': '(510) 555-0100',
      'plan.name': 'Sunpoppy Health Plan',
      'lead.name': 'Nadia Brightwater',
    };
    const { blocks } = fillTemplate(text.template, { fields, lists: {} });
    yield { spec: { ...frame(text.title, text.language === 'es' ? 'es-US' : 'en-US'), blocks } };
  }
}

/** Plans one by one and a batch of letters in two languages, as tagged PDFs with embedded fonts. */
export async function benchPaper(): Promise<void> {
  say(`paper: plans, ${LETTERS} letters`);
  await benchPlanPdf();
  const before = process.memoryUsage().rss;
  let pages = 0;
  const [whole = 0] = await timed(1, async () => {
    ({ pages } = await buildParts(frame('Letters', 'en-US'), letters));
  });
  report(`${pages} letters merged into one PDF`, whole, budget(15_000));
  say(`memory grew by ${Math.round((process.memoryUsage().rss - before) / 1e6)} MB`);
}
