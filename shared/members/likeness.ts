import { isTransposed, soundKey } from './alike.ts';
import { foldText } from './normalize.ts';

/** What two records of people are compared by. */
export interface PersonFacts {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string | null;
  readonly cin: string | null;
  readonly phone: string | null;
}

/** Why two records may be one person, the surest with the lowest rank. */
export interface Likeness {
  readonly because: string;
  readonly rank: number;
}

/** Why two records may be one person, or null when nothing says so. A person decides; nothing is merged by it. */
export function likeness(one: PersonFacts, other: PersonFacts): Likeness | null {
  const same = (a: string | null, b: string | null) => a !== null && a !== '' && a === b;
  if (same(one.cin, other.cin)) return { because: 'same CIN', rank: 0 };
  const name = fullName(one) === fullName(other);
  const birthday = same(one.birthDate, other.birthDate);
  if (name && birthday) return { because: 'same name and birthday', rank: 1 };
  if (name && one.birthDate !== null && other.birthDate !== null) {
    if (one.birthDate === swapDayAndMonth(other.birthDate)) {
      return { because: 'same name, day and month of birth swapped', rank: 2 };
    }
    if (isTransposed(one.birthDate, other.birthDate)) {
      return { because: 'same name, two digits of the birthday swapped', rank: 2 };
    }
  }
  if (name && one.cin !== null && other.cin !== null && isTransposed(one.cin, other.cin)) {
    return { because: 'same name, two digits of the CIN swapped', rank: 2 };
  }
  if (birthday && sounds(one) === sounds(other)) {
    return { because: 'name sounds the same, same birthday', rank: 3 };
  }
  const phone = same(one.phone, other.phone);
  if (name && phone) return { because: 'same name and phone', rank: 3 };
  const lastName = foldText(one.lastName) === foldText(other.lastName);
  if (lastName && birthday) return { because: 'same last name and birthday', rank: 4 };
  return lastName && phone ? { because: 'same last name and phone', rank: 5 } : null;
}

function fullName(person: PersonFacts): string {
  return foldText(`${person.firstName} ${person.lastName}`);
}

function sounds(person: PersonFacts): string {
  return `${soundKey(person.firstName)} ${soundKey(person.lastName)}`;
}

/** 1987-06-08 for 1987-08-06: how one date comes out of two ways of writing. */
export function swapDayAndMonth(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(8)}-${date.slice(5, 7)}`;
}
