import PDFDocument from 'pdfkit';
import type { Inline, PdfSpec, PrintSize } from './blocks.ts';
import type { Missing, Weight } from './fonts.ts';
import { foldText, type Line } from './lines.ts';
import { rgb, writeText } from './write-text.ts';

/** US Letter in points, with the margins inside which blocks flow. */
export const PAGE = { width: 612, height: 792, left: 56, right: 56, top: 84, bottom: 72 } as const;
/** Width of the text column in points. */
export const COLUMN = PAGE.width - PAGE.left - PAGE.right;

/** Inks of a printed page; dark enough for a poor copier. */
export const INK = {
  text: '#23201c',
  quiet: '#544e47',
  line: '#8c8479',
  hair: '#d5cfc6',
  pale: '#f3f0eb',
} as const;

/** What runs along head and foot, in points, and the room above and below the foot's lines. */
export const RUNNING = 8.5;
const FOOT_MARGIN = 36;

/** Height of a line as a multiple of its type size, and where its baseline sits. */
const LEADING = 1.4;
const BASELINE = 1.05;

/** Folded texts a document remembers, so that a long one needs no more memory than a short one. */
const MOST_FOLDED = 500;

/** A structure element of the document: its tag decides how assistive software reads it. */
export type Tag = PDFKit.PDFStructureElement;

/**
 * A document being filled from top to bottom: the cursor, the pages and the structure tree.
 *
 * Marked content cannot cross a page, so blocks open it anew after every page break; whatever is drawn outside of
 * it has to be an artifact (rules, running heads), as PDF/UA asks.
 */
export class Flow {
  readonly doc: PDFKit.PDFDocument;
  readonly missing: Missing = new Map();
  scale = 1;
  /** Height of the foot under the last block, in points. */
  bottom: number = PAGE.bottom;
  #least = 0;
  /** What blocks are tagged below: the document, or one part of a merged one. */
  root: Tag;
  /** Distance of the cursor from the top of the page, in points. */
  y: number = PAGE.top;
  /** True while nothing of ours or of others stands on this page. */
  fresh = true;
  /** Pages set in from other files, by what they were read into, and the objects written for them. */
  readonly forms = new Map<object, unknown>();
  readonly written = new Map<object, unknown>();
  readonly #bare = new Set<number>();
  #pages = 1;
  readonly #registered = new Set<string>();
  readonly #folded = new Map<string, readonly Line[]>();

