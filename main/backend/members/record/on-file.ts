import type { EntryContent, EntryKind } from '#shared/members/entry-kinds.ts';
import type { Member } from '#shared/members/member.ts';

/** The columns of a member that an entry of the record can be the longer story of. */
export type ColumnFacts = Pick<
  Member,
  | 'firstName'
  | 'middleName'
  | 'lastName'
  | 'phone'
  | 'address'
  | 'sex'
  | 'pronouns'
  | 'language'
  | 'interpreter'
  | 'authorization'
>;

/**
 * What the member's own row says of a kind, in the shape of an entry; null where it says nothing.
 *
 * The row always holds the current copy that letters, encounters and lists read. An entry exists only once somebody
 * wrote one here, so this is how the record shows what only the plan's file said.
 */
export function onFile(kind: EntryKind, member: ColumnFacts): EntryContent | null {
  switch (kind) {
    case 'name':
      return {
        use: 'legal',
        first: member.firstName,
        middle: member.middleName,
        last: member.lastName,
      };
    case 'phone':
      return member.phone
        ? {
            number: member.phone,
            use: 'other',
            whose: null,
            messages: 'unknown',
            texts: 'unknown',
            first: true,
          }
        : null;
    case 'address': {
      const { street, city, state, zip, county } = member.address;
      if (!street && !city && !zip) return null;
      return { use: 'home', street, city, state, zip, county, letters: 'unknown', first: true };
    }
    case 'identity':
      return member.sex === 'U' && !member.pronouns
        ? null
        : { sex: member.sex, gender: null, pronouns: member.pronouns };
    case 'language':
      return member.language
        ? {
            spoken: member.language,
            written: null,
            interpreter: member.interpreter ? 'needed' : 'no',
            format: 'standard',
            standing: false,
          }
        : null;
    case 'authorization':
      return member.authorization.number ? { number: member.authorization.number, services: null } : null;
    default:
      return null;
  }
}

/** Whether an entry is the one the member's row holds now. */
export function isOnFile(kind: EntryKind, content: EntryContent, member: ColumnFacts): boolean {
  const column = onFile(kind, member);
  if (!column) return false;
  const same = (...keys: readonly string[]) =>
    keys.every((key) => (content[key] ?? null) === (column[key] ?? null));
  switch (kind) {
    case 'name':
      return content.use === 'legal' && same('first', 'middle', 'last');
    case 'phone':
      return same('number');
    case 'address':
      return same('street', 'city', 'state', 'zip', 'county');
    case 'identity':
      return same('sex', 'pronouns');
    case 'language':
      return same('spoken') && (content.interpreter === 'needed') === member.interpreter;
    default:
      return same('number');
  }
}
