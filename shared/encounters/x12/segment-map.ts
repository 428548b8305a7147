import { DELIMITERS } from './characters.ts';
import type { Segment837 } from './model.ts';

/** From one segment to another, counted from ST = 1 as a 999 counts. */
export interface SegmentSpan {
  readonly from: number;
  readonly to: number;
}

/** Where a claim stands in its file. */
export interface ClaimPlace extends SegmentSpan {
  /** GS06, ST02 and BHT03. */
  readonly group: string;
  readonly set: string;
  readonly reference: string;
  /** The last segment of the set before its first member. */
  readonly headTo: number;
  /** The member's own segments, from HL to the one before the first claim. */
  readonly member: SegmentSpan;
  /** The lines of the claim in their order. */
  readonly lines: readonly SegmentSpan[];
}

/** Says for each claim of a written file where it stands, so that answers by position find their line. */
export function mapSegments(segments: readonly Segment837[]): ReadonlyMap<string, ClaimPlace> {
  const places = new Map<string, { -readonly [Key in keyof ClaimPlace]: ClaimPlace[Key] }>();
  let [group, set, reference] = ['', '', ''];
  let position = 0;
  let headTo = 0;
  let member = { from: 0, to: 0 };
  for (const { text, claimId } of segments) {
    const [id, ...elements] = text.replace(DELIMITERS.segment, '').split(DELIMITERS.element);
    if (id === 'GS') group = elements[5] ?? '';
    if (id === 'ST') [position, headTo, set] = [0, 0, elements[1] ?? ''];
    if (id === 'BHT') reference = elements[2] ?? '';
    position += 1;
    if (id === 'HL' && elements[2] === '22') {
      if (headTo === 0) headTo = position - 1;
      member = { from: position, to: position };
    }
    if (claimId === null) {
      if (member.from > 0) member = { from: member.from, to: position };
      continue;
    }
    const place = places.get(claimId);
    if (!place) {
      places.set(claimId, { group, set, reference, headTo, member, from: position, to: position, lines: [] });
      continue;
    }
    place.to = position;
    const last = place.lines.at(-1);
    if (id === 'LX') place.lines = [...place.lines, { from: position, to: position }];
    else if (last) place.lines = [...place.lines.slice(0, -1), { from: last.from, to: position }];
  }
  return places;
}
