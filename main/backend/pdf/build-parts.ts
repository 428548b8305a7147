import type { BuiltPdf, PdfSpec } from './blocks.ts';
import { drawBlocks } from './draw-blocks.ts';
import { Flow } from './flow.ts';
import { drawRunning, setUpPages } from './running.ts';
import { joined, type Seal, Sink } from './sink.ts';

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
  /** Fills in, at the end, what could not be known when the attachment was written. */
  readonly seal?: Seal;
}

/** A file inside the document. */
export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly text: string;
}

/** What is known of a streamed document once its last byte is out. */
export interface StreamedPdf extends Omit<BuiltPdf, 'bytes'> {
  readonly spans: readonly PartSpan[];
  readonly length: number;
  /** SHA-256 over every byte, hexadecimal. */
  readonly sha256: string;
}

/** A document on its way: its bytes, in order, and what is known at its end. */
export interface PdfStream {
  /** Taken by whoever writes the file; nothing is built while nobody takes. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Settles after the last byte was taken. */
  readonly finished: Promise<StreamedPdf>;
}

/**
 * Builds one PDF out of many documents: each is a tagged part in its own language that starts on a page of its own
 * and counts its own pages.
 *
 * Parts are taken one by one, and the next is drawn when the bytes of the last have been taken, so that a file of
 * any length needs the memory of one part. The pages of a part stand together in the file, between two bytes that
 * are told afterwards; whoever gives the parts can look at those that are done.
 */
export function streamParts(
  whole: WholeSpec,
  parts: (spans: readonly PartSpan[]) => AsyncIterable<PdfPart>,
  options: PartsOptions = {},
): PdfStream {
  const flow = new Flow({ ...whole, header: { left: '', right: '' }, footer: [], blocks: [] });
  const sink = new Sink(flow.doc, options.seal);
  const spans: PartSpan[] = [];
  const draw = async () => {
    let pages = 0;
    let bookmark = flow.doc.outline;
    for await (const { spec, group = '' } of parts(spans)) {
      const { at: from } = await sink.cut();
      const document = flow.openPart(spec.lang, spans.length === 0);
      if (group !== (spans.at(-1)?.group ?? '')) {
        bookmark = group === '' ? flow.doc.outline : flow.doc.outline.addItem(group, { expanded: false });
      }
      setUpPages(flow, spec);
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
    if (options.attachment) {
      await sink.hold();
      attach(flow.doc, options.attachment(spans));
    }
    flow.root.end();
    flow.doc.end();
    return { ...(await sink.finished), pages, missing: [...flow.missing.values()], spans };
  };
  let start: (go: Promise<StreamedPdf>) => void = () => {};
  const finished = new Promise<StreamedPdf>((resolve) => {
    start = resolve;
  });
  // A failure reaches whoever takes the bytes; the promise need not be looked at.
  finished.catch(() => {});
  return {
    finished,
    bytes: sink.take(() => {
      const work = draw();
      start(work);
      work.catch((error: unknown) => flow.doc.destroy(error as Error));
    }),
  };
}

/** Builds a document of many parts in memory. */
export async function buildParts(
  whole: WholeSpec,
  parts: (spans: readonly PartSpan[]) => AsyncIterable<PdfPart>,
  options: PartsOptions = {},
): Promise<StreamedPdf & BuiltPdf> {
  const { bytes, finished } = streamParts(whole, parts, options);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return { ...(await finished), bytes: joined(chunks) };
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
