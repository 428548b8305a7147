import type { BuiltPdf, PdfSpec } from './blocks.ts';
import { drawBlocks } from './draw-blocks.ts';
import { COLUMN, Flow, INK, PAGE } from './flow.ts';
import { lineWidth, oneLine } from './lines.ts';

/**
 * Builds a tagged, accessible PDF (PDF/UA structure) with embedded fonts, in memory.
 *
 * The same data gives the same pages. Characters that no embedded font has are printed as `[?]` and listed in
 * `missing`, so that the caller can say so in a sentence.
 */
export async function buildPdf(spec: PdfSpec): Promise<BuiltPdf> {
  const flow = new Flow(spec);
  const finished = collect(flow.doc);
  drawBlocks(flow, spec.blocks);
  flow.root.end();
  const pages = flow.doc.bufferedPageRange().count;
  for (let page = 0; page < pages; page += 1) {
    flow.doc.switchToPage(page);
    drawRunning(flow, spec, page + 1, pages);
  }
  flow.doc.end();
  return { bytes: await finished, pages, missing: [...flow.missing.values()] };
}

/**
 * Builds one PDF out of many letters: each is a tagged part in its own language that starts on a page of its own
 * and counts its own pages.
 *
 * Letters are taken one by one and their pages are let go as soon as they are drawn, so a batch of a thousand needs
 * little more memory than its own file. The name of each part becomes a bookmark.
 */
export async function buildMergedPdf(
  whole: Pick<PdfSpec, 'title' | 'subject' | 'author' | 'lang' | 'createdAt'>,
  parts: AsyncIterable<PdfSpec>,
): Promise<BuiltPdf> {
  const flow = new Flow({ ...whole, header: { left: '', right: '' }, footer: [], blocks: [] });
  const finished = collect(flow.doc);
  let pages = 0;
  let count = 0;
  for await (const part of parts) {
    const document = flow.openPart(part.lang, count === 0);
    flow.scale = part.scale ?? 1;
    drawBlocks(flow, part.blocks);
    flow.root.end();
    flow.root = document;
    const { start, count: drawn } = flow.doc.bufferedPageRange();
    for (let page = 0; page < drawn; page += 1) {
      flow.doc.switchToPage(start + page);
      drawRunning(flow, part, page + 1, drawn);
    }
    flow.doc.flushPages();
    pages += drawn;
    count += 1;
  }
  flow.root.end();
  flow.doc.end();
  return { bytes: await finished, pages, missing: [...flow.missing.values()] };
}

/** Says in one sentence which characters a document could not print; null when it could print all. */
export function missingSentence(missing: BuiltPdf['missing']): string | null {
  if (missing.length === 0) return null;
  const shown = missing.slice(0, 5).map((character) => `${character.text} (${character.codePoints})`);
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : '';
  return `The document’s font lacks ${shown.join(', ')}${more}. The PDF shows [?] there; the record keeps what you typed.`;
}

function drawRunning(flow: Flow, spec: PdfSpec, page: number, pages: number): void {
  const size = 8.5;
  const options = (width: number) => ({ weight: 400 as const, size, width, missing: flow.missing });
  const height = flow.lineHeight(size);
  flow.artifact('Pagination', () => {
    const right = oneLine(spec.header.right, options(COLUMN * 0.55));
    const left = oneLine(spec.header.left, options(COLUMN - lineWidth(right) - 16));
    flow.line(left, PAGE.left, 40, size, INK.quiet);
    flow.line(right, PAGE.left + COLUMN - lineWidth(right), 40, size, INK.quiet);
    const count = oneLine(pageWords(spec.lang, page, pages), options(COLUMN * 0.2));
    const top = PAGE.height - PAGE.bottom + 16;
    flow.line(count, PAGE.left + COLUMN - lineWidth(count), top, size, INK.quiet);
    spec.footer.forEach((text, index) => {
      const width = index === 0 ? COLUMN - lineWidth(count) - 16 : COLUMN;
      flow.line(oneLine(text, options(width)), PAGE.left, top + index * height, size, INK.quiet);
    });
  });
  flow.rule(58, INK.hair);
  flow.rule(PAGE.height - PAGE.bottom + 10, INK.hair);
  if (spec.watermark) drawWatermark(flow, spec.watermark);
}

function pageWords(lang: string, page: number, pages: number): string {
  return lang.startsWith('es') ? `Página ${page} de ${pages}` : `Page ${page} of ${pages}`;
}

function drawWatermark(flow: Flow, word: string): void {
  const size = 120;
  const line = oneLine(word, { weight: 600, size, width: PAGE.height, missing: flow.missing });
  const middle = { x: PAGE.width / 2, y: PAGE.height / 2 };
  flow.artifact('Pagination', () => {
    flow.doc.save();
    flow.doc.rotate(-52, { origin: [middle.x, middle.y] });
    flow.doc.fillOpacity(0.07);
    flow.line(line, middle.x - lineWidth(line) / 2, middle.y - size * 0.75, size, INK.text);
    flow.doc.restore();
  });
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    doc.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.byteLength;
    });
    doc.on('error', reject);
    doc.on('end', () => {
      const bytes = new Uint8Array(length);
      let at = 0;
      for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.byteLength;
      }
      resolve(bytes);
    });
  });
}
