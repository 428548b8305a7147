import type { EntryContent, EntryKind } from '#shared/members/entry-kinds.ts';
import type { Member } from '#shared/members/member.ts';
import type { RecordEntry } from '#shared/members/record-contract.ts';
import type { CallContext } from '../../context.ts';
import type { NewRow } from '../../db/schema.ts';
import { isOnFile, onFile } from './on-file.ts';
import { readEntries } from './read.ts';
import { insertEntries } from './store.ts';

/**
 * The entries of a kind; what only the member's row said becomes an entry first, so that it keeps its place in the
 * history when something newer takes over.
 */
export async function withOnFile(
  context: CallContext,
  member: Member,
  kind: EntryKind,
): Promise<RecordEntry[]> {
  const entries = await readEntries(context, member.id, [kind]);
  const column = onFile(kind, member);
  const known = entries.some((entry) => entry.current && isOnFile(kind, entry.content, member));
  if (!column || known) return entries;
  const rows = [
    versionRow(context, member.id, {
      kind,
      seriesId: context.newId(),
      version: 1,
      content: column,
      from: kind === 'authorization' ? member.authorization.start : null,
      to: kind === 'authorization' ? member.authorization.end : null,
      source: 'on file',
      state: 'held',
      reason: '',
    }),
  ];
  // The row is what letters use, so whatever was marked first before the row changed is not any more.
  for (const entry of entries.filter((one) => one.current && isFirst(one))) {
    rows.push(nextVersion(context, member.id, entry, { content: { ...entry.content, first: false } }));
  }
  await insertEntries(context.db, rows);
  return readEntries(context, member.id, [kind]);
}

/** Whether letters and calls use this entry before the others of its kind. */
export function isFirst(entry: { readonly content: EntryContent }): boolean {
  return entry.content.first === true;
}

interface VersionParts {
  readonly kind: EntryKind;
  readonly seriesId: string;
  readonly version: number;
  readonly content: EntryContent;
  readonly from: string | null;
  readonly to: string | null;
  readonly source: string;
  readonly state: RecordEntry['state'];
  readonly reason: string;
}

/** A row of the record, made now by this user. */
export function versionRow(
  context: CallContext,
  memberId: string,
  parts: VersionParts,
): NewRow<'member_entry'> {
  return {
    id: context.newId(),
    member_id: memberId,
    kind: parts.kind,
    series_id: parts.seriesId,
    version: parts.version,
    content: JSON.stringify(parts.content),
    valid_from: parts.from,
    valid_to: parts.to,
    source: parts.source,
    state: parts.state,
    reason: parts.reason,
    created_at: context.now(),
    created_by: context.user.id,
  };
}

/** The next version of an entry, the same but for the change. */
export function nextVersion(
  context: CallContext,
  memberId: string,
  entry: RecordEntry,
  change: Partial<Pick<VersionParts, 'content' | 'to' | 'state' | 'reason'>>,
): NewRow<'member_entry'> {
  return versionRow(context, memberId, {
    kind: entry.kind,
    seriesId: entry.seriesId,
    version: entry.history.length + 2,
    content: entry.content,
    from: entry.from,
    to: entry.to,
    source: entry.source,
    state: entry.state,
    reason: '',
    ...change,
  });
}
