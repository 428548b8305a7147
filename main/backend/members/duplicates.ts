import type { Duplicate } from '#shared/members/contract.ts';
import { likeness, type PersonFacts } from '#shared/members/likeness.ts';
import { displayName } from '#shared/members/member.ts';
import { normalizeCin, normalizePhone } from '#shared/members/normalize.ts';
import { searchWords } from '#shared/members/search.ts';
import type { CallContext } from '../context.ts';
import { findLookalikes } from './store.ts';

/** Members who may be this person, the surest first, each with the reason. */
export async function findDuplicates(
  context: CallContext,
  person: PersonFacts,
): Promise<{ duplicates: Duplicate[] }> {
  const cin = checkedValue(normalizeCin(person.cin ?? ''));
  const phone = checkedValue(normalizePhone(person.phone ?? ''));
  const words = searchWords(`${person.firstName} ${person.lastName}`);
  const rows = await findLookalikes(context.db, { cin, phone, birthDate: person.birthDate, words });
  const typed = { ...person, cin, phone };
  const ranked = rows.flatMap((row) => {
    const found = likeness(typed, {
      firstName: row.first_name,
      lastName: row.last_name,
      birthDate: row.birth_date,
      cin: row.cin,
      phone: row.phone,
    });
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

function checkedValue(checked: { readonly value: string } | { readonly sentence: string }): string | null {
  return 'value' in checked ? checked.value : null;
}
