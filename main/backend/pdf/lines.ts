import type { Inline, Span } from './blocks.ts';
import { characters, type Face, faceRuns, type Missing, printable, type Weight } from './fonts.ts';

/** A stretch of one line in one face and colour; width in points. */
export interface Piece {
  readonly face: Face;
  readonly text: string;
  readonly width: number;
  readonly quiet: boolean;
  readonly mark: Span['mark'];
}

/** One line of text, ready to draw. */
export interface Line {
  readonly pieces: readonly Piece[];
}

interface Atom {
  readonly pieces: readonly Piece[];
  readonly width: number;
  readonly kind: 'word' | 'space' | 'break';
}

const MEASURED_LIMIT = 20_000;
const measured = new Map<string, number>();

/** Width of a word in points; remembered across documents, because most words come again. */
function widthOf(face: Face, text: string, size: number): number {
  const key = `${face.key} ${text}`;
  let em = measured.get(key);
  if (em === undefined) {
    em = face.font.layout(text).advanceWidth / face.font.unitsPerEm;
    if (measured.size >= MEASURED_LIMIT) measured.clear();
    measured.set(key, em);
  }
  return em * size;
}

function spansOf(inline: Inline): readonly Span[] {
  return typeof inline === 'string' ? [{ text: inline }] : inline;
}

function atomsOf(inline: Inline, weight: Weight, size: number, missing: Missing): Atom[] {
  const atoms: Atom[] = [];
  for (const span of spansOf(inline)) {
    const spanWeight = span.bold ? 600 : weight;
    let fresh = true;
    // A word may end after a hyphen or a slash too, so long addresses and compounds fold.
    for (const token of printable(span.text).match(/\n|[^\S\n]+|[^\s/-]*[/-]+|[^\s/-]+/g) ?? []) {
      if (token === '\n') {
        atoms.push({ pieces: [], width: 0, kind: 'break' });
        fresh = false;
        continue;
      }
      const space = token.trim() === '';
      const pieces = faceRuns(space ? ' ' : token, spanWeight, missing).map((run) => ({
        ...run,
        width: widthOf(run.face, run.text, size),
        quiet: span.quiet ?? false,
        mark: span.mark,
      }));
      const last = atoms.at(-1);
      if (!space && fresh && last?.kind === 'word' && !/[-/]$/.test(last.pieces.at(-1)?.text ?? '')) {
        // A word that goes on in another weight stays one word.
        atoms[atoms.length - 1] = {
          pieces: [...last.pieces, ...pieces],
          width: last.width + total(pieces),
          kind: 'word',
        };
      } else atoms.push({ pieces, width: total(pieces), kind: space ? 'space' : 'word' });
      fresh = false;
    }
  }
  return atoms;
}

function total(pieces: readonly { readonly width: number }[]): number {
  return pieces.reduce((sum, piece) => sum + piece.width, 0);
}

/** Cuts a word that is wider than the line between two characters. */
function split(atom: Atom, width: number, size: number): Atom[] {
  const parts: Atom[] = [];
  let pieces: Piece[] = [];
  let used = 0;
  for (const piece of atom.pieces) {
    let text = '';
    let textWidth = 0;
    for (const character of characters(piece.text)) {
      const next = widthOf(piece.face, character, size);
      if (used + textWidth + next > width && used + textWidth > 0) {
        if (text !== '') pieces.push({ ...piece, text, width: textWidth });
        parts.push({ pieces, width: total(pieces), kind: 'word' });
        pieces = [];
        used = 0;
        text = '';
        textWidth = 0;
      }
      text += character;
      textWidth += next;
    }
    if (text !== '') pieces.push({ ...piece, text, width: textWidth });
    used += textWidth;
  }
  if (pieces.length > 0) parts.push({ pieces, width: total(pieces), kind: 'word' });
  return parts;
}

function join(pieces: readonly Piece[]): Piece[] {
  const joined: { face: Face; text: string; width: number; quiet: boolean; mark: Span['mark'] }[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && last.face === piece.face && last.quiet === piece.quiet && last.mark === piece.mark) {
      last.text += piece.text;
      last.width += piece.width;
    } else joined.push({ ...piece });
  }
  return joined;
}

/**
 * Folds text into lines of at most `width` points.
 *
 * Breaks at spaces, after hyphens and slashes, and inside a word only where it is wider than the whole line. Lines
 * keep the space they were broken at, so that text copied out of the document has its words apart.
 */
export function foldText(
  inline: Inline,
  options: {
    readonly weight: Weight;
    readonly size: number;
    readonly width: number;
    readonly missing: Missing;
  },
): readonly Line[] {
  const { size, width } = options;
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  let used = 0;
  const endLine = () => {
    lines.push({ pieces: join(pieces) });
    pieces = [];
    used = 0;
  };
  const atoms = atomsOf(inline, options.weight, size, options.missing);
  for (const atom of atoms) {
    if (atom.kind === 'break') {
      endLine();
      continue;
    }
    if (atom.kind === 'space') {
      if (pieces.length === 0) continue;
    } else if (used + atom.width > width) {
      if (pieces.length > 0) endLine();
      if (atom.width > width) {
        const parts = split(atom, width, size);
        for (const part of parts.slice(0, -1)) lines.push({ pieces: join(part.pieces) });
        const last = parts.at(-1);
        if (last) {
          pieces.push(...last.pieces);
          used += last.width;
        }
        continue;
      }
    }
    pieces.push(...atom.pieces);
    used += atom.width;
  }
  if (pieces.length > 0) endLine();
  return lines;
}

/** Cuts text to one line, ending in … where it does not fit. */
export function oneLine(
  text: string,
  options: {
    readonly weight: Weight;
    readonly size: number;
    readonly width: number;
    readonly missing: Missing;
  },
): Line {
  const flat = text.replaceAll('\n', ' ');
  const [whole, ...rest] = foldText(flat, options);
  if (whole && rest.length === 0) return whole;
  let short = characters(flat);
  while (short.length > 1) {
    short = short.slice(0, Math.max(1, Math.floor(short.length * 0.95) - 1));
    const lines = foldText(`${short.join('').trimEnd()}…`, options);
    if (lines.length === 1 && lines[0]) return lines[0];
  }
  return { pieces: [] };
}

/** The width of a drawn line in points. */
export function lineWidth(line: Line): number {
  return total(line.pieces);
}
