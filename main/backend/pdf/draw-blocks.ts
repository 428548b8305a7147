import type { Block } from './blocks.ts';
import { drawPages } from './draw-pages.ts';
import { drawFacts, drawTable, factsStart, tableStart } from './draw-tables.ts';
import { COLUMN, type Flow, INK, PAGE, type Tag } from './flow.ts';
import type { Line } from './lines.ts';

const BODY = 10.5;
const QUIET = 9.5;
const PARAGRAPH_GAP = 5;
const HEADINGS = {
  1: { size: 20, before: 0, after: 4 },
  2: { size: 14, before: 18, after: 4 },
  3: { size: 11.5, before: 13, after: 2 },
} as const;

/**
 * How much room the beginning of a block needs, so that a heading is never left alone at the foot of a page, and
 * lines to sign on never at the top of one.
 */
function startHeight(flow: Flow, blocks: readonly Block[], at: number): number {
  const block = blocks[at];
  switch (block?.kind) {
    case undefined:
      return 0;
    case 'heading': {
      const { size, before, after } = HEADINGS[block.level];
      return (
        flow.lineHeight(flow.size(size)) + (before + after) * flow.scale + startHeight(flow, blocks, at + 1)
      );
    }
    case 'table':
      return tableStart(flow, block);
    case 'facts':
      return factsStart(flow, block);
    case 'drawing':
      return DRAWING_HEIGHT;
    case 'pages':
      return 0;
    case 'signatures':
      return signaturesHeight(flow, block.labels);
    case 'paragraph':
      if (blocks[at + 1]?.kind === 'signatures') {
        return paragraphHeight(flow, block) + startHeight(flow, blocks, at + 1);
      }
      return flow.lineHeight(flow.size(BODY)) * 2;
    default:
      return flow.lineHeight(flow.size(BODY)) * 2;
  }
}

/** Draws every block in order below the document's root; headings become bookmarks below `bookmark`. */
export function drawBlocks(flow: Flow, blocks: readonly Block[], bookmark: PDFKit.PDFOutline): void {
  const outline: PDFKit.PDFOutline[] = [bookmark];
  blocks.forEach((block, index) => {
    switch (block.kind) {
      case 'heading':
        drawHeading(flow, block, startHeight(flow, blocks, index + 1), outline);
        break;
      case 'paragraph':
        if (blocks[index + 1]?.kind === 'signatures') flow.reserve(startHeight(flow, blocks, index));
        drawParagraph(flow, block);
        break;
      case 'list':
        drawList(flow, block);
        break;
      case 'table':
        drawTable(flow, block);
        break;
      case 'facts':
        drawFacts(flow, block);
        break;
      case 'drawing':
        drawDrawing(flow, block);
        break;
      case 'signatures':
        drawSignatures(flow, block.labels, block.date ?? 'Date');
        break;
      case 'pages':
        drawPages(flow, block, bookmark);
        break;
    }
  });
}

/** Draws lines down the page, opening the element's content anew on every page it reaches. */
function drawLines(
  flow: Flow,
  element: Tag,
  type: string,
  lines: readonly Line[],
  text: { readonly x: number; readonly size: number; readonly color: string },
): void {
  const height = flow.lineHeight(text.size);
  let index = 0;
  while (index < lines.length) {
    if (flow.room < height) flow.newPage();
    let count = Math.max(1, Math.min(lines.length - index, Math.floor(flow.room / height)));
    // Two lines at least go to the next page together.
    if (lines.length - index - count === 1 && count > 2) count -= 1;
    flow.marked(element, type, () => {
      for (const line of lines.slice(index, index + count)) {
        flow.line(line, text.x, flow.y, text.size, text.color);
        flow.y += height;
      }
    });
    index += count;
    if (index < lines.length) flow.newPage();
  }
}

function drawHeading(
  flow: Flow,
  block: Extract<Block, { kind: 'heading' }>,
  following: number,
  outline: PDFKit.PDFOutline[],
): void {
  const { size, before, after } = HEADINGS[block.level];
  const scaled = flow.size(size);
  const lines = flow.fold(block.text, 600, scaled, COLUMN);
  flow.reserve(before * flow.scale + lines.length * flow.lineHeight(scaled) + after * flow.scale + following);
  flow.space(before);
  const words = typeof block.text === 'string' ? block.text : block.text.map((span) => span.text).join('');
  outline.length = block.level;
  const parent = outline[block.level - 1] ?? outline[0] ?? flow.doc.outline;
  outline[block.level] = parent.addItem(words, { expanded: block.level < 3 });
  const type = `H${block.level}`;
  const element = flow.tag(type, flow.root);
  drawLines(flow, element, type, lines, { x: PAGE.left, size: scaled, color: INK.text });
  element.end();
  flow.y += after * flow.scale;
}

