import type { ImportedPage } from './imported-pages.ts';

/** A stretch of text in one weight. */
export interface Span {
  readonly text: string;
  readonly bold?: boolean;
  readonly quiet?: boolean;
  /** `new` is underlined, `gone` is struck out. */
  readonly mark?: 'new' | 'gone';
}

/** Text of a block: plain, or stretches in different weights. Line feeds in it start new lines. */
export type Inline = string | readonly Span[];

/** A part of a document, in reading order. Every kind becomes the structure tag of its meaning. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: Inline }
  | { readonly kind: 'paragraph'; readonly text: Inline; readonly look?: 'lead' | 'quiet' }
  | { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly Inline[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly Inline[])[];
      /** Widths of the columns as shares; they need not add up to 1. */
      readonly shares: readonly number[];
    }
  /** Names and values side by side; a table whose first column holds the row headers. */
  | { readonly kind: 'facts'; readonly rows: readonly { readonly name: string; readonly value: Inline }[] }
  /** A drawn signature: lines of points on a pad of `width` by `height`; `alt` is read out instead. */
  | {
      readonly kind: 'drawing';
      readonly lines: readonly (readonly (readonly [number, number])[])[];
      readonly width: number;
      readonly height: number;
      readonly alt: string;
    }
  /** Lines to sign on paper, kept together on one page; `date` is the word under the second line. */
  | { readonly kind: 'signatures'; readonly labels: readonly string[]; readonly date?: string }
  /** Pages that somebody else made, each on a page of its own. */
  | {
      readonly kind: 'pages';
      readonly title: string;
      readonly lang: string;
      readonly pages: readonly ImportedPage[];
    };

/** How large a document is set: body text has 10.5 points times `scale`, and nothing is smaller than `least`. */
export interface PrintSize {
  readonly scale: number;
  readonly least: number;
}

/** 20 points and more, tables and page numbers too. */
export const LARGE_PRINT: PrintSize = { scale: 20 / 10.5, least: 20 };
/**
 * 14 points and more, as the law asks of an authorization to disclose.
 *
 * @see Cal. Civ. Code 56.11(a).
 */
export const FOURTEEN_POINTS: PrintSize = { scale: 14 / 10.5, least: 14 };

/** A whole document as data; `buildPdf` turns it into bytes. */
export interface PdfSpec {
  /** Shown in the window title and read out first: "Health Action Plan, Desmond Rainfallow, version 1". */
  readonly title: string;
  readonly subject: string;
  /** The agency. */
  readonly author: string;
  /** BCP 47, for example `en-US` or `es-US`. */
  readonly lang: string;
  readonly createdAt: Date;
  /** Running head of every page. */
  readonly header: { readonly left: string; readonly right: string };
  /** Running foot of every page; "Page n of m" is added at its right. */
  readonly footer: readonly string[];
  /** A large pale word across every page, for example `Draft`. */
  readonly watermark?: string;
  /** How large it is set; left out, body text has 10.5 points. */
  readonly size?: PrintSize;
  readonly blocks: readonly Block[];
}

/** A character the document's fonts lack. It is printed as `[?]`, never as an empty box. */
export interface MissingCharacter {
  /** The character as typed, combining marks included. */
  readonly text: string;
  /** `U+1F600`, or several joined by spaces. */
  readonly codePoints: string;
}

/** A finished document. It exists in memory only. */
export interface BuiltPdf {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  readonly missing: readonly MissingCharacter[];
}
