/** A segment of an answer file; `elements[0]` is its id, so `elements[1]` is element 01. */
export interface AnswerSegment {
  /** Position in the whole file, counted from 1. */
  readonly position: number;
  readonly id: string;
  readonly elements: readonly string[];
  readonly text: string;
}

/** One ISA…IEA of a file that may hold several. */
export interface AnswerInterchange {
  /** ISA13 of the answer itself. */
  readonly control: string;
  /** Day and minute of the answer as its envelope says, `2026-11-18T09:41`; empty when it does not. */
  readonly writtenAt: string;
  readonly component: string;
  readonly segments: readonly AnswerSegment[];
}

/** What a file is made of, or what kept it from being read. */
export interface AnswerFile {
  readonly interchanges: readonly AnswerInterchange[];
  /** Sentences about pieces that belong to no envelope. */
  readonly problems: readonly { readonly position: number; readonly message: string }[];
}

/** Takes the segment terminator of an envelope: the character after ISA16, wherever the widths put it. */
function delimitersAt(text: string, start: number): { element: string; component: string; end: string } {
  const element = text.charAt(start + 3);
  // ISA has 16 elements; the character after the one-character ISA16 ends the segment. Some senders do not pad.
  let at = start + 3;
  for (let count = 1; count < 16 && at >= 0; count += 1) at = text.indexOf(element, at + 1);
  if (at < 0 || at - start > 200) return { element, component: ':', end: '~' };
  return { element, component: text.charAt(at + 1) || ':', end: text.charAt(at + 2) || '~' };
}

/** `261118` and `0941` as `2026-11-18T09:41`. */
function momentOf(date: string, time: string): string {
  if (!/^\d{6}$/.test(date)) return '';
  const clock = /^\d{4}/.test(time) ? time : '0000';
  return `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4, 6)}T${clock.slice(0, 2)}:${clock.slice(2, 4)}`;
}

/**
 * Takes an answer file apart into its interchanges, each by the delimiters it declares itself.
 *
 * Several envelopes in a file, line breaks after segments, a missing IEA and text around the envelopes are all taken
 * as they come; nothing throws.
 */
export function readInterchanges(text: string): AnswerFile {
  const starts: number[] = [];
  for (const match of text.matchAll(/(?:^|[^A-Z0-9])(ISA)[^A-Z0-9\s]/g)) {
    starts.push(match.index + match[0].indexOf('ISA'));
  }
  const first = starts[0];
  if (first === undefined) {
    return { interchanges: [], problems: [{ position: 0, message: 'The file has no ISA envelope.' }] };
  }
  const problems: { position: number; message: string }[] = [];
  if (
    text
      .slice(0, first)
      .trim()
      .replace(/^\uFEFF/, '') !== ''
  ) {
    problems.push({ position: 0, message: 'There is text before the first envelope; it was passed over.' });
  }
  const interchanges: AnswerInterchange[] = [];
  let position = 0;
  for (const [index, start] of starts.entries()) {
    const { element, component, end } = delimitersAt(text, start);
    const piece = text.slice(start, starts[index + 1]);
    const segments: AnswerSegment[] = [];
    for (const raw of piece.split(end)) {
      const written = raw.replace(/[\r\n]+/g, '').trim();
      if (written === '') continue;
      position += 1;
      const elements = written.split(element);
      segments.push({ position, id: (elements[0] ?? '').trim(), elements, text: written });
    }
    const isa = segments[0]?.elements ?? [];
    interchanges.push({
      control: (isa[13] ?? '').trim(),
      writtenAt: momentOf((isa[9] ?? '').trim(), (isa[10] ?? '').trim()),
      component,
      segments,
    });
    const last = segments.at(-1);
    if (last && last.id !== 'IEA') {
      problems.push({
        position: last.position,
        message: 'The envelope has no IEA; the file may be cut off.',
      });
    }
  }
  return { interchanges, problems };
}
