import { isTransposed, soundKey } from '#shared/members/alike.ts';
import type { Duplicate } from '#shared/members/contract.ts';
import { displayName } from '#shared/members/member.ts';
import { foldText, normalizeCin, normalizePhone } from '#shared/members/normalize.ts';
import { searchWords } from '#shared/members/search.ts';
import type { CallContext } from '../context.ts';
import { findLookalikes } from './store.ts';

/** What is known of a person who may be on file already. */
export interface PersonToCompare {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string | null;
  readonly cin: string | null;
  readonly phone: string | null;
}

/** Members who may be this person, the surest first, each with the reason. */
export async function findDuplicates(
  context: CallContext,
  person: PersonToCompare,
): Promise<{ duplicates: Duplicate[] }> {
  const cin = checkedValue(normalizeCin(person.cin ?? ''));
  const phone = checkedValue(normalizePhone(person.phone ?? ''));
  const words = searchWords(`${person.firstName} ${person.lastName}`);
  const rows = await findLookalikes(context.db, { cin, phone, birthDate: person.birthDate, words });
  const name = foldText(`${person.firstName} ${person.lastName}`);
  const sound = `${soundKey(person.firstName)} ${soundKey(person.lastName)}`;
  const ranked = rows.flatMap((row) => {
    const facts = {
      cin: cin !== null && row.cin === cin,
      name: foldText(`${row.first_name} ${row.last_name}`) === name,
      lastName: foldText(row.last_name) === foldText(person.lastName),
      birthday: person.birthDate !== null && row.birth_date === person.birthDate,
      swapped: person.birthDate !== null && row.birth_date === swapDayAndMonth(person.birthDate),
      phone: phone !== null && row.phone === phone,
      sound: `${soundKey(row.first_name)} ${soundKey(row.last_name)}` === sound,
      turned: person.birthDate !== null && isTransposed(row.birth_date, person.birthDate),
      cinTurned: cin !== null && isTransposed(row.cin, cin),
    };
    const found = reason(facts);
    if (!found) return [];
    const duplicate: Duplicate = {
      id: row.id,
      name: displayName(row.first_name, row.middle_name, row.last_name),
      cin: row.cin,
      birthDate: row.birth_date,
      because: found.because,
    };
    return [{ duplicate, rank: found.rank }];
  });
  ranked.sort((one, other) => one.rank - other.rank);
  return { duplicates: ranked.map(({ duplicate }) => duplicate) };
}

interface Facts {
  readonly cin: boolean;
  readonly name: boolean;
  readonly lastName: boolean;
  readonly birthday: boolean;
  readonly swapped: boolean;
  readonly phone: boolean;
  /** Both names sound the same. */
  readonly sound: boolean;
  /** Two neighboring digits changed places. */
  readonly turned: boolean;
  readonly cinTurned: boolean;
}

function reason(facts: Facts): { because: string; rank: number } | null {
  if (facts.cin) return { because: 'same CIN', rank: 0 };
  if (facts.name && facts.birthday) return { because: 'same name and birthday', rank: 1 };
  if (facts.name && facts.swapped) return { because: 'same name, day and month of birth swapped', rank: 2 };
  if (facts.name && facts.turned)
    return { because: 'same name, two digits of the birthday swapped', rank: 2 };
  if (facts.name && facts.cinTurned) return { because: 'same name, two digits of the CIN swapped', rank: 2 };
  if (facts.sound && facts.birthday) return { because: 'name sounds the same, same birthday', rank: 3 };
  if (facts.name && facts.phone) return { because: 'same name and phone', rank: 3 };
  if (facts.lastName && facts.birthday) return { because: 'same last name and birthday', rank: 4 };
  if (facts.lastName && facts.phone) return { because: 'same last name and phone', rank: 5 };
  return null;
}

function swapDayAndMonth(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(8)}-${date.slice(5, 7)}`;
}

function checkedValue(checked: { readonly value: string } | { readonly sentence: string }): string | null {
  return 'value' in checked ? checked.value : null;
}
