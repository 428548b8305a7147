import type { Delimiters, ParsedSegment } from './parse.ts';
import type { Findings837 } from './validation.ts';

/** The characters of a file: what plans refuse, small letters and line breaks, the last two said once. */
export class CharacterChecks {
  readonly #findings: Findings837;
  readonly #delimiters: Delimiters;
  #lowerSaid = false;
  #breaksSaid = false;
  #strange = false;
  #lower = false;

  constructor(findings: Findings837, delimiters: Delimiters) {
    this.#findings = findings;
    this.#delimiters = delimiters;
  }

  /** Looks over the next piece once, so that the segments of a clean one need no look of their own. */
  begin(text: string): void {
    this.#strange = /[^\x20-\x7e]/.test(text);
    this.#lower = !this.#lowerSaid && hasLowerCase(text, this.#delimiters.segment);
  }

  /** A segment of the piece. */
  check(segment: ParsedSegment): void {
    if (!this.#strange && (!this.#lower || this.#lowerSaid)) return;
    const { component, repetition } = this.#delimiters;
    const text = segment.elements.join(' ').replaceAll(component, ' ');
    const bare = repetition === '' ? text : text.replaceAll(repetition, ' ');
    const odd = /[^\x20-\x7e]/.exec(bare);
    if (odd) {
      const code = (odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0');
      const words = `${segment.id} has a character that plans refuse (hex ${code}).`;
      this.#findings.add(segment, 'character', words);
    } else if (!this.#lowerSaid && segment.id !== 'PER' && /[a-z]/.test(bare)) {
      this.#lowerSaid = true;
      const words = `${segment.id} has lower-case letters; many plans take capitals only.`;
      this.#findings.add(segment, 'lower-case', words, 'warning');
    }
  }

  /** The end of the piece: whether it had line breaks. */
  finish(text: string): void {
    const lineEnds = this.#delimiters.segment === '\n' || this.#delimiters.segment === '\r';
    if (!this.#strange || this.#breaksSaid || !(lineEnds || /[\r\n]/.test(text))) return;
    this.#breaksSaid = true;
    const words = 'The file has line breaks; many plans take segments that end in ~ only.';
    const first = { position: 1, id: 'ISA', elements: [], closed: true };
    this.#findings.add(first, 'line-breaks', words, 'warning');
  }
}

/** Whether anything but a contact (PER), whose e-mail address may be typed so, has lower-case letters. */
function hasLowerCase(text: string, terminator: string): boolean {
  if (!/[a-z]/.test(text)) return false;
  let from = 0;
  let rest = '';
  for (let at = text.indexOf('PER', from); at >= 0; at = text.indexOf('PER', from)) {
    const end = text.indexOf(terminator, at);
    rest += text.slice(from, at);
    from = end < 0 ? text.length : end;
  }
  return /[a-z]/.test(rest + text.slice(from));
}
