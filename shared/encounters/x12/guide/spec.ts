/** What an element may hold. */
export interface ElementSpec {
  readonly use: 'R' | 'S' | 'N';
  readonly kind: 'text' | 'integer' | 'decimal' | 'date' | 'time' | 'codes' | 'composite';
  readonly min: number;
  readonly max: number;
  readonly codes: ReadonlySet<string> | null;
  readonly parts: readonly ElementSpec[];
}

/** A segment at its place in a loop. */
export interface SegmentSpec {
  readonly id: string;
  readonly use: 'R' | 'S';
  readonly max: number;
  /** The element, counted from 1, whose value tells segments of one id apart; 0 when the id is enough. */
  readonly keyAt: number;
  readonly keys: ReadonlySet<string> | null;
  readonly elements: readonly ElementSpec[];
  /** `NM1*85`, for messages. */
  readonly name: string;
}

/** A loop: its segments in order, the first of which opens it, then the loops inside it. */
export interface LoopSpec {
  readonly id: string;
  readonly use: 'R' | 'S';
  readonly max: number;
  readonly slots: readonly Slot[];
}

/** What may stand at one place of a loop: alternatives in any order. */
export interface Slot {
  readonly segments: readonly SegmentSpec[];
  readonly loops: readonly LoopSpec[];
}

const BLANK = { min: 1, max: 0, codes: null, parts: [] } as const;

/**
 * Reads one element: `R=85` a code, `S1-35` text, `Rn1-9` an integer, `Rr1-18` a decimal, `Rdate`, `Rtime`, `N` not
 * used, `R(R=HC|R5-48)` a composite.
 */
function readElement(token: string): ElementSpec {
  const use = token.charAt(0) as ElementSpec['use'];
  const rest = token.slice(1);
  if (use === 'N') return { use, kind: 'text', ...BLANK };
  if (rest.startsWith('(')) {
    const parts = rest.slice(1, -1).split('|').map(readElement);
    return { use, kind: 'composite', ...BLANK, parts };
  }
  if (rest.startsWith('=')) {
    return { use, kind: 'codes', ...BLANK, codes: new Set(rest.slice(1).split(',')) };
  }
  if (rest === 'date' || rest === 'time') return { use, kind: rest, ...BLANK };
  const [, kind = '', min = '1', max = '1'] = /^([nr]?)(\d+)-(\d+)$/.exec(rest) ?? [];
  const named = kind === 'n' ? 'integer' : kind === 'r' ? 'decimal' : 'text';
  return { use, kind: named, min: Number(min), max: Number(max), codes: null, parts: [] };
}

/** Segments that are told apart by one of their elements, and which. */
const KEYED: Readonly<Record<string, number>> = {
  NM1: 1,
  REF: 1,
  DTP: 1,
  PRV: 1,
  AMT: 1,
  QTY: 1,
  PER: 1,
  HL: 3,
  HI: 1,
  PAT: 0,
};

/** What tells one segment of an id from another: a code, or the qualifier of a composite. */
function keysOf(element: ElementSpec | undefined): ReadonlySet<string> | null {
  return element?.codes ?? element?.parts[0]?.codes ?? null;
}

/** Reads one segment: `NM1 R1 R=85 R=1,2 R1-60 …`. */
function readSegment(line: string): SegmentSpec {
  const [id = '', usage = 'S1', ...tokens] = line.trim().split(/\s+/);
  const elements = tokens.flatMap((token) => {
    const times = /^(\d+)x(.+)$/.exec(token);
    return times
      ? Array.from({ length: Number(times[1]) }, () => readElement(times[2] ?? 'N'))
      : [readElement(token)];
  });
  const keyAt = KEYED[id] ?? 0;
  const keys = keyAt === 0 ? null : keysOf(elements[keyAt - 1]);
  const [first] = keys ?? [];
  const max = Number(usage.slice(1)) || Number.POSITIVE_INFINITY;
  return {
    id,
    use: usage.charAt(0) === 'R' ? 'R' : 'S',
    max,
    keyAt: keys ? keyAt : 0,
    keys,
    elements,
    name: first === undefined || keyAt !== 1 ? id : `${id}*${first}`,
  };
}

/**
 * Makes a loop from its table: one segment a line, then the loops inside it.
 *
 * Neighbors of the same id share one place, so their order among themselves does not matter, as in the guide.
 */
export function loop(
  id: string,
  use: 'R' | 'S',
  max: number,
  table: string,
  loops: readonly LoopSpec[] = [],
): LoopSpec {
  const segments = table.trim().split('\n').map(readSegment);
  const slots: { segments: SegmentSpec[]; loops: LoopSpec[] }[] = [];
  for (const [index, one] of segments.entries()) {
    const open = slots.at(-1);
    // The opening segment stands alone, so that a second one opens the loop again.
    if (open && index > 1 && open.segments[0]?.id === one.id) open.segments.push(one);
    else slots.push({ segments: [one], loops: [] });
  }
  for (const one of loops) {
    const open = slots.at(-1);
    const opener = (spec: LoopSpec | undefined) => spec?.slots[0]?.segments[0]?.id;
    if (open && open.loops.length > 0 && opener(open.loops[0]) === opener(one) && opener(one) === 'NM1') {
      open.loops.push(one);
    } else slots.push({ segments: [], loops: [one] });
  }
  return { id, use, max, slots };
}

/** The segment that opens a loop. */
export function openerOf(spec: LoopSpec): SegmentSpec {
  return spec.slots[0]?.segments[0] as SegmentSpec;
}
