import type { EntryKind } from '#shared/members/entry-kinds.ts';
import { sexSchema } from '#shared/members/member.ts';
import type { CallContext } from '../../context.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import { type ColumnFacts, onFile } from './on-file.ts';
import { deleteEntries, findRosterEntry, insertEntries } from './store.ts';
import { versionRow } from './versions.ts';

/** The columns whose old value a roster may not simply overwrite, with the kind of entry that keeps it. */
const KEPT: Readonly<Record<string, EntryKind>> = {
  first_name: 'name',
  middle_name: 'name',
  last_name: 'name',
  phone: 'phone',
  address: 'address',
  city: 'address',
  state: 'address',
  zip: 'address',
  authorization_number: 'authorization',
};

/** One member's row as it was, and the columns a roster changed on it. */
export interface RosterPast {
  readonly row: Row<'member'>;
  readonly changed: readonly string[];
}

/** Keeps in the record what a roster overwrote: the former name, the number and address of before. */
export async function rememberPast(context: CallContext, past: readonly RosterPast[]): Promise<void> {
  const rows: NewRow<'member_entry'>[] = past.flatMap(({ row, changed }) =>
    pastContents(row, changed).map(({ kind, content }) =>
      versionRow(context, row.id, {
        kind,
        seriesId: context.newId(),
        version: 1,
        content,
        from: kind === 'authorization' ? row.authorization_start : null,
        to: context.today(),
        source: 'roster',
        state: 'ended',
        reason: 'changed by a roster',
      }),
    ),
  );
  await insertEntries(context.db, rows);
}

/** Takes out again what `rememberPast` kept, once the roster was taken back and the row says the same again. */
export async function forgetPast(context: CallContext, past: readonly RosterPast[]): Promise<void> {
  const ids: string[] = [];
  for (const { row, changed } of past) {
    for (const { kind, content } of pastContents(row, changed)) {
      const id = await findRosterEntry(context.db, {
        memberId: row.id,
        kind,
        content: JSON.stringify(content),
      });
      if (id) ids.push(id);
    }
  }
  await deleteEntries(context.db, ids);
}

function pastContents(row: Row<'member'>, changed: readonly string[]) {
  const kinds = new Set(changed.flatMap((column) => KEPT[column] ?? []));
  const facts = factsOf(row);
  return [...kinds].flatMap((kind) => {
    const content = onFile(kind, facts);
    if (!content) return [];
    const ended = kind === 'name' ? { ...content, use: 'former' } : { ...content };
    return [{ kind, content: 'first' in ended && kind !== 'name' ? { ...ended, first: false } : ended }];
  });
}

/** The columns of a row that entries of the record are compared with. */
export function factsOf(row: Row<'member'>): ColumnFacts {
  return {
    firstName: row.first_name,
    middleName: row.middle_name,
    lastName: row.last_name,
    phone: row.phone,
    address: { street: row.address, city: row.city, state: row.state, zip: row.zip, county: row.county },
    sex: sexSchema.parse(row.sex),
    pronouns: row.pronouns,
    language: row.language,
    interpreter: row.interpreter === 1,
    authorization: {
      number: row.authorization_number,
      start: row.authorization_start,
      end: row.authorization_end,
    },
  };
}
