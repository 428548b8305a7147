import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { BuiltPdf, PdfSpec } from './blocks.ts';
import { drawBlocks } from './draw-blocks.ts';
import { Flow } from './flow.ts';
import { drawRunning } from './running.ts';

/** What a document of many parts says about itself as a whole. */
export type WholeSpec = Pick<PdfSpec, 'title' | 'subject' | 'author' | 'lang' | 'createdAt'>;

/** One part of a document, under the bookmark of its group. */
export interface PdfPart {
  readonly spec: PdfSpec;
  /** Parts in a row with the same group share one bookmark; left out, the part's headings stand at the top. */
  readonly group?: string;
}

/** Where a finished part is: its pages, and its own bytes of the file. */
export interface PartSpan {
  readonly title: string;
  readonly group: string;
  readonly firstPage: number;
  readonly pages: number;
  readonly from: number;
  /** The byte after the last. */
  readonly to: number;
  /** SHA-256 over those bytes. */
  readonly sha256: string;
}

/** Looks at what is written, and may add to it, before the file is closed. */
export interface PartsOptions {
  /** Counts the pages of the whole file under each page's own number. */
  readonly pageOfAll?: (page: number) => string;
  /** A file to put inside, uncompressed, so that its text can be found in the bytes again. */
  readonly attachment?: (spans: readonly PartSpan[]) => Attachment;
}

/** A file inside the document. */
export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly text: string;
}

/**
 * Builds one PDF out of many documents: each is a tagged part in its own language that starts on a page of its own
 * and counts its own pages.
 *
 * Parts are taken one by one and their pages are let go as soon as they are drawn, so a batch of a thousand needs
 * little more memory than its own file. The pages of a part stand together in the file, between two bytes that are
 * told afterwards; whoever gives the parts can look at those that are done.
 */
export async function buildParts(
  whole: WholeSpec,
  parts: (spans: readonly PartSpan[]) => AsyncIterable<PdfPart>,
  options: PartsOptions = {},
): Promise<BuiltPdf & { readonly spans: readonly PartSpan[] }> {
  const flow = new Flow({ ...whole, header: { left: '', right: '' }, footer: [], blocks: [] });
  const sink = new Sink(flow.doc);
  const spans: PartSpan[] = [];
  let pages = 0;
  let bookmark = flow.doc.outline;
  for await (const { spec, group = '' } of parts(spans)) {
    const { at: from } = await sink.cut();
    const document = flow.openPart(spec.lang, spans.length === 0);
    if (group !== (spans.at(-1)?.group ?? '')) {
      bookmark = group === '' ? flow.doc.outline : flow.doc.outline.addItem(group, { expanded: false });
    }
    flow.scale = spec.scale ?? 1;
    drawBlocks(flow, spec.blocks, bookmark);
    flow.root.end();
    flow.root = document;
    const { start, count } = flow.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      if (flow.isBare(start + page)) continue;
      flow.doc.switchToPage(start + page);
      drawRunning(flow, spec, { page: page + 1, of: count, note: options.pageOfAll?.(pages + page + 1) });
    }
    flow.doc.flushPages();
    const { at: to, sha256 } = await sink.cut();
    spans.push({ title: spec.title, group, firstPage: pages + 1, pages: count, from, to, sha256 });
    pages += count;
  }
  if (options.attachment) attach(flow.doc, options.attachment(spans));
  flow.root.end();
  flow.doc.end();
  return { bytes: await sink.finished, pages, missing: [...flow.missing.values()], spans };
}

/** Puts a file inside; pdfkit would compress it, and write a checksum of what it held at first. */
function attach(doc: PDFKit.PDFDocument, file: Attachment): void {
  const inside = doc as unknown as {
    ref(data: object): { compress: boolean; end(bytes?: Uint8Array): void };
    addNamedEmbeddedFile(name: string, ref: object): void;
    _root: { data: { AF?: object[] } };
  };
  const bytes = new TextEncoder().encode(file.text);
  const stream = inside.ref({
    Type: 'EmbeddedFile',
    Subtype: file.type.replace('/', '#2F'),
    Params: { Size: bytes.byteLength },
  });
  stream.compress = false;
  stream.end(bytes);
  const spec = inside.ref({
    Type: 'Filespec',
    AFRelationship: 'Data',
    F: new String(file.name),
    UF: new String(file.name),
    EF: { F: stream, UF: stream },
    Desc: new String(file.description),
  });
  spec.end();
  inside.addNamedEmbeddedFile(file.name, spec);
  inside._root.data.AF = [spec];
}

/** Takes in what a document writes, and knows how far it has come. */
export class Sink {
  readonly finished: Promise<Uint8Array<ArrayBuffer>>;
  readonly #doc: PDFKit.PDFDocument;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  #hash = createHash('sha256');

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
    this.finished = new Promise((resolve, reject) => {
      doc.on('data', (chunk: Uint8Array) => {
        this.#chunks.push(chunk);
        this.#length += chunk.byteLength;
        this.#hash.update(chunk);
      });
      doc.on('error', reject);
      doc.on('end', () => resolve(this.#joined()));
    });
  }

  /** Bytes written so far, once everything that was written has arrived. */
  async settled(): Promise<number> {
    do await setImmediate();
    while (this.#doc.readableLength > 0);
    return this.#length;
  }

  /** Where the file is now, and the SHA-256 over what was written since the last cut. */
  async cut(): Promise<{ readonly at: number; readonly sha256: string }> {
    const at = await this.settled();
    const sha256 = this.#hash.digest('hex');
    this.#hash = createHash('sha256');
    return { at, sha256 };
  }

  #joined(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
    return bytes;
  }
}
