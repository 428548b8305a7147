import { ClaimChecks } from './check-claims.ts';
import { isDay } from './check-elements.ts';
import { SetWalk } from './guide/walk-set.ts';
import { type Delimiters, delimitersOf, element, type ParsedSegment, segmentsOf } from './parse.ts';
import { type Counts837, Findings837, type Problem837 } from './validation.ts';
import { VERSION_837P } from './write-837p.ts';

/** The verdict over a whole file: nothing wrong when `problems` is empty. */
export interface Validation837 {
  readonly problems: readonly Problem837[];
  readonly counts: Readonly<Counts837>;
}

/** Element widths of ISA; they are fixed, and senders and receivers cut the line by them. */
const ISA_WIDTHS = [3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
const PARTY = /^(01|14|20|27|28|29|30|33|ZZ)$/;

/** What other sets are, for somebody who chose the wrong file. */
const GUIDES: readonly (readonly [RegExp, string])[] = [
  [/^005010X223/, 'institutional claims (837I)'],
  [/^005010X224/, 'dental claims (837D)'],
  [/^005010X221/, 'a remittance (835)'],
  [/^005010X231/, 'a 999 acknowledgement'],
  [/^005010X214/, 'a 277CA acknowledgement'],
  [/^005010X279/, 'eligibility (270 and 271)'],
  [/^004010/, 'an older version of the guide'],
];

interface OpenSet {
  readonly segment: ParsedSegment;
  /** Null for a set of another kind, which is passed over. */
  readonly walk: SetWalk | null;
  /** ST itself is missing: counts and control numbers cannot be compared. */
  readonly implied: boolean;
  count: number;
}

/**
 * Checks an 837P as it comes, piece by piece, the way a plan's front door does.
 *
 * Envelope widths, counts and control numbers, segment order and repeats, required elements, code sets, the HL chain,
 * check digits, diagnosis pointers, balances and the characters themselves, each with the segment to look at. Holds
 * no more of the file than one claim and the claim numbers.
 *
 * @see ASC X12 005010X222A1; what TA1 and 999 would say about the same faults.
 */
export class FileCheck837 {
  readonly #findings = new Findings837();
  readonly #counts: Counts837 = {
    segments: 0,
    transactions: 0,
    subscribers: 0,
    claims: 0,
    lines: 0,
    units: 0,
  };
  readonly #claims = new Set<string>();
  readonly #sets = new Set<string>();
  #delimiters: Delimiters | null = null;
  #interchange: ParsedSegment | null = null;
  #group: ParsedSegment | null = null;
  #set: OpenSet | null = null;
  #interchanges = 0;
  #groups = 0;
  #setsInGroup = 0;
  #lower = false;
  #breaks = false;
  #last: ParsedSegment | null = null;

  /** The next piece of the file: whole segments, unless it is the last one. */
  add(text: string): void {
    if (!this.#delimiters) {
      this.#delimiters = delimitersOf(text);
      if (!this.#delimiters) {
        const words =
          text === ''
            ? 'The file is empty.'
            : text.startsWith('ISA')
              ? 'The envelope (ISA) is damaged: its delimiters cannot be told.'
              : 'The file does not begin with ISA; it is not an X12 file.';
        this.#findings.add({ position: 1, id: '', elements: [], closed: true }, 'envelope', words);
        return;
      }
    }
    const strange = /[^\x20-\x7e]/.test(text);
    const lower = !this.#lower && hasLowerCase(text, this.#delimiters.segment);
    for (const segment of segmentsOf(text, this.#delimiters, this.#counts.segments + 1)) {
      this.#counts.segments += 1;
      if (strange || (lower && !this.#lower)) this.#characters(segment, this.#delimiters);
      if (segment.elements.length > 1 && segment.elements.at(-1) === '')
        this.#findings.add(
          segment,
          `${segment.id}.empty`,
          `${segment.id} ends with an empty element.`,
          'warning',
        );
      this.#next(segment);
      this.#last = segment;
    }
    const lineEnds = this.#delimiters.segment === '\n' || this.#delimiters.segment === '\r';
    if (strange && !this.#breaks && (lineEnds || /[\r\n]/.test(text))) {
      this.#breaks = true;
      const words = 'The file has line breaks; many plans take segments that end in ~ only.';
      this.#findings.add(
        { position: 1, id: 'ISA', elements: [], closed: true },
        'line-breaks',
        words,
        'warning',
      );
    }
  }

  /** The verdict; nothing may be added after it. */
  end(): Validation837 {
    const last = this.#last;
    if (!this.#delimiters) return { problems: this.#findings.list(), counts: this.#counts };
    if (last && !last.closed)
      this.#findings.add(last, 'cut-off', 'The file ends in the middle of a segment.');
    if (last) {
      this.#closeSet(last, true);
      if (this.#group) this.#findings.add(last, 'GE.missing', 'The file ends without GE.');
      if (this.#interchange) this.#findings.add(last, 'IEA.missing', 'The file ends without IEA.');
    }
    if (this.#counts.transactions === 0) this.#findings.add(last, 'ST.missing', 'The file has no 837P set.');
    return { problems: this.#findings.list(), counts: this.#counts };
  }

  #characters(segment: ParsedSegment, { component, repetition }: Delimiters): void {
    const text = segment.elements.join(' ').replaceAll(component, ' ');
    const bare = repetition === '' ? text : text.replaceAll(repetition, ' ');
    const odd = /[^\x20-\x7e]/.exec(bare);
    if (odd) {
      const code = (odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0');
      this.#findings.add(
        segment,
        'character',
        `${segment.id} has a character that plans refuse (hex ${code}).`,
      );
    } else if (!this.#lower && segment.id !== 'PER' && /[a-z]/.test(bare)) {
      this.#lower = true;
      const words = `${segment.id} has lower-case letters; many plans take capitals only.`;
      this.#findings.add(segment, 'lower-case', words, 'warning');
    }
  }

  #next(segment: ParsedSegment): void {
    const set = this.#set;
    switch (segment.id) {
      case 'ISA':
        this.#openInterchange(segment);
        break;
      case 'GS':
        this.#openGroup(segment);
        break;
      case 'ST':
        this.#openSet(segment);
        break;
      case 'SE':
        if (set) set.count += 1;
        else this.#findings.add(segment, 'ST.missing', 'SE ends a set that did not begin.');
        this.#closeSet(segment, false);
        break;
      case 'GE':
        this.#closeGroup(segment);
        break;
      case 'IEA':
        this.#closeInterchange(segment);
        break;
      case 'TA1':
        break;
      default:
        if (!set) this.#strayed(segment);
        else {
          set.count += 1;
          set.walk?.next(segment);
        }
    }
  }

  #openInterchange(segment: ParsedSegment): void {
    this.#closeSet(segment, true);
    if (this.#group) this.#findings.add(segment, 'GE.missing', 'GE is missing here.');
    if (this.#interchange) this.#findings.add(segment, 'IEA.missing', 'IEA is missing here.');
    this.#group = null;
    this.#interchange = segment;
    this.#groups = 0;
    this.#interchanges += 1;
    const say = (number: number, words: string) => {
      const rule = `ISA${String(number).padStart(2, '0')}`;
      this.#findings.add(segment, rule, `${rule}: ${words}`);
    };
    if (this.#interchanges === 2)
      this.#findings.add(
        segment,
        'ISA.often',
        'The file has more than one envelope; many plans take one.',
        'warning',
      );
    ISA_WIDTHS.forEach((width, number) => {
      const { length } = element(segment, number);
      if (number > 0 && length !== width) say(number, `it has ${length} characters, needs ${width}.`);
    });
    if (segment.elements.length !== ISA_WIDTHS.length)
      this.#findings.add(segment, 'ISA', `ISA has ${segment.elements.length - 1} elements, needs 16.`);
    if (!/^0[03]$/.test(element(segment, 1))) say(1, 'it is 00 or 03.');
    if (!/^0[01]$/.test(element(segment, 3))) say(3, 'it is 00 or 01.');
    for (const number of [5, 7])
      if (!PARTY.test(element(segment, number))) say(number, 'it is not a known kind of id.');
    if (!isDay(`20${element(segment, 9)}`)) say(9, 'the date is YYMMDD.');
    if (!/^([01]\d|2[0-3])[0-5]\d$/.test(element(segment, 10))) say(10, 'the time is HHMM.');
    if (element(segment, 12) !== '00501') say(12, 'the version is 00501.');
    if (!/^\d{9}$/.test(element(segment, 13))) say(13, 'the control number has 9 digits.');
    if (!/^[01]$/.test(element(segment, 14))) say(14, 'it is 0 or 1.');
    if (!/^[TP]$/.test(element(segment, 15))) say(15, 'T is test, P is production.');
  }

  #openGroup(segment: ParsedSegment): void {
    this.#closeSet(segment, true);
    if (this.#group) this.#findings.add(segment, 'GE.missing', 'GE is missing here.');
    if (!this.#interchange && this.#groups === 0)
      this.#findings.add(segment, 'ISA.missing', 'ISA is missing before the group.');
    this.#group = segment;
    this.#groups += 1;
    this.#setsInGroup = 0;
    const say = (number: string, words: string) => this.#findings.add(segment, number, `${number}: ${words}`);
    if (element(segment, 1) !== 'HC')
      say('GS01', `“${element(segment, 1).slice(0, 10)}” is not HC, a group of claims.`);
    for (const number of [2, 3]) {
      const { length } = element(segment, number);
      if (length < 2 || length > 15) say(`GS0${number}`, 'an id has 2 to 15 characters.');
    }
    if (!isDay(element(segment, 4))) say('GS04', 'the date is CCYYMMDD.');
    if (!/^([01]\d|2[0-3])[0-5]\d([0-5]\d\d{0,2})?$/.test(element(segment, 5)))
      say('GS05', 'the time is HHMM.');
    if (!/^\d{1,9}$/.test(element(segment, 6))) say('GS06', 'the group number has 1 to 9 digits.');
    if (element(segment, 7) !== 'X') say('GS07', 'it is X.');
    this.#version(segment, 'GS08', element(segment, 8));
  }

  /** Whether a guide is ours; says what it is instead. */
  #version(segment: ParsedSegment, rule: string, version: string): boolean {
    if (version === VERSION_837P) return true;
    if (version === '005010X222') {
      this.#findings.add(
        segment,
        rule,
        `${rule}: ${VERSION_837P} has taken the place of ${version}.`,
        'warning',
      );
      return true;
    }
    const what = GUIDES.find(([pattern]) => pattern.test(version))?.[1];
    const words = what ? `${version} is ${what}, not an 837P.` : `the guide is ${VERSION_837P}.`;
    this.#findings.add(segment, rule, `${rule}: ${words}`);
    return what === undefined;
  }

  #openSet(segment: ParsedSegment): void {
    this.#closeSet(segment, true);
    if (!this.#group) this.#findings.add(segment, 'GS.missing', 'GS is missing before the set.');
    const kind = element(segment, 1);
    const control = element(segment, 2);
    const version = element(segment, 3);
    this.#setsInGroup += 1;
    let ours = kind === '837';
    if (!ours && kind !== '') {
      const words = /^\d{3}$/.test(kind)
        ? `This set is an ${kind}, not an 837.`
        : `ST01: “${kind.slice(0, 10)}” is not 837.`;
      this.#findings.add(segment, 'ST01', words);
      ours = !/^\d{3}$/.test(kind);
    }
    if (ours && version === '') this.#findings.add(segment, 'ST03', 'ST03 is missing.');
    else if (ours) ours = this.#version(segment, 'ST03', version);
    const key = `${this.#interchanges} ${this.#groups} ${control}`;
    if (this.#sets.has(key))
      this.#findings.add(segment, 'ST02', `Set control number ${control} stands twice in the group.`);
    this.#sets.add(key);
    this.#begin(segment, ours, false);
    if (ours)
      this.#set?.walk?.next({ ...segment, elements: ['ST', '837', control, version || VERSION_837P] });
  }

  #begin(segment: ParsedSegment, ours: boolean, implied: boolean): void {
    const delimiters = this.#delimiters as Delimiters;
    const reader = new ClaimChecks(this.#findings, delimiters, this.#counts, this.#claims);
    if (ours) this.#counts.transactions += 1;
    const walk = ours ? new SetWalk(this.#findings, reader, delimiters) : null;
    this.#set = { segment, walk, implied, count: 1 };
  }

  /** A segment outside every set: if it is one of a set, its ST is missing. */
  #strayed(segment: ParsedSegment): void {
    if (this.#interchange && !this.#group && this.#groups === 0 && segment.id !== 'BHT') {
      this.#findings.add(
        segment,
        `${segment.id}.unexpected`,
        `${segment.id.slice(0, 10) || 'An empty segment'} is not expected here.`,
      );
      return;
    }
    if (segment.id !== 'BHT') {
      const words = this.#interchange
        ? `${segment.id.slice(0, 10)} stands outside every set.`
        : 'There is more after the end of the envelope.';
      this.#findings.add(segment, `${segment.id}.unexpected`, words);
      return;
    }
    this.#findings.add(segment, 'ST.missing', 'ST is missing here; BHT stands in its place.');
    this.#setsInGroup += 1;
    this.#begin(segment, true, true);
    const set = this.#set as unknown as OpenSet;
    set.walk?.next({ ...segment, id: 'ST', elements: ['ST', '837', '0000', VERSION_837P] });
    set.walk?.next(segment);
  }

  /** Ends the open set at its SE, or at what stands where SE should. */
  #closeSet(segment: ParsedSegment, missing: boolean): void {
    const set = this.#set;
    if (!set) return;
    this.#set = null;
    set.walk?.end(missing ? { ...segment } : segment);
    if (missing) {
      this.#findings.add(segment, 'SE.missing', 'SE is missing here.');
      return;
    }
    if (set.implied) return;
    if (element(segment, 1) !== String(set.count))
      this.#findings.add(
        segment,
        'SE01',
        `SE01 says ${element(segment, 1).slice(0, 12)} segments, there are ${set.count}.`,
      );
    if (element(segment, 2) !== element(set.segment, 2))
      this.#findings.add(segment, 'SE02', 'SE02 differs from ST02.');
  }

  #closeGroup(segment: ParsedSegment): void {
    this.#closeSet(segment, true);
    const group = this.#group;
    this.#group = null;
    if (!group) {
      this.#findings.add(segment, 'GS.missing', 'GE ends a group that did not begin.');
      return;
    }
    if (element(segment, 1) !== String(this.#setsInGroup))
      this.#findings.add(
        segment,
        'GE01',
        `GE01 says ${element(segment, 1).slice(0, 12)} sets, there are ${this.#setsInGroup}.`,
      );
    if (element(segment, 2) !== element(group, 6))
      this.#findings.add(segment, 'GE02', 'GE02 differs from GS06.');
  }

  #closeInterchange(segment: ParsedSegment): void {
    this.#closeSet(segment, true);
    if (this.#group) this.#findings.add(segment, 'GE.missing', 'GE is missing here.');
    this.#group = null;
    const isa = this.#interchange;
    this.#interchange = null;
    if (!isa) {
      this.#findings.add(segment, 'ISA.missing', 'IEA ends an envelope that did not begin.');
      return;
    }
    if (element(segment, 1) !== String(this.#groups))
      this.#findings.add(
        segment,
        'IEA01',
        `IEA01 says ${element(segment, 1).slice(0, 12)} groups, there are ${this.#groups}.`,
      );
    if (element(segment, 2) !== element(isa, 13))
      this.#findings.add(segment, 'IEA02', 'IEA02 differs from ISA13.');
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

/** What may stand before an envelope without being part of it: a byte order mark, in either reading, and blanks. */
const BEFORE = /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*/;

/** Checks a whole 837P, ours or not; never throws. */
export function validate837p(text: string): Validation837 {
  const before = BEFORE.exec(text)?.[0] ?? '';
  const check = new FileCheck837();
  check.add(before === '' ? text : text.slice(before.length));
  const { problems, counts } = check.end();
  if (before === '') return { problems, counts };
  const message = 'Something stands before ISA: a byte order mark or a blank.';
  const first = {
    position: 1,
    segment: 'ISA',
    rule: 'before-envelope',
    severity: 'warning' as const,
    message,
  };
  return { problems: [first, ...problems], counts };
}
