import { specificDiagnoses } from '../programs/diagnoses.ts';
import type { ServiceTag } from '../programs/tag-service.ts';
import type { Correction } from './correction.ts';
import type { OpenLine } from './line.ts';

/** A ready line with the code it will be sent with. */
export interface ReadyLine extends OpenLine {
  readonly tag: ServiceTag;
  /** Whether the code is another one than on the day the note was signed. */
  readonly changed?: boolean;
}

/** Lines that go out as one claim. */
export interface ClaimDraft {
  readonly lines: readonly ReadyLine[];
  /** The claim's diagnoses, the main one first. */
  readonly diagnoses: readonly string[];
  /** Whether 2310B names the worker. */
  readonly rendering: boolean;
  /** Set when the claim replaces or takes back one that the plan has, or goes out anew. */
  readonly correction: Correction | null;
}

/** The most lines of a claim, and the most diagnoses. */
export const MAX_LINES = 50;
export const MAX_DIAGNOSES = 12;

/**
 * Puts ready lines of one plan together into claims.
 *
 * One claim is one visit as a fee-for-service claim would show it: one member, one day, one place, one worker, one
 * authorization and program. Small claims are on purpose: a plan that finds one duplicate line denies the whole
 * claim. Claims of a member stand together, in order of their days.
 *
 * @see Health Net: per member, per visit, same elements as a fee-for-service claim. DHCS PACES on duplicates.
 */
export function groupClaims(
  lines: readonly ReadyLine[],
  rendering: 'always' | 'never' | 'when_npi',
  billingNpi: string,
): ClaimDraft[] {
  const ordered = [...lines].sort(
    (a, b) =>
      compare(a.member.lastName, b.member.lastName) ||
      compare(a.member.firstName, b.member.firstName) ||
      compare(a.member.id, b.member.id) ||
      compare(a.serviceOn, b.serviceOn) ||
      compare(a.placeOfService, b.placeOfService) ||
      compare(a.staff.id, b.staff.id) ||
      compare(a.correction?.claim ?? '', b.correction?.claim ?? '') ||
      compare(a.startTime ?? '', b.startTime ?? '') ||
      compare(a.id, b.id),
  );
  const claims: { key: string; lines: ReadyLine[]; diagnoses: string[] }[] = [];
  for (const line of ordered) {
    const { member } = line;
    const { correction } = line;
    const key = [
      correction && correction.frequency !== '1' ? `${correction.frequency} ${correction.claim}` : '',
      member.id,
      line.serviceOn,
      line.placeOfService,
      line.staff.id,
      member.authorizationNumber ?? '',
      line.facts.program ?? '',
    ].join('\n');
    const codes = specificDiagnoses(line.diagnoses).map((diagnosis) => diagnosis.code);
    const open = claims.at(-1);
    const together = open ? union(open.diagnoses, codes) : codes;
    if (open?.key === key && open.lines.length < MAX_LINES && together.length <= MAX_DIAGNOSES) {
      open.lines.push(line);
      open.diagnoses = together;
    } else {
      claims.push({ key, lines: [line], diagnoses: union([], codes).slice(0, MAX_DIAGNOSES) });
    }
  }
  return claims.map(({ lines: own, diagnoses }) => {
    const npi = own[0]?.staff.npi ?? null;
    // The billing provider itself is never repeated as the rendering one.
    const correction = own[0]?.correction ?? null;
    return {
      lines: own,
      diagnoses,
      correction,
      rendering: rendering !== 'never' && npi !== null && npi !== billingNpi,
    };
  });
}

/** Positions of a line's diagnoses in its claim, counted from 1, at most four. */
export function pointersOf(line: ReadyLine, diagnoses: readonly string[]): number[] {
  return specificDiagnoses(line.diagnoses)
    .map((diagnosis) => diagnoses.indexOf(diagnosis.code) + 1)
    .filter((position) => position > 0)
    .slice(0, 4);
}

function union(known: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...known, ...more])];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
