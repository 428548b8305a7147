/** The delimiters an interchange declares in its first 106 characters. */
export interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly repetition: string;
  readonly segment: string;
}

/** A segment with its elements; `elements[0]` is the segment id, so `elements[1]` is element 01. */
export interface ParsedSegment {
  /** Position in the file, counted from 1. */
  readonly position: number;
  readonly id: string;
  readonly elements: readonly string[];
  /** Whether its terminator was there; false only for a last segment that was cut off. */
  readonly closed: boolean;
}

/** Element 01, 02, … of a segment; empty when it is not there. */
export function element(segment: ParsedSegment | undefined, number: number): string {
  return segment?.elements[number] ?? '';
}

const USUAL: Delimiters = { element: '*', component: ':', repetition: '^', segment: '~' };

/**
 * Reads the delimiters that an ISA declares.
 *
 * The widths of ISA are fixed; where a sender did not pad, the sixteenth element tells as well. A text that begins
 * with ST has no envelope and is read with the usual ones.
 */
export function delimitersOf(text: string): Delimiters | null {
  const element = text.charAt(3);
  if (text.startsWith('ST') && !/[A-Z0-9\s]/i.test(text.charAt(2)))
    return { ...USUAL, element: text.charAt(2) };
  if (!text.startsWith('ISA') || element === '' || /[A-Za-z0-9\s]/.test(element)) return null;
  let at = 3;
  const starts: number[] = [];
  for (let count = 1; count < 16 && at >= 0; count += 1) {
    starts.push(at + 1);
    at = text.indexOf(element, at + 1);
  }
  if (at < 0 || at > 200) return null;
  const component = text.charAt(at + 1);
  const segment = text.charAt(at + 2);
  if (component === '' || segment === '' || /[A-Za-z0-9]/.test(segment) || segment === element) return null;
  const eleventh = text.charAt(starts[10] ?? 0);
  return { element, component, repetition: /[A-Z0-9 ]/.test(eleventh) ? '' : eleventh, segment };
}

/** Splits a text into segments; line breaks around them are passed over. */
export function* segmentsOf(
  text: string,
  delimiters: Delimiters,
  firstPosition = 1,
): Generator<ParsedSegment> {
  let position = firstPosition;
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf(delimiters.segment, from);
    const closed = end >= 0;
    const raw = text.slice(from, closed ? end : text.length);
    from = closed ? end + 1 : text.length;
    const first = raw.charCodeAt(0);
    const written = first > 32 ? raw : raw.replace(/^[\r\n\t ]+/, '');
    const last = written.charCodeAt(written.length - 1);
    const trimmed = last === 13 || last === 10 ? written.replace(/[\r\n]+$/, '') : written;
    if (trimmed === '' || (!closed && trimmed.trim() === '')) continue;
    const elements = trimmed.split(delimiters.element);
    yield { position, id: elements[0] ?? '', elements, closed };
    position += 1;
  }
}
