import { weightText } from './workload.ts';

/** A member without a lead, as far as the choice of one needs to know. */
export interface Unassigned {
  readonly id: string;
  readonly language: string | null;
  readonly zip: string | null;
  readonly weight: number;
}

/** Somebody who could lead, with what they carry now. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly string[];
  /** How many of their members live in each five-digit ZIP. */
  readonly zips: Readonly<Record<string, number>>;
  readonly weight: number;
  readonly capacity: number;
}

/** Who should lead a member, and the facts that say so in one sentence. */
export interface Suggestion {
  readonly memberId: string;
  readonly leadId: string;
  readonly reason: string;
  /** False when everybody is full: then it is the one who is least over. */
  readonly hasRoom: boolean;
}

const LANGUAGE_POINTS = 4;
const ZIP_POINTS = 2;

/**
 * Suggests a lead for each member, one after the other, each choice counting for the next.
 *
 * A common language counts most, then members in the same ZIP code, then room. Somebody who is full is suggested only
 * when everybody is. The same input gives the same answer.
 */
export function suggestLeads(members: readonly Unassigned[], candidates: readonly Candidate[]): Suggestion[] {
  const carried = new Map(candidates.map((one) => [one.id, one.weight]));
  return members.flatMap((member) => {
    const scored = candidates.map((one) => {
      const weight = (carried.get(one.id) ?? 0) + member.weight;
      return { one, weight, hasRoom: weight <= one.capacity, score: scoreOf(member, one) };
    });
    const [best] = scored.toSorted(
      (a, b) =>
        Number(b.hasRoom) - Number(a.hasRoom) ||
        b.score - a.score ||
        share(a.weight, a.one) - share(b.weight, b.one) ||
        a.one.name.localeCompare(b.one.name),
    );
    if (!best) return [];
    carried.set(best.one.id, best.weight);
    const nobodySpeaks = foreign(member) && !candidates.some((one) => speaks(one, member.language));
    const facts = [
      speaks(best.one, member.language) && foreign(member) ? `Speaks ${member.language}` : null,
      nobodySpeaks ? `nobody listed speaks ${member.language}` : null,
      inZip(best.one, member.zip),
      `${best.hasRoom ? '' : 'over capacity, '}${weightText(best.weight)} of ${weightText(best.one.capacity)} with this member`,
    ].filter((fact) => fact !== null);
    const sentence = facts.join(', ');
    return [
      {
        memberId: member.id,
        leadId: best.one.id,
        reason: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
        hasRoom: best.hasRoom,
      },
    ];
  });
}

function foreign(member: Unassigned): boolean {
  return member.language !== null && member.language.toLowerCase() !== 'english';
}

function speaks(one: Candidate, language: string | null): boolean {
  return language !== null && one.languages.some((known) => known.toLowerCase() === language.toLowerCase());
}

function inZip(one: Candidate, zip: string | null): string | null {
  const count = zip === null ? 0 : (one.zips[zip.slice(0, 5)] ?? 0);
  if (count === 0) return null;
  return `${count} ${count === 1 ? 'member' : 'members'} in ${zip?.slice(0, 5)}`;
}

function scoreOf(member: Unassigned, one: Candidate): number {
  const language = foreign(member) && speaks(one, member.language) ? LANGUAGE_POINTS : 0;
  return language + (inZip(one, member.zip) === null ? 0 : ZIP_POINTS);
}

function share(weight: number, one: Candidate): number {
  return one.capacity === 0 ? Number.POSITIVE_INFINITY : weight / one.capacity;
}
