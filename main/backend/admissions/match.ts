import type { Notice } from '#shared/admissions/notice.ts';
import { isCin } from '#shared/fields.ts';
import { foldText } from '#shared/members/normalize.ts';
import type { NamedMember } from '../members/stays/stays.ts';
import { keptDay } from './words.ts';

/** Who a notice is about, or why a person has to say so. */
export type Match = { readonly memberId: string; readonly name: string } | { readonly problem: string };

/**
 * Finds whom a notice is about: by the CIN or member id of its own plan, and only when name or birthday agree.
 *
 * Anything less is a proposal that a person confirms; a hospital stay in the wrong chart is worse than one that waits.
 */
export function matchNotice(
  { person }: Pick<Notice, 'person'>,
  members: readonly NamedMember[],
  planId: string,
): Match {
  const named = members.filter(
    ({ cin, planMemberId }) =>
      person.ids.includes(cin) || (planMemberId !== null && person.ids.includes(planMemberId.toUpperCase())),
  );
  const here = named.filter((member) => member.planId === planId);
  const [found, ...others] = [...new Map(here.map((member) => [member.id, member])).values()];
  if (!found) {
    const [elsewhere] = named;
    if (elsewhere) {
      return {
        problem: `The id belongs to ${elsewhere.name}, who is with another plan. Say who it is about.`,
      };
    }
    const lacks =
      person.ids.length === 0 ? 'The notice names no member id' : 'No member of this plan has this id';
    return { problem: `${lacks}. Say who it is about.` };
  }
  if (others.length > 0) {
    const names = [found, ...others].map(({ name }) => name).join(' and ');
    return { problem: `Its ids belong to ${names}. Say who it is about.` };
  }
  const sameDay = person.birthDate === found.birthDate;
  const sameName = foldText(person.lastName) === foldText(found.lastName);
  if (sameDay || (person.birthDate === null && sameName)) return { memberId: found.id, name: found.name };
  if (person.birthDate === null && person.lastName === '') {
    return {
      problem: `The id is ${found.name}’s, and the notice has no name and no birthday to check it by.`,
    };
  }
  const says = person.birthDate === null ? 'another name' : `born ${keptDay(person.birthDate)}`;
  return { problem: `The id is ${found.name}’s, but the notice says ${says}. Say who it is about.` };
}

/**
 * A person in the words of a notice: the same in all notices about them; null for a notice that names nobody.
 *
 * A hospital's own numbers differ from visit to visit, so that only CINs count beside name and birthday.
 */
export function personKey({ person }: Pick<Notice, 'person'>): string | null {
  const named = person.lastName !== '' && person.birthDate !== null;
  const ids = named ? person.ids.filter(isCin) : person.ids;
  const words = [
    ids.toSorted().join(' '),
    foldText(person.lastName),
    foldText(person.firstName),
    person.birthDate ?? '',
  ];
  return words.every((word) => word === '') ? null : words.join('|');
}
