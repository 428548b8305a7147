import type { EntryContent } from '#shared/members/entry-kinds.ts';
import { entryTitle } from '#shared/members/entry-words.ts';
import type { Member } from '#shared/members/member.ts';
import type { CallContext } from '../../context.ts';
import { insertEntries } from './store.ts';
import { writeCurrentCopy } from './sync.ts';
import { isFirst, nextVersion, versionRow, withOnFile } from './versions.ts';

/**
 * Puts a phone or an address in the place of the one that letters and calls used until now, or nothing.
 *
 * For corrections made where the member is served, such as returned mail: the old one ends today and stays in the
 * record, the others stay as they are.
 */
export async function replaceFirst(
  context: CallContext,
  member: Member,
  kind: 'phone' | 'address',
  content: EntryContent | null,
): Promise<void> {
  const current = (await withOnFile(context, member, kind)).filter((entry) => entry.current);
  const before = current.find(isFirst);
  const title = content ? entryTitle(kind, content) : null;
  const same = current.find((entry) => entry.title === title);
  const rows = [];
  if (before && before.title !== title) {
    const end = { to: context.today(), state: 'ended', reason: 'corrected' } as const;
    rows.push(nextVersion(context, member.id, before, end));
  }
  if (content && same) {
    rows.push(
      nextVersion(context, member.id, same, { content: { ...same.content, ...content, first: true } }),
    );
  } else if (content) {
    rows.push(
      versionRow(context, member.id, {
        kind,
        seriesId: context.newId(),
        version: 1,
        content: { ...content, first: true },
        from: context.today(),
        to: null,
        source: 'care team',
        state: 'held',
        reason: '',
      }),
    );
  }
  await insertEntries(context.db, rows);
  await writeCurrentCopy(context, member, kind);
}