type Paragraph = Extract<Block, { kind: 'paragraph' }>;

function paragraphSize(flow: Flow, { look }: Paragraph): number {
  return flow.size(look === 'lead' ? 12 : look === 'quiet' ? QUIET : BODY);
}

function paragraphHeight(flow: Flow, block: Paragraph): number {
  const size = paragraphSize(flow, block);
  return flow.fold(block.text, 400, size, COLUMN).length * flow.lineHeight(size) + PARAGRAPH_GAP * flow.scale;
}

function drawParagraph(flow: Flow, block: Paragraph): void {
  const size = paragraphSize(flow, block);
  const lines = flow.fold(block.text, 400, size, COLUMN);
  if (lines.length === 0) return;
  flow.reserve(flow.lineHeight(size) * Math.min(lines.length, 2));
  const element = flow.tag('P', flow.root);
  drawLines(flow, element, 'P', lines, {
    x: PAGE.left,
    size,
    color: block.look === 'quiet' ? INK.quiet : INK.text,
  });
  element.end();
  flow.y += PARAGRAPH_GAP * flow.scale;
}

function drawList(flow: Flow, block: Extract<Block, { kind: 'list' }>): void {
  const size = flow.size(BODY);
  const indent = 18 * flow.scale;
  const list = flow.tag('L', flow.root);
  block.items.forEach((item, index) => {
    const lines = flow.fold(item, 400, size, COLUMN - indent);
    flow.reserve(flow.lineHeight(size) * Math.min(lines.length, 2));
    const element = flow.tag('LI', list);
    const [mark] = flow.fold(block.ordered ? `${index + 1}.` : '•', 400, size, indent);
    const label = flow.tag('Lbl', element);
    if (mark) flow.marked(label, 'Lbl', () => flow.line(mark, PAGE.left + 2, flow.y, size));
    label.end();
    const body = flow.tag('LBody', element);
    drawLines(flow, body, 'LBody', lines, { x: PAGE.left + indent, size, color: INK.text });
    body.end();
    element.end();
    flow.y += 2 * flow.scale;
  });
  list.end();
  flow.y += 4 * flow.scale;
}

const DRAWING_HEIGHT = 54;

function drawDrawing(flow: Flow, block: Extract<Block, { kind: 'drawing' }>): void {
  flow.reserve(DRAWING_HEIGHT);
  const scale = DRAWING_HEIGHT / block.height;
  const top = flow.y;
  const element = flow.tag('Figure', flow.root, {
    alt: block.alt,
    bbox: [PAGE.left, top, PAGE.left + block.width * scale, top + DRAWING_HEIGHT],
  });
  flow.marked(element, 'Figure', () => {
    for (const line of block.lines) {
      line.forEach(([x, y], index) => {
        if (index === 0) flow.doc.moveTo(PAGE.left + x * scale, top + y * scale);
        flow.doc.lineTo(PAGE.left + x * scale, top + y * scale);
      });
    }
    flow.doc.lineWidth(1).strokeColor(INK.text).stroke();
  });
  element.end();
  flow.y += DRAWING_HEIGHT;
}

const SIGNATURE_GAP = 34;

/** What stands under one pair of lines: who signs, and the word for the date. */
function signatureLines(flow: Flow, label: string, dateWord: string) {
  const size = flow.size(QUIET);
  return {
    name: flow.fold(label, 400, size, COLUMN * 0.64),
    date: flow.fold(dateWord, 400, size, COLUMN * 0.3),
  };
}

function signaturesHeight(flow: Flow, labels: readonly string[]): number {
  const height = flow.lineHeight(flow.size(QUIET));
  return labels.reduce(
    (sum, label) =>
      sum + SIGNATURE_GAP * flow.scale + 2 + signatureLines(flow, label, '').name.length * height,
    0,
  );
}

function drawSignatures(flow: Flow, labels: readonly string[], dateWord: string): void {
  const size = flow.size(QUIET);
  const dateX = PAGE.left + COLUMN * 0.7;
  flow.reserve(signaturesHeight(flow, labels));
  for (const label of labels) {
    flow.y += SIGNATURE_GAP * flow.scale;
    flow.rule(flow.y, INK.line, PAGE.left, COLUMN * 0.64);
    flow.rule(flow.y, INK.line, dateX, COLUMN * 0.3);
    flow.y += 2;
    const element = flow.tag('P', flow.root);
    const { name, date } = signatureLines(flow, label, dateWord);
    flow.marked(element, 'P', () => {
      for (const [index, line] of name.entries()) {
        flow.line(line, PAGE.left, flow.y + index * flow.lineHeight(size), size, INK.quiet);
      }
      for (const line of date) flow.line(line, dateX, flow.y, size, INK.quiet);
    });
    element.end();
    flow.y += Math.max(1, name.length) * flow.lineHeight(size);
  }
}
