import type { EntryKind } from '#shared/members/entry-kinds.ts';
import type { Member } from '#shared/members/member.ts';
import type { RecordEntry } from '#shared/members/record-contract.ts';
import { searchLine } from '#shared/members/search.ts';
import type { CallContext } from '../../context.ts';
import type { NewRow } from '../../db/schema.ts';
import type { MemberExtra } from '../extra.ts';
import { findExtra, updateMember } from '../store.ts';
import { readEntries } from './read.ts';

type Columns = Partial<Omit<NewRow<'member'>, 'id'>>;

const text = (value: string | boolean | null | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/**
 * Writes the copy of a kind that the member's own row holds: the phone to try first, the address letters go to.
 *
 * Letters, encounters, call sheets and lists read that row and nothing else. What changed is remembered as corrected
 * here, so that no later roster overwrites it.
 */
export async function writeCurrentCopy(context: CallContext, member: Member, kind: EntryKind): Promise<void> {
  const current = (await readEntries(context, member.id, [kind])).filter((entry) => entry.current);
  const copy = COPIES[kind]?.(current, context.today());
  if (!copy) return;
  const extra = await findExtra(context.db, member.id);
  const corrected = copy.corrected.filter((field) => !extra.corrected.includes(field));
  const kept: MemberExtra = {
    ...extra,
    ...(copy.consent === undefined ? {} : { consent: copy.consent }),
    corrected: [...extra.corrected, ...corrected],
  };
  const { columns } = copy;
  const searched = {
    firstName: columns.first_name ?? member.firstName,
    middleName: columns.middle_name === undefined ? member.middleName : columns.middle_name,
    lastName: columns.last_name ?? member.lastName,
    preferredName: columns.preferred_name === undefined ? member.preferredName : columns.preferred_name,
    phone: columns.phone === undefined ? member.phone : columns.phone,
    cin: member.cin,
    planMemberId: member.planMemberId,
    mrn: member.mrn,
    birthDate: member.birthDate,
  };
  await updateMember(context.db, member.id, {
    ...columns,
    ...(kind === 'name' || kind === 'phone' ? { search_text: searchLine(searched) } : {}),
    extra: JSON.stringify(kept),
    updated_at: context.now(),
  });
}

interface Copy {
  readonly columns: Columns;
  readonly corrected: readonly string[];
  readonly consent?: MemberExtra['consent'];
}

/** The entry letters use: the one marked first, else the newest. */
function firstOf(entries: readonly RecordEntry[]): RecordEntry | undefined {
  return entries.find((entry) => entry.content.first === true) ?? entries[0];
}

const COPIES: Partial<
  Record<EntryKind, (current: readonly RecordEntry[], today: string) => Copy | undefined>
> = {
  name: (current) => {
    const legal = current.find(({ content }) => content.use === 'legal')?.content;
    const preferred = current.find(({ content }) => content.use === 'preferred')?.content;
    return {
      columns: {
        ...(legal
          ? {
              first_name: text(legal.first) ?? '',
              middle_name: text(legal.middle),
              last_name: text(legal.last) ?? '',
            }
          : {}),
        preferred_name: text(preferred?.first),
      },
      corrected: legal?.last ? ['firstName', 'middleName', 'lastName'] : [],
    };
  },
  phone: (current) => ({
    columns: { phone: text(firstOf(current)?.content.number) },
    corrected: ['phone'],
  }),
  address: (current) => {
    const content = firstOf(current)?.content ?? {};
    return {
      columns: {
        address: text(content.street),
        city: text(content.city),
        state: text(content.state),
        zip: text(content.zip),
        county: text(content.county),
      },
      corrected: ['street', 'city', 'state', 'zip', 'county'],
    };
  },
  identity: ([entry]) => {
    if (!entry) return undefined;
    return {
      columns: { sex: text(entry.content.sex) ?? 'U', pronouns: text(entry.content.pronouns) },
      corrected: ['sex'],
    };
  },
  language: ([entry]) => ({
    columns: {
      language: text(entry?.content.spoken),
      interpreter: entry?.content.interpreter === 'needed' ? 1 : 0,
    },
    corrected: ['language', 'interpreter'],
  }),
  authorization: (current, today) => {
    const running = current.find((entry) => entry.from !== null && entry.from <= today) ?? current[0];
    return {
      columns: {
        authorization_number: text(running?.content.number),
        authorization_start: running?.from ?? null,
        authorization_end: running?.to ?? null,
      },
      corrected: [],
    };
  },
  consent: (current) => {
    const [given] = current.filter(({ content }) => content.program === 'HHP');
    const how = text(given?.content.how);
    return {
      columns: {},
      corrected: [],
      consent: how && given?.from ? { how, on: given.from } : null,
    };
  },
};
