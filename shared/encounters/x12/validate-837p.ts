import { CharacterChecks } from './check-characters.ts';
import { ClaimChecks } from './check-claims.ts';
import { checkGroup, checkInterchange, isOurGuide, whyNoEnvelope } from './check-envelope.ts';
import { SetWalk } from './guide/walk-set.ts';
import { type Delimiters, delimitersOf, element, type ParsedSegment, segmentsOf } from './parse.ts';
import { type Counts837, Findings837, type Problem837 } from './validation.ts';
import { VERSION_837P } from './write-837p.ts';

/** The verdict over a whole file: nothing wrong when `problems` is empty. */
export interface Validation837 {
  readonly problems: readonly Problem837[];
  readonly counts: Readonly<Counts837>;
}

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
  #characters: CharacterChecks | null = null;
  #last: ParsedSegment | null = null;

  /** The next piece of the file: whole segments, unless it is the last one. */
  add(text: string): void {
    if (!this.#delimiters) {
      this.#delimiters = delimitersOf(text);
      if (!this.#delimiters) {
        const words = whyNoEnvelope(text);
        this.#findings.add({ position: 1, id: '', elements: [], closed: true }, 'envelope', words);
        return;
      }
    }
    this.#characters ??= new CharacterChecks(this.#findings, this.#delimiters);
    const characters = this.#characters;
    characters.begin(text);
    for (const segment of segmentsOf(text, this.#delimiters, this.#counts.segments + 1)) {
      this.#counts.segments += 1;
      characters.check(segment);
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
    characters.finish(text);
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
    if (this.#interchanges === 2)
      this.#findings.add(
        segment,
        'ISA.often',
        'The file has more than one envelope; many plans take one.',
        'warning',
      );
    checkInterchange(this.#findings, segment);
  }

  #openGroup(segment: ParsedSegment): void {
    this.#closeSet(segment, true);
    if (this.#group) this.#findings.add(segment, 'GE.missing', 'GE is missing here.');
    if (!this.#interchange && this.#groups === 0)
      this.#findings.add(segment, 'ISA.missing', 'ISA is missing before the group.');
    this.#group = segment;
    this.#groups += 1;
    this.#setsInGroup = 0;
    checkGroup(this.#findings, segment);
    isOurGuide(this.#findings, segment, 'GS08', element(segment, 8));
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
    else if (ours) ours = isOurGuide(this.#findings, segment, 'ST03', version);
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
