import { checkElements } from '../check-elements.ts';
import type { Delimiters, ParsedSegment } from '../parse.ts';
import type { Findings837 } from '../validation.ts';
import { SET_837P } from './parties.ts';
import { type LoopSpec, openerOf, type SegmentSpec, type Slot } from './spec.ts';

/** A loop that is being read. */
interface Frame {
  readonly spec: LoopSpec;
  /** The place in the loop that was reached. */
  at: number;
  /** How often each alternative of the place stood. */
  readonly counts: Map<SegmentSpec | LoopSpec, number>;
}

/** What takes the segments of a set that found their place. */
export interface SetReader {
  /** A loop begins; its opening segment is still to come. */
  enter(loop: string): void;
  /** A segment at its place in the innermost loop. */
  take(loop: string, spec: SegmentSpec, segment: ParsedSegment): void;
  /** The innermost loop is over; `segment` is the first after it. */
  leave(loop: string, segment: ParsedSegment): void;
}

const MOST = (max: number) => (max === 0 ? Number.POSITIVE_INFINITY : max);

function fits(spec: SegmentSpec, segment: ParsedSegment, component: string): boolean {
  if (spec.id !== segment.id) return false;
  if (spec.keyAt === 0 || !spec.keys) return true;
  const value = segment.elements[spec.keyAt] ?? '';
  return spec.keys.has(segment.id === 'HI' ? (value.split(component)[0] ?? '') : value);
}

/**
 * Walks the segments of one set through the guide's loops.
 *
 * A segment that has no place is said to be unexpected, out of order, too many or of a wrong code; a loop whose
 * opening segment is missing is opened by what follows it, so that one fault does not hide the next ones.
 */
export class SetWalk {
  readonly #findings: Findings837;
  readonly #reader: SetReader;
  readonly #delimiters: Delimiters;
  readonly #component: string;
  readonly #stack: Frame[];

  constructor(findings: Findings837, reader: SetReader, delimiters: Delimiters) {
    this.#findings = findings;
    this.#reader = reader;
    this.#delimiters = delimiters;
    this.#component = delimiters.component;
    this.#stack = [{ spec: SET_837P, at: 0, counts: new Map() }];
  }

