/** The delimiters an interchange declares in its first 106 characters. */
export interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly segment: string;
}

/** A segment with its elements; `elements[0]` is the segment id, so `elements[1]` is element 01. */
export interface ParsedSegment {
  /** Position in the file, counted from 1. */
  readonly position: number;
  readonly id: string;
  readonly elements: readonly string[];
}

export interface ParsedFile {
  readonly delimiters: Delimiters;
  readonly segments: readonly ParsedSegment[];
}

/**
 * Takes an X12 file apart by the delimiters it declares itself.
 *
 * Returns a sentence instead when the envelope is too short or does not begin with ISA.
 */
export function parseX12(text: string): ParsedFile | string {
  if (text.length < 106) return `The file has ${text.length} characters; an envelope alone needs 106.`;
  if (!text.startsWith('ISA')) return 'The file does not begin with ISA.';
  const delimiters: Delimiters = {
    element: text.charAt(3),
    component: text.charAt(104),
    segment: text.charAt(105),
  };
  const pieces = text.split(delimiters.segment);
  if (pieces.at(-1)?.trim() === '') pieces.pop();
  const segments = pieces.map((piece, index) => {
    const elements = piece.replace(/^[\r\n]+/, '').split(delimiters.element);
    return { position: index + 1, id: elements[0] ?? '', elements };
  });
  return { delimiters, segments };
}
