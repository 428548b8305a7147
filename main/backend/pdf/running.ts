import type { PdfSpec } from './blocks.ts';
import { COLUMN, type Flow, INK, PAGE } from './flow.ts';
import { lineWidth, oneLine } from './lines.ts';

/** Which page of its document this is. */
export interface PageCount {
  readonly page: number;
  readonly of: number;
  /** A second count under the first, for example of the whole file. */
  readonly note?: string | undefined;
}

/** Draws what runs on every page: head, foot, page number and watermark, all of it artifacts. */
export function drawRunning(flow: Flow, spec: PdfSpec, { page, of, note }: PageCount): void {
  const size = 8.5;
  const options = (width: number) => ({ weight: 400 as const, size, width, missing: flow.missing });
  const height = flow.lineHeight(size);
  flow.artifact('Pagination', () => {
    const right = oneLine(spec.header.right, options(COLUMN * 0.55));
    const left = oneLine(spec.header.left, options(COLUMN - lineWidth(right) - 16));
    flow.line(left, PAGE.left, 40, size, INK.quiet);
    flow.line(right, PAGE.left + COLUMN - lineWidth(right), 40, size, INK.quiet);
    const counts = [pageWords(spec.lang, page, of), ...(note === undefined ? [] : [note])].map((words) =>
      oneLine(words, options(COLUMN * 0.25)),
    );
    const top = PAGE.height - PAGE.bottom + 16;
    counts.forEach((count, index) => {
      flow.line(count, PAGE.left + COLUMN - lineWidth(count), top + index * height, size, INK.quiet);
    });
    spec.footer.forEach((text, index) => {
      const beside = counts[index];
      const width = beside ? COLUMN - lineWidth(beside) - 16 : COLUMN;
      flow.line(oneLine(text, options(width)), PAGE.left, top + index * height, size, INK.quiet);
    });
  });
  flow.rule(58, INK.hair);
  flow.rule(PAGE.height - PAGE.bottom + 10, INK.hair);
  if (spec.watermark) drawWatermark(flow, spec.watermark);
}

function pageWords(lang: string, page: number, pages: number): string {
  if (lang.startsWith('en')) return `Page ${page} of ${pages}`;
  return lang.startsWith('es') ? `Página ${page} de ${pages}` : `${page} / ${pages}`;
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
