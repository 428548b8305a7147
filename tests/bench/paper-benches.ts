import type { PdfSpec } from '#main/backend/pdf/blocks.ts';
import { buildParts, type PdfPart } from '#main/backend/pdf/build-parts.ts';
import { buildPdf } from '#main/backend/pdf/build-pdf.ts';
import { SHIPPED } from '#shared/letters/library.ts';
import { fillTemplate, readTemplate } from '#shared/letters/template.ts';
import { budget, median, report, say, timed } from './measure.ts';

const LETTERS = 1000;
const PLANS = 60;
const GOALS = 4;

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

function plan(number: number): PdfSpec {
  const goals = Array.from({ length: GOALS }, (_, index) => [
    {
      kind: 'heading',
      level: 3,
      text: `${index + 1}. “A room of my own, and a place for my dog ${number}.”`,
    },
    { kind: 'facts', rows: [{ name: 'How we will know', value: 'Holds a lease or a signed unit offer.' }] },
    {
      kind: 'table',
      head: ['What happens', 'Who', 'By when'],
      shares: [5, 3, 2],
      rows: Array.from({ length: 3 }, () => [
        'Coordinated entry packet, with proofs',
        'Ines Coppercap',
        'Dec 4',
      ]),
    },
  ]);
  return {
    ...frame('Health Action Plan', 'en-US'),
    blocks: [
      { kind: 'heading', level: 1, text: 'Health Action Plan' },
      { kind: 'paragraph', text: 'Kept the same campsite tidy for two years. Reads forms well.' },
      ...(goals.flat() as PdfSpec['blocks']),
      { kind: 'signatures', labels: ['Desmond Rainfallow', 'Clinical lead'] },
    ],
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
  say(`paper: ${PLANS} plans, ${LETTERS} letters`);
  await buildPdf(plan(0));
  const each = await timed(PLANS, (round) => buildPdf(plan(round)));
  report('HAP as PDF', median(each), budget(1000 / 60));
  const before = process.memoryUsage().rss;
  let pages = 0;
  const [whole = 0] = await timed(1, async () => {
    ({ pages } = await buildParts(frame('Letters', 'en-US'), letters));
  });
  report(`${pages} letters merged into one PDF`, whole, budget(15_000));
  say(`memory grew by ${Math.round((process.memoryUsage().rss - before) / 1e6)} MB`);
}