  /** The next segment of the set, ST first, SE left out. */
  next(segment: ParsedSegment): void {
    if (this.#place(segment)) return;
    if (this.#stoodBefore(segment)) return;
    if (this.#openMissing(segment)) return;
    if (this.#wrongCode(segment)) return;
    this.#findings.add(segment, `${segment.id}.unexpected`, `${this.#named(segment)} is not expected here.`);
  }

  /** The set is over at this segment: whatever is still due is missing. */
  end(segment: ParsedSegment): void {
    while (this.#stack.length > 0) this.#pop(segment);
  }

  #named({ id, elements }: ParsedSegment): string {
    return /^(NM1|REF|DTP|PRV|AMT|QTY)$/.test(id)
      ? `${id}*${elements[1] ?? ''}`
      : id.slice(0, 10) || 'An empty segment';
  }

  /** Finds the place of a segment, from the innermost loop outwards. */
  #place(segment: ParsedSegment): boolean {
    for (let depth = this.#stack.length - 1; depth >= 0; depth -= 1) {
      const frame = this.#stack[depth] as Frame;
      for (let at = frame.at; at < frame.spec.slots.length; at += 1) {
        const slot = frame.spec.slots[at] as Slot;
        const alternatives = slot.segments.filter((one) => fits(one, segment, this.#component));
        if (alternatives.length > 0) {
          const free = alternatives.find((one) => (frame.counts.get(one) ?? 0) < one.max);
          // The opener of a loop comes a second time: that is the loop again, one level up.
          if (!free && at === 0) break;
          this.#popTo(depth, segment);
          this.#moveTo(frame, at, segment);
          const spec = free ?? (alternatives[0] as SegmentSpec);
          if (!free) {
            this.#findings.add(segment, `${segment.id}.often`, `${this.#named(segment)} stands too often.`);
            return true;
          }
          this.#count(frame, spec);
          this.#take(frame.spec.id, spec, segment);
          return true;
        }
        const loop = slot.loops.find((one) => fits(openerOf(one), segment, this.#component));
        if (loop) {
          this.#popTo(depth, segment);
          this.#moveTo(frame, at, segment);
          this.#open(frame, loop, segment);
          this.#take(loop.id, openerOf(loop), segment);
          return true;
        }
      }
    }
    return false;
  }

  #take(loop: string, spec: SegmentSpec, segment: ParsedSegment, but = 0): void {
    checkElements(segment, spec, this.#delimiters, this.#findings, but);
    this.#reader.take(loop, spec, segment);
  }

  #open(frame: Frame, loop: LoopSpec, segment: ParsedSegment): void {
    const times = this.#count(frame, loop);
    if (times > MOST(loop.max)) {
      const message = `Loop ${loop.id} stands ${times} times here, ${loop.max} are the most.`;
      this.#findings.add(segment, `${loop.id}.often`, message);
    }
    const opened: Frame = { spec: loop, at: 0, counts: new Map([[openerOf(loop), 1]]) };
    this.#stack.push(opened);
    this.#reader.enter(loop.id);
  }

  #count(frame: Frame, one: SegmentSpec | LoopSpec): number {
    const times = (frame.counts.get(one) ?? 0) + 1;
    frame.counts.set(one, times);
    return times;
  }

  /** Goes on to a later place of a loop; what was due before it is missing. */
  #moveTo(frame: Frame, at: number, segment: ParsedSegment): void {
    for (let passed = frame.at; passed < at; passed += 1) this.#due(frame, passed, segment);
    frame.at = at;
  }

  #popTo(depth: number, segment: ParsedSegment): void {
    while (this.#stack.length - 1 > depth) this.#pop(segment);
  }

  #pop(segment: ParsedSegment): void {
    const frame = this.#stack.pop() as Frame;
    for (let at = frame.at; at < frame.spec.slots.length; at += 1) this.#due(frame, at, segment);
    this.#reader.leave(frame.spec.id, segment);
  }

  /** Says what a place still lacks. */
  #due(frame: Frame, at: number, segment: ParsedSegment): void {
    const slot = frame.spec.slots[at] as Slot;
    for (const one of slot.segments) {
      if (one.use === 'R' && !frame.counts.get(one)) this.#missing(one.name, segment);
    }
    for (const one of slot.loops) {
      if (one.use === 'R' && !frame.counts.get(one)) this.#missing(openerOf(one).name, segment);
    }
  }

  #missing(name: string, segment: ParsedSegment): void {
    const instead = segment.id === '' ? '' : `; ${this.#named(segment)} stands in its place`;
    this.#findings.add(segment, `${name}.missing`, `${name} is missing here${instead}.`);
  }

  /** Whether it has its place before the one that was reached: out of order, or once too often. */
  #stoodBefore(segment: ParsedSegment): boolean {
    for (const frame of this.#stack.toReversed()) {
      for (let at = 0; at < frame.at; at += 1) {
        const slot = frame.spec.slots[at] as Slot;
        const one = slot.segments.find((spec) => fits(spec, segment, this.#component));
        const loop = slot.loops.find((spec) => fits(openerOf(spec), segment, this.#component));
        if (!one && !loop) continue;
        const stood = frame.counts.get((one ?? loop) as SegmentSpec) ?? 0;
        const words = one && stood >= one.max ? 'stands too often' : 'stands in the wrong place';
        this.#findings.add(segment, `${segment.id}.order`, `${this.#named(segment)} ${words}.`);
        return true;
      }
    }
    return false;
  }

  /** Opens a loop whose first segment is missing, when what came can only stand inside it. */
  #openMissing(segment: ParsedSegment): boolean {
    for (let depth = this.#stack.length - 1; depth >= 0; depth -= 1) {
      const frame = this.#stack[depth] as Frame;
      for (let at = frame.at; at < frame.spec.slots.length; at += 1) {
        for (const loop of (frame.spec.slots[at] as Slot).loops) {
          const inside = loop.slots.findIndex((slot) =>
            slot.segments.some((spec) => fits(spec, segment, this.#component)),
          );
          if (inside < 1) continue;
          this.#popTo(depth, segment);
          this.#moveTo(frame, at, segment);
          this.#missing(openerOf(loop).name, segment);
          this.#open(frame, loop, segment);
          return this.#place(segment);
        }
      }
    }
    return false;
  }

  /** A segment of a known id whose code belongs to no place: taken for what is due next. */
  #wrongCode(segment: ParsedSegment): boolean {
    const same = (spec: SegmentSpec) => spec.id === segment.id && spec.keys !== null;
    for (const due of [true, false]) {
      for (let depth = this.#stack.length - 1; depth >= 0; depth -= 1) {
        const frame = this.#stack[depth] as Frame;
        for (let at = frame.at; at < frame.spec.slots.length; at += 1) {
          const slot = frame.spec.slots[at] as Slot;
          const open = (one: SegmentSpec | LoopSpec) => !frame.counts.get(one) && (!due || one.use === 'R');
          const one = slot.segments.find((spec) => same(spec) && open(spec));
          const loop = slot.loops.find((spec) => same(openerOf(spec)) && open(spec));
          if (!one && !loop) continue;
          this.#popTo(depth, segment);
          this.#moveTo(frame, at, segment);
          const spec = one ?? openerOf(loop as LoopSpec);
          if (one) this.#count(frame, one);
          else this.#open(frame, loop as LoopSpec, segment);
          const number = `${segment.id}${String(spec.keyAt).padStart(2, '0')}`;
          const value = (segment.elements[spec.keyAt] ?? '').slice(0, 40);
          const known = [...(spec.keys ?? [])].join(', ');
          const words = due ? `${known} is due` : 'no such code has its place';
          this.#findings.add(segment, number, `${number}: “${value}” may not stand here; ${words}.`);
          this.#take(one ? frame.spec.id : (loop as LoopSpec).id, spec, segment, spec.keyAt);
          return true;
        }
      }
    }
    return false;
  }
}
