import type { Block } from './blocks.ts';
import { type Flow, PAGE } from './flow.ts';
import type { ImportedPage, PdfNode } from './imported-pages.ts';

type PagesBlock = Extract<Block, { kind: 'pages' }>;

interface Ref {
  data: Record<string, unknown>;
  write(bytes: Uint8Array): void;
  end(): void;
}

/** The part of pdfkit that its types leave out. */
interface Inside {
  ref(data: object): Ref;
  page: { xobjects: Record<string, Ref> };
  addContent(text: string): void;
}

/**
 * Sets another file's pages in, each on a page of its own without our head and foot.
 *
 * A page is written into a document once, however often it comes. Its text stays text; read aloud it is one passage
 * in the paper's own language, because what tags it had cannot be carried over.
 */
export function drawPages(flow: Flow, block: PagesBlock, bookmark: PDFKit.PDFOutline): void {
  block.pages.forEach((page, index) => {
    if (!flow.fresh) flow.newPage();
    flow.leaveBare();
    if (index === 0) bookmark.addItem(block.title);
    const element = flow.tag('P', flow.root, { lang: block.lang, title: block.title });
    flow.marked(element, 'P', () => place(flow, page));
    element.end();
  });
  // What follows starts on a page of ours again.
  flow.y = PAGE.height;
}

function place(flow: Flow, page: ImportedPage): void {
  const doc = flow.doc as unknown as Inside;
  const { ref, name } = formOf(flow, page);
  doc.page.xobjects[name] = ref;
  const [left, bottom, right, top] = page.box;
  const sideways = page.turned % 180 !== 0;
  const width = sideways ? top - bottom : right - left;
  const height = sideways ? right - left : top - bottom;
  const scale = Math.min(PAGE.width / width, PAGE.height / height);
  flow.doc.save();
  // pdfkit counts from the top; the page's own commands count from the bottom.
  flow.doc.transform(
    scale,
    0,
    0,
    -scale,
    (PAGE.width - width * scale) / 2,
    (PAGE.height + height * scale) / 2,
  );
  doc.addContent(`/${name} Do`);
  flow.doc.restore();
}

/** Turns a page upright, with its lower left corner at the origin. */
function matrixOf({ box: [left, bottom, right, top], turned }: ImportedPage): readonly number[] {
  switch (turned) {
    case 90:
      return [0, -1, 1, 0, -bottom, right];
    case 180:
      return [-1, 0, 0, -1, right, top];
    case 270:
      return [0, 1, -1, 0, top, -left];
    default:
      return [1, 0, 0, 1, -left, -bottom];
  }
}

function formOf(flow: Flow, page: ImportedPage): { readonly ref: Ref; readonly name: string } {
  const known = flow.forms.get(page);
  if (known) return known as { ref: Ref; name: string };
  const doc = flow.doc as unknown as Inside;
  const ref = doc.ref({
    Type: 'XObject',
    Subtype: 'Form',
    FormType: 1,
    BBox: [...page.box],
    Matrix: matrixOf(page),
    Resources: new Writer(flow).value(page.resources),
  });
  ref.write(page.content);
  ref.end();
  const form = { ref, name: `Paper${flow.forms.size + 1}` };
  flow.forms.set(page, form);
  return form;
}

/** Writes objects into a document: shared ones once, whatever points to them. */
class Writer {
  readonly #flow: Flow;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  value(node: PdfNode): unknown {
    switch (node.kind) {
      case 'plain':
        return node.value;
      case 'name':
        return node.name;
      case 'bytes':
        return Buffer.from(node.bytes);
      case 'list':
        return node.items.map((item) => this.value(item));
      case 'dict':
        return this.#reference(node);
    }
  }

  #reference(node: Extract<PdfNode, { kind: 'dict' }>): Ref {
    const known = this.#flow.written.get(node);
    if (known) return known as Ref;
    const ref = (this.#flow.doc as unknown as Inside).ref({});
    this.#flow.written.set(node, ref);
    for (const [key, value] of node.entries) ref.data[key] = this.value(value);
    if (node.stream) {
      // The filters stay as they were, so the bytes must too; a stream without one is compressed by pdfkit.
      (ref as unknown as { compress: boolean }).compress = !node.entries.has('Filter');
      ref.write(node.stream);
    }
    ref.end();
    return ref;
  }
}