  constructor(spec: PdfSpec, size: 'LETTER' | [number, number] = 'LETTER') {
    this.setSize(spec.size);
    this.doc = new PDFDocument({
      size,
      margin: 0,
      pdfVersion: '1.7',
      // The types do not know this subset yet; it adds the PDF/UA identifier to the document's metadata.
      subset: 'PDF/UA' as PDFKit.Mixins.PDFSubsets,
      tagged: true,
      lang: spec.lang,
      displayTitle: true,
      bufferPages: true,
      // An empty name keeps pdfkit from loading Helvetica, which it could not embed.
      font: '',
      info: {
        Title: plain(spec.title),
        Subject: plain(spec.subject),
        Author: plain(spec.author),
        Creator: 'Hearth',
        Producer: 'Hearth',
        CreationDate: spec.createdAt,
      },
    });
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  /** Opens a part of its own, on a page of its own, for one of many letters in a file; close it with `end`. */
  openPart(lang: string, first: boolean): Tag {
    if (!first) this.newPage();
    const part = this.doc.struct('Part', { lang } as PDFKit.Mixins.StructureElementOptions);
    const document = this.root;
    document.add(part);
    this.root = part;
    return document;
  }

  /** Sets how large the blocks that follow are set; `footLines` is how many lines run along the foot. */
  setSize(size: PrintSize | undefined, footLines = 0): void {
    this.scale = size?.scale ?? 1;
    this.#least = size?.least ?? 0;
    this.bottom = Math.max(PAGE.bottom, footLines * this.lineHeight(this.size(RUNNING, 1)) + FOOT_MARGIN);
  }

  /** The size a text of so many points has in this document. */
  size(points: number, scale: number = this.scale): number {
    return Math.max(points * scale, this.#least);
  }

  /** The height of one line of a type size. */
  lineHeight(size: number): number {
    return size * LEADING;
  }

  /** Points left on this page. */
  get room(): number {
    return PAGE.height - this.bottom - this.y;
  }

  /** Points a whole page has for blocks. */
  get whole(): number {
    return PAGE.height - this.bottom - PAGE.top;
  }

  /** True at the top of a page, where no space is put before a block. */
  get atTop(): boolean {
    return this.y === PAGE.top;
  }

  /** Starts a page when fewer than `height` points are left; a block taller than a page starts where it is. */
  reserve(height: number): void {
    if (this.room < Math.min(height, this.whole) && !this.atTop) this.newPage();
  }

  /** Puts space before a block, except at the top of a page. */
  space(points: number): void {
    if (!this.atTop) this.y += points * this.scale;
  }

  newPage(): void {
    // A new page takes the size the document was opened with.
    this.doc.addPage();
    this.#pages += 1;
    this.y = PAGE.top;
    this.fresh = true;
  }

  /** Leaves this page without head and foot. */
  leaveBare(): void {
    this.#bare.add(this.#pages - 1);
  }

  /** Whether a page, counted from the first, is left without head and foot. */
  isBare(page: number): boolean {
    return this.#bare.has(page);
  }

  /** Adds a structure element below another one. */
  tag(
    type: string,
    parent: Tag,
    options: {
      readonly scope?: 'Row' | 'Column';
      readonly title?: string;
      readonly alt?: string;
      readonly lang?: string;
      readonly bbox?: readonly [number, number, number, number];
    } = {},
  ): Tag {
    const element = this.doc.struct(type, options as PDFKit.Mixins.StructureElementOptions);
    parent.add(element);
    return element;
  }

  /** Draws content that belongs to a structure element; `draw` must stay on the current page. */
  marked(element: Tag, type: string, draw: () => void): void {
    this.fresh = false;
    element.add(this.doc.markStructureContent(type));
    draw();
    this.doc.endMarkedContent();
  }

  /** Draws what only decorates: rules, tints, running heads. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  /**
   * Folds text into lines, once for each text, size and width: room is looked for before a block is drawn, and the
   * same words come again in tables.
   */
  fold(text: Inline, weight: Weight, size: number, width: number): readonly Line[] {
    if (typeof text !== 'string') return foldText(text, { weight, size, width, missing: this.missing });
    const key = `${weight} ${size} ${width} ${text}`;
    let lines = this.#folded.get(key);
    if (!lines) {
      lines = foldText(text, { weight, size, width, missing: this.missing });
      if (this.#folded.size >= MOST_FOLDED) this.#folded.clear();
      this.#folded.set(key, lines);
    }
    return lines;
  }

  /** Draws one line of text with its top at `y`. */
  line(line: Line, x: number, y: number, size: number, color: string = INK.text): void {
    let at = x;
    for (const piece of line.pieces) {
      const { key, font } = piece.face;
      if (!this.#registered.has(key)) {
        // pdfkit takes a parsed font as well as a file's bytes; parsing once is what makes documents fast.
        this.doc.registerFont(key, font as unknown as PDFKit.Mixins.PDFFontSource);
        this.#registered.add(key);
      }
      this.doc.font(key, size);
      const ink = rgb(piece.quiet ? INK.quiet : color);
      const features = takesLettersApart(piece) ? WHOLE_LETTERS() : undefined;
      writeText(this.doc, piece.text, { x: at, y: y + size * BASELINE, size, ink, features });
      if (piece.mark) {
        const height = y + size * (piece.mark === 'new' ? BASELINE + 0.14 : BASELINE - 0.28);
        this.doc
          .moveTo(at, height)
          .lineTo(at + piece.width, height)
          .lineWidth(size * 0.07)
          .strokeColor(color)
          .stroke();
      }
      at += piece.width;
    }
  }

  /** Draws a horizontal rule as an artifact. */
  rule(y: number, color: string, x: number = PAGE.left, width: number = COLUMN): void {
    this.artifact('Layout', () => {
      this.doc.addContent(`0.6 w /DeviceRGB CS ${rgb(color)} SCN ${x} ${y} m ${x + width} ${y} l S`);
    });
  }
}

// Some faces draw ị or ǹ as a letter and a mark, and pdfkit then tells readers nothing about the mark: text copied
// out of the document, or read aloud, would carry a stray character. Whole letters are asked for instead.
function takesLettersApart(piece: {
  readonly face: { readonly key: string };
  readonly text: string;
}): boolean {
  return !/^latin-\d/.test(piece.face.key) && !/\p{M}/u.test(piece.text);
}

// Made anew for every run, because fontkit writes into it; the types know lists only.
const WHOLE_LETTERS = () => ({ ccmp: false }) as unknown as PDFKit.Mixins.OpenTypeFeatures[];

/**
 * Text for the document's properties.
 *
 * pdfkit writes them into XML without escaping, so the three characters XML cares about are spelled out.
 */
function plain(text: string): string {
  return text.replaceAll('&', 'and').replaceAll('<', '(').replaceAll('>', ')');
}
