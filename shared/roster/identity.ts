import { dateInWords } from '../dates.ts';
import { isTransposed, soundKey } from '../members/alike.ts';
import { likeness, type PersonFacts, swapDayAndMonth } from '../members/likeness.ts';
import { foldText } from '../members/normalize.ts';
import type { MemberOnFile } from './compare.ts';
import type { RowValues } from './read-row.ts';

/** How sure it is that a row and the member with the same CIN are one person. */
export type Agreement = 'same' | 'doubtful' | 'other';

/**
 * Compares who a row and a member with the same CIN are: first name, last name, birthday.
 *
 * One difference is a correction or a new name; a first name of its own may be a twin; two differences are a
 * question for a person, three are somebody else.
 */
export function agreement(row: RowValues, member: RowValues): Agreement {
  const first = alikeFirst(row.firstName ?? '', member.firstName ?? '');
  const last = foldText(row.lastName ?? '') === foldText(member.lastName ?? '');
  const born = alikeBirthday(row.birthDate, member.birthDate);
  const points = [first, last, born].filter(Boolean).length;
  if (points === 0) return 'other';
  return points === 1 || !first ? 'doubtful' : 'same';
}

function alikeFirst(one: string, other: string): boolean {
  const [a, b] = [foldText(one), foldText(other)];
  if (a === b || a === '' || b === '') return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.startsWith(short.replace('.', '')) || soundKey(a) === soundKey(b);
}

function alikeBirthday(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return true;
  return one === swapDayAndMonth(other) || isTransposed(one, other);
}

/** Name and birthday as one key: the same person, if the CIN did not say otherwise. */
export function personKey(values: RowValues): string {
  return `${nameKey(values)}|${values.birthDate}`;
}

/** The name as a key. */
export function nameKey(values: RowValues): string {
  return foldText(`${values.lastName}|${values.firstName}`);
}

function factsOf(values: RowValues): PersonFacts {
  return {
    firstName: values.firstName ?? '',
    lastName: values.lastName ?? '',
    birthDate: values.birthDate ?? null,
    cin: values.cin ?? null,
    phone: values.phone ?? null,
  };
}

/** Where likenesses are looked up: members who share a key can be alike, all others cannot. */
function keysOf(values: RowValues): string[] {
  const { firstName = '', lastName = '', birthDate, phone } = values;
  const last = foldText(lastName);
  const keys = [`n|${nameKey(values)}`];
  if (birthDate) {
    keys.push(`b|${birthDate}|${last}`, `s|${birthDate}|${soundKey(firstName)} ${soundKey(lastName)}`);
  }
  if (phone) keys.push(`p|${phone}|${last}`);
  return keys;
}

/** A member who may be the person of a row, with the reason. */
export interface Lookalike {
  readonly member: MemberOnFile;
  readonly because: string;
}

/** Finds members who may be the person of a row; one look-up a row, however many members there are. */
export class LookalikeFinder {
  readonly #byKey = new Map<string, MemberOnFile[]>();

  constructor(members: readonly MemberOnFile[]) {
    for (const member of members) {
      for (const key of keysOf(member.values)) {
        const known = this.#byKey.get(key);
        if (known) known.push(member);
        else this.#byKey.set(key, [member]);
      }
    }
  }

  /** The surest one among those `may` lets through. */
  find(values: RowValues, may: (member: MemberOnFile) => boolean): Lookalike | null {
    const facts = factsOf(values);
    let best: (Lookalike & { readonly rank: number }) | null = null;
    for (const key of keysOf(values)) {
      // A key many share, such as a shelter's phone, says nothing about one person.
      for (const member of (this.#byKey.get(key) ?? []).slice(0, 50)) {
        if (!may(member)) continue;
        const found = likeness(facts, factsOf(member.values));
        if (found && found.rank < (best?.rank ?? 99)) best = { member, ...found };
      }
    }
    return best;
  }
}

/** The sentence for a CIN that belongs to somebody else. */
export function otherPerson(member: MemberOnFile, today: string): string {
  const born = dateInWords(member.values.birthDate ?? today, today);
  return `This CIN belongs to ${member.name}, born ${born}, in Hearth. Name and birthday differ.`;
}

/** The sentence for two members whose CINs a file seems to have swapped. */
export function swappedCins(owner: MemberOnFile, person: MemberOnFile): string {
  return `The CIN is that of ${owner.name} in Hearth, name and birthday are those of ${person.name}, whose CIN is ${person.values.cin ?? 'another'}. The file may have swapped them. Ask the plan.`;
}
