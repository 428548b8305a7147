import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { AppError } from '#shared/errors.ts';

/** Pages of a PDF that somebody else made, ready to be set into documents of ours as pictures with text. */
export interface ImportedPages {
  readonly pages: readonly ImportedPage[];
  /** Names of fonts that are not inside the file. */
  readonly missingFonts: readonly string[];
}

/** One page as a form: its box, its drawing commands, and what they refer to. */
export interface ImportedPage {
  readonly box: readonly [number, number, number, number];
  /** Degrees clockwise: 0, 90, 180 or 270. */
  readonly turned: number;
  readonly content: Uint8Array;
  readonly resources: PdfNode;
}

/** An object of a PDF without the library that read it. Shared objects are the same `PdfNode`. */
export type PdfNode =
  | { readonly kind: 'plain'; readonly value: number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'list'; readonly items: PdfNode[] }
  | {
      readonly kind: 'dict';
      readonly entries: Map<string, PdfNode>;
      /** The bytes of a stream, as its filters left them. */
      readonly stream: Uint8Array | null;
    };

/** The most pages and bytes a plan's paper may have. */
export const MOST_PAGES = 40;
export const MOST_BYTES = 10 * 1024 * 1024;

// SECURITY: pages are taken as what they draw. Links, scripts, form fields, attached files and tags stay behind.
const LEFT_BEHIND = new Set([
  'Parent',
  'Annots',
  'AA',
  'A',
  'JS',
  'Metadata',
  'PieceInfo',
  'Thumb',
  'StructParent',
  'StructParents',
  'OPI',
  'AF',
]);

/**
 * Reads the pages of a PDF.
 *
 * @throws AppError `FILE_UNREADABLE` naming the file and what is wrong with it.
 */
export async function readPages(bytes: Uint8Array, name: string): Promise<ImportedPages> {
  if (bytes.byteLength > MOST_BYTES) {
    throw new AppError('FILE_UNREADABLE', `${name} is larger than 10 MB. Ask the plan for a smaller one.`);
  }
  const document = await open(bytes, name);
  const count = document.getPageCount();
  if (count === 0) throw new AppError('FILE_UNREADABLE', `${name} has no pages.`);
  if (count > MOST_PAGES) {
    throw new AppError('FILE_UNREADABLE', `${name} has ${count} pages; ${MOST_PAGES} are the most.`);
  }
  try {
    const reader = new Reader(document);
    return {
      pages: document.getPages().map((page) => reader.page(page)),
      missingFonts: [...reader.missingFonts].sort(),
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('FILE_UNREADABLE', `${name} is damaged. Ask the plan for it again.`);
  }
}

async function open(bytes: Uint8Array, name: string): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (error) {
    const locked = error instanceof Error && /encrypt/i.test(error.message);
    throw new AppError(
      'FILE_UNREADABLE',
      locked
        ? `${name} is locked with a password. Ask the plan for one that is not.`
        : `${name} cannot be read as a PDF. Ask the plan for it again.`,
    );
  }
}

class Reader {
  readonly missingFonts = new Set<string>();
  readonly #document: PDFDocument;
  readonly #seen = new Map<string, PdfNode>();

  constructor(document: PDFDocument) {
    this.#document = document;
  }

  page(page: PDFPage): ImportedPage {
    const { x, y, width, height } = page.getCropBox();
    const resources = page.node.Resources();
    return {
      box: [x, y, x + width, y + height],
      turned: ((page.getRotation().angle % 360) + 360) % 360,
      content: contentOf(page),
      resources: resources ? this.#node(resources) : { kind: 'dict', entries: new Map(), stream: null },
    };
  }

  #node(object: PDFObject | undefined): PdfNode {
    if (object instanceof PDFRef) return this.#shared(object);
    if (object instanceof PDFName) return { kind: 'name', name: object.toString().slice(1) };
    if (object instanceof PDFNumber) return { kind: 'plain', value: object.asNumber() };
    if (object instanceof PDFBool) return { kind: 'plain', value: object.asBoolean() };
    if (object instanceof PDFString || object instanceof PDFHexString) {
      return { kind: 'bytes', bytes: object.asBytes() };
    }
    if (object instanceof PDFArray) {
      return { kind: 'list', items: object.asArray().map((item) => this.#node(item)) };
    }
    if (object instanceof PDFStream || object instanceof PDFDict) return this.#fill(empty(object), object);
    return { kind: 'plain', value: null };
  }

  #shared(ref: PDFRef): PdfNode {
    const known = this.#seen.get(ref.tag);
    if (known) return known;
    const object = this.#document.context.lookup(ref);
    if (object instanceof PDFStream || object instanceof PDFDict) {
      // Kept before it is filled, because fonts and pictures may point back to themselves.
      const node = empty(object);
      this.#seen.set(ref.tag, node);
      return this.#fill(node, object);
    }
    const node = this.#node(object);
    this.#seen.set(ref.tag, node);
    return node;
  }

  #fill(node: Extract<PdfNode, { kind: 'dict' }>, object: PDFStream | PDFDict): PdfNode {
    const dict = object instanceof PDFStream ? object.dict : object;
    for (const [key, value] of dict.entries()) {
      const name = key.toString().slice(1);
      if (!LEFT_BEHIND.has(name) && name !== 'Length') node.entries.set(name, this.#node(value));
    }
    this.#noteFont(dict);
    return node;
  }

  #noteFont(dict: PDFDict): void {
    const is = (key: string, word: string) => dict.get(PDFName.of(key))?.toString() === `/${word}`;
    if (!is('Type', 'Font') || is('Subtype', 'Type3') || is('Subtype', 'Type0')) return;
    const descriptor = dict.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict);
    const inside = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(PDFName.of(key)));
    if (!inside) this.missingFonts.add(dict.get(PDFName.of('BaseFont'))?.toString().slice(1) ?? 'a font');
  }
}

function empty(object: PDFStream | PDFDict): Extract<PdfNode, { kind: 'dict' }> {
  return {
    kind: 'dict',
    entries: new Map(),
    stream: object instanceof PDFStream ? object.getContents() : null,
  };
}

/** The drawing commands of a page in one piece; a page may have them in several. */
function contentOf(page: PDFPage): Uint8Array {
  const contents = page.node.Contents();
  const streams =
    contents instanceof PDFArray
      ? contents.asArray().map((item) => page.node.context.lookup(item))
      : [contents];
  const parts = streams.flatMap((stream) => {
    if (stream instanceof PDFRawStream) return [Buffer.from(decodePDFRawStream(stream).decode()), NEWLINE];
    return stream instanceof PDFStream ? [Buffer.from(stream.getContents()), NEWLINE] : [];
  });
  return Buffer.concat(parts);
}

const NEWLINE = Buffer.from('\n');
