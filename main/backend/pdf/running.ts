import type { PdfSpec } from './blocks.ts';
import { COLUMN, type Flow, INK, PAGE, RUNNING } from './flow.ts';
import { type Line, lineWidth, oneLine } from './lines.ts';

/** Which page of its document this is. */
export interface PageCount {
  readonly page: number;
  readonly of: number;
  /** A second count under the first, for example of the whole file. */
  readonly note?: string | undefined;
}

/** Shares of the column that the two sides of the foot may take. */
const COUNT_SHARE = 0.34;
const GAP = 16;

/** The lines of the foot: long ones are folded, so that the number at the end of a long name is there. */
export function footLines(flow: Flow, spec: Pick<PdfSpec, 'footer'>): readonly Line[] {
  const size = flow.size(RUNNING, 1);
  return spec.footer
    .filter((text) => text !== '')
    .flatMap((text, index) => {
      // The page numbers stand beside the first two.
      const width = index < 2 ? COLUMN * (1 - COUNT_SHARE) - GAP : COLUMN;
      return flow.fold(text.replaceAll('\n', ' '), 400, size, width);
    });
}

/** Takes over how large a document is set, and leaves room for what runs along its foot. */
export function setUpPages(flow: Flow, spec: PdfSpec): void {
  flow.setSize(spec.size);
  flow.setSize(spec.size, footLines(flow, spec).length);
}

/** Draws what runs on every page: head, foot, page number and watermark, all of it artifacts. */
export function drawRunning(flow: Flow, spec: PdfSpec, { page, of, note }: PageCount): void {
  const size = flow.size(RUNNING, 1);
  const options = (width: number) => ({ weight: 400 as const, size, width, missing: flow.missing });
  const height = flow.lineHeight(size);
  flow.artifact('Pagination', () => {
    const right = oneLine(spec.header.right, options(COLUMN * 0.55));
    const left = oneLine(spec.header.left, options(COLUMN - lineWidth(right) - GAP));
    const head = 52 - height;
    flow.line(left, PAGE.left, head, size, INK.quiet);
    flow.line(right, PAGE.left + COLUMN - lineWidth(right), head, size, INK.quiet);
    const counts = [pageWords(spec.lang, page, of), ...(note === undefined ? [] : [note])].map((words) =>
      oneLine(words, options(COLUMN * COUNT_SHARE)),
    );
    const top = PAGE.height - flow.bottom + 16;
    counts.forEach((count, index) => {
      flow.line(count, PAGE.left + COLUMN - lineWidth(count), top + index * height, size, INK.quiet);
    });
    footLines(flow, spec).forEach((line, index) => {
      flow.line(line, PAGE.left, top + index * height, size, INK.quiet);
    });
  });
  flow.rule(58, INK.hair);
  flow.rule(PAGE.height - flow.bottom + 10, INK.hair);
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
