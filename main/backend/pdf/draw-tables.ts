import type { Block, Inline } from './blocks.ts';
import { COLUMN, type Flow, INK, PAGE, type Tag } from './flow.ts';
import type { Weight } from './fonts.ts';
import type { Line } from './lines.ts';

const SIZE = 10;
const PAD = 4;
const GUTTER = 10;

type TableBlock = Extract<Block, { kind: 'table' }>;
type FactsBlock = Extract<Block, { kind: 'facts' }>;

interface Cell {
  readonly lines: readonly Line[];
  readonly x: number;
  readonly type: 'TH' | 'TD';
  readonly scope?: 'Row' | 'Column';
  readonly color: string;
}

function columns(shares: readonly number[]): readonly { readonly x: number; readonly width: number }[] {
  const all = shares.reduce((sum, share) => sum + share, 0);
  const usable = COLUMN - GUTTER * (shares.length - 1);
  let x: number = PAGE.left;
  return shares.map((share) => {
    const width = (usable * share) / all;
    const column = { x, width };
    x += width + GUTTER;
    return column;
  });
}

function fold(flow: Flow, text: Inline, weight: Weight, width: number): readonly Line[] {
  return flow.fold(text, weight, flow.size(SIZE), width);
}

function rowHeight(flow: Flow, cells: readonly Cell[]): number {
  const lines = Math.max(1, ...cells.map((cell) => cell.lines.length));
  return lines * flow.lineHeight(flow.size(SIZE)) + 2 * PAD * flow.scale;
}

/** Draws a row; one that is taller than the rest of the page goes on, cell by cell, on the next. */
function drawRow(flow: Flow, parent: Tag, cells: readonly Cell[], onNewPage: () => void): void {
  const size = flow.size(SIZE);
  const height = flow.lineHeight(size);
  const row = flow.tag('TR', parent);
  const elements = cells.map((cell) => flow.tag(cell.type, row, cell.scope ? { scope: cell.scope } : {}));
  const most = Math.max(1, ...cells.map((cell) => cell.lines.length));
  let from = 0;
  while (from < most) {
    if (flow.room < height + 2 * PAD * flow.scale) {
      flow.newPage();
      onNewPage();
    }
    const count = Math.max(1, Math.min(most - from, Math.floor((flow.room - 2 * PAD * flow.scale) / height)));
    flow.y += PAD * flow.scale;
    cells.forEach((cell, index) => {
      const part = cell.lines.slice(from, from + count);
      const element = elements[index];
      if (!element || part.length === 0) return;
      flow.marked(element, cell.type, () => {
        part.forEach((line, at) => {
          flow.line(line, cell.x, flow.y + at * height, size, cell.color);
        });
      });
    });
    flow.y += count * height + PAD * flow.scale;
    from += count;
    if (from < most) {
      flow.newPage();
      onNewPage();
    }
  }
  for (const element of elements) element.end();
  row.end();
  flow.rule(flow.y, INK.hair);
}

function headCells(flow: Flow, block: TableBlock): readonly Cell[] {
  return columns(block.shares).map(({ x, width }, index) => ({
    lines: fold(flow, block.head[index] ?? '', 600, width),
    x,
    type: 'TH',
    scope: 'Column',
    color: INK.quiet,
  }));
}

function bodyCells(flow: Flow, block: TableBlock, row: readonly Inline[]): readonly Cell[] {
  return columns(block.shares).map(({ x, width }, index) => ({
    lines: fold(flow, row[index] ?? '', 400, width),
    x,
    type: 'TD',
    color: INK.text,
  }));
}

/** The room a table's head and first row need. */
export function tableStart(flow: Flow, block: TableBlock): number {
  const [first] = block.rows;
  return (
    rowHeight(flow, headCells(flow, block)) + (first ? rowHeight(flow, bodyCells(flow, block, first)) : 0)
  );
}

/** Draws a table; its head is repeated on every page it reaches, there as an artifact. */
export function drawTable(flow: Flow, block: TableBlock): void {
  const head = headCells(flow, block);
  flow.reserve(tableStart(flow, block));
  const table = flow.tag('Table', flow.root);
  const thead = flow.tag('THead', table);
  drawRow(flow, thead, head, () => {});
  thead.end();
  const repeatHead = () => {
    const size = flow.size(SIZE);
    flow.artifact('Pagination', () => {
      for (const cell of head) {
        cell.lines.forEach((line, at) => {
          flow.line(line, cell.x, flow.y + PAD * flow.scale + at * flow.lineHeight(size), size, cell.color);
        });
      }
    });
    flow.y += rowHeight(flow, head);
    flow.rule(flow.y, INK.hair);
  };
  const tbody = flow.tag('TBody', table);
  for (const row of block.rows) {
    const cells = bodyCells(flow, block, row);
    const height = rowHeight(flow, cells);
    const whole = flow.whole - rowHeight(flow, head);
    if (flow.room < height && height <= whole) {
      flow.newPage();
      repeatHead();
    }
    drawRow(flow, tbody, cells, repeatHead);
  }
  tbody.end();
  table.end();
  flow.y += 6 * flow.scale;
}

function factCells(flow: Flow, row: FactsBlock['rows'][number]): readonly Cell[] {
  const [name, value] = columns([0.26, 0.74]);
  if (!name || !value) return [];
  return [
    { lines: fold(flow, row.name, 400, name.width), x: name.x, type: 'TH', scope: 'Row', color: INK.quiet },
    { lines: fold(flow, row.value, 400, value.width), x: value.x, type: 'TD', color: INK.text },
  ];
}

/** The room the first pair needs. */
export function factsStart(flow: Flow, block: FactsBlock): number {
  const [first] = block.rows;
  return first ? rowHeight(flow, factCells(flow, first)) : 0;
}

/** Draws names and values as a table whose first column holds the row headers. */
export function drawFacts(flow: Flow, block: FactsBlock): void {
  if (block.rows.length === 0) return;
  const table = flow.tag('Table', flow.root);
  const body = flow.tag('TBody', table);
  for (const row of block.rows) {
    const cells = factCells(flow, row);
    flow.reserve(rowHeight(flow, cells));
    drawRow(flow, body, cells, () => {});
  }
  body.end();
  table.end();
  flow.y += 6 * flow.scale;
}
