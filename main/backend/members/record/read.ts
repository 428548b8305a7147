import type { EntryKind } from '#shared/members/entry-kinds.ts';
import { ENTRY_KINDS, entryKindSchema } from '#shared/members/entry-kinds.ts';
import { entryDetail, entryTitle } from '#shared/members/entry-words.ts';
import type { Member } from '#shared/members/member.ts';
import type { RecordEntry, RecordVersion } from '#shared/members/record-contract.ts';
import { entryStateSchema } from '#shared/members/record-contract.ts';
import type { CallContext } from '../../context.ts';
import { getMember } from '../members.ts';
import { isOnFile, onFile } from './on-file.ts';
import type { EntryRow } from './store.ts';
import { findEntryRows } from './store.ts';

/** The whole record of a member; what only the member's own row says stands in it as `on_file`. */
export async function readRecord(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ entries: RecordEntry[] }> {
  const member = await getMember(context, input.id);
  context.about({ memberId: member.id });
  const entries = await readEntries(context, member.id);
  const fromRow = ENTRY_KINDS.flatMap((kind) => fromColumns(kind, member, entries));
  return { entries: [...fromRow, ...entries] };
}

/** The entries of some kinds, or of all, newest version first in hand and the older ones behind it. */
export async function readEntries(
  context: CallContext,
  memberId: string,
  kinds?: readonly EntryKind[],
): Promise<RecordEntry[]> {
  const rows = await findEntryRows(context.db, [memberId], kinds);
  const series = new Map<string, EntryRow[]>();
  for (const row of rows) series.set(row.series_id, [...(series.get(row.series_id) ?? []), row]);
  const today = context.today();
  const entries = [...series.values()].flatMap((versions) => {
    const newest = versions.at(-1);
    return newest ? [toEntry(newest, versions.slice(0, -1).reverse(), today)] : [];
  });
  return entries.sort(byCurrent);
}

function byCurrent(one: RecordEntry, other: RecordEntry): number {
  if (one.current !== other.current) return one.current ? -1 : 1;
  const first = Number(other.content.first === true) - Number(one.content.first === true);
  if (first !== 0) return first;
  return (other.from ?? other.at).localeCompare(one.from ?? one.at);
}

function toEntry(row: EntryRow, older: readonly EntryRow[], today: string): RecordEntry {
  const version = toVersion(row);
  return {
    ...version,
    seriesId: row.series_id,
    kind: entryKindSchema.parse(row.kind),
    content: JSON.parse(row.content) as RecordEntry['content'],
    current: version.state === 'held' && (version.to === null || version.to >= today),
    history: older.map(toVersion),
  };
}

function toVersion(row: EntryRow): RecordVersion {
  const kind = entryKindSchema.parse(row.kind);
  const content = JSON.parse(row.content) as RecordEntry['content'];
  return {
    title: entryTitle(kind, content),
    detail: entryDetail(kind, content),
    from: row.valid_from,
    to: row.valid_to,
    source: row.source,
    state: entryStateSchema.parse(row.state),
    reason: row.reason,
    by: row.author ?? 'a roster',
    at: row.created_at,
  };
}

function fromColumns(kind: EntryKind, member: Member, entries: readonly RecordEntry[]): RecordEntry[] {
  const content = onFile(kind, member);
  const known = entries.some(
    (entry) => entry.kind === kind && entry.current && isOnFile(kind, entry.content, member),
  );
  if (!content || known) return [];
  return [
    {
      seriesId: 'on_file',
      kind,
      content: { ...content },
      title: entryTitle(kind, content),
      detail: entryDetail(kind, content),
      from: kind === 'authorization' ? member.authorization.start : null,
      to: kind === 'authorization' ? member.authorization.end : null,
      source: 'on file',
      state: 'held',
      reason: '',
      by: '',
      at: '1970-01-01T00:00:00.000Z',
      current: true,
      history: [],
    },
  ];
}
