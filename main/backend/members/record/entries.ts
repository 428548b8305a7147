import { dateInWords } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import { isNpi } from '#shared/fields.ts';
import { entryContentSchema } from '#shared/members/entry-content.ts';
import type { EntryContent, EntryField, EntryKind } from '#shared/members/entry-kinds.ts';
import { ENTRY_FORMS } from '#shared/members/entry-kinds.ts';
import { entryTitle } from '#shared/members/entry-words.ts';
import { normalizePhone, normalizeZip } from '#shared/members/normalize.ts';
import type { RecordEntry } from '#shared/members/record-contract.ts';
import type { CallContext } from '../../context.ts';
import { getMember } from '../members.ts';
import { need } from '../normalized.ts';
import { refreshClocks } from '../refresh-clocks.ts';
import { isOnFile } from './on-file.ts';
import { readEntries } from './read.ts';
import { insertEntries } from './store.ts';
import { writeCurrentCopy } from './sync.ts';
import { isFirst, nextVersion, versionRow, withOnFile } from './versions.ts';

/** An entry as typed into its form. */
export interface EntryToKeep {
  readonly memberId: string;
  readonly kind: EntryKind;
  readonly seriesId: string | null;
  readonly content: Readonly<Record<string, string | boolean | null>>;
  readonly from: string | null;
  readonly to: string | null;
  readonly source: string;
  readonly reason: string;
}

/** Kinds of which one entry is the one that letters, encounters and lists use. */
const WITH_FIRST: readonly EntryKind[] = ['phone', 'address'];

/**
 * Adds an entry to the record, or a new version of one that is there, and brings the member's own row in line.
 *
 * @throws AppError `VALIDATION` with the field for what cannot be, `CONFLICT` for what is on file already.
 */
export async function keepEntry(context: CallContext, input: EntryToKeep): Promise<{ entry: RecordEntry }> {
  const member = await getMember(context, input.memberId);
  const { kind } = input;
  const form = ENTRY_FORMS[kind];
  const content = checkedContent(kind, input.content);
  checkDates(context, input);
  const entries = (await withOnFile(context, member, kind)).filter(({ state }) => state !== 'struck');
  const current = entries.filter((entry) => entry.current);
  const asked =
    input.seriesId === 'on_file' || (input.seriesId === null && form.single)
      ? current.find((entry) => form.single || isOnFile(kind, entry.content, member))
      : entries.find((entry) => entry.seriesId === input.seriesId);
  if (input.seriesId !== null && !asked) {
    throw new AppError('NOT_FOUND', 'This entry is not on file any more.');
  }
  const title = entryTitle(kind, content);
  const twin = current.find((entry) => entry.seriesId !== asked?.seriesId && entry.title === title);
  if (twin && kind !== 'utilization') {
    throw new AppError('CONFLICT', `${title} is on file already.`, { field: form.fields[0]?.key });
  }
  const first = WITH_FIRST.includes(kind) && (content.first === true || !current.some(isFirst));
  const kept = WITH_FIRST.includes(kind) ? { ...content, first: first || content.first === true } : content;
  const id = asked?.seriesId ?? context.newId();
  const rows = [
    versionRow(context, member.id, {
      kind,
      seriesId: id,
      version: (asked?.history.length ?? -1) + 2,
      content: kept,
      from: input.from,
      to: input.to,
      source: input.source || 'care team',
      state: 'held',
      reason: input.reason,
    }),
  ];
  if (kept.first === true) {
    for (const other of current.filter((entry) => entry.seriesId !== id && isFirst(entry))) {
      rows.push(nextVersion(context, member.id, other, { content: { ...other.content, first: false } }));
    }
  }
  await insertEntries(context.db, rows);
  await writeCurrentCopy(context, member, kind);
  await refreshClocks(context, [member.id]);
  context.about({ memberId: member.id, entityId: id, detail: { kind, changed: Boolean(asked) } });
  return { entry: await entryOf(context, member.id, kind, id) };
}

/** Says that an entry no longer holds, as of a day. */
export async function endEntry(
  context: CallContext,
  input: { memberId: string; seriesId: string; kind: EntryKind; on: string; reason: string },
): Promise<{ entry: RecordEntry }> {
  const member = await getMember(context, input.memberId);
  const { kind } = input;
  const entries = await withOnFile(context, member, kind);
  const entry =
    input.seriesId === 'on_file'
      ? entries.find((one) => one.current && isOnFile(kind, one.content, member))
      : entries.find((one) => one.seriesId === input.seriesId);
  if (!entry) throw new AppError('NOT_FOUND', 'This entry is not on file any more.');
  if (entry.state !== 'held') throw new AppError('CONFLICT', 'This entry has ended already.');
  if (kind === 'name' && entry.content.use === 'legal') {
    throw new AppError(
      'CONFLICT',
      'A member has one legal name. Change it, and the old one stays in its history.',
    );
  }
  if (input.on > context.today()) {
    throw new AppError('VALIDATION', 'The day is in the future.', { field: 'on' });
  }
  if (entry.from && input.on < entry.from) {
    const since = dateInWords(entry.from, context.today());
    throw new AppError('VALIDATION', `It began ${since}; the end cannot be before.`, { field: 'on' });
  }
  await insertEntries(context.db, [
    nextVersion(context, member.id, entry, { to: input.on, state: 'ended', reason: input.reason }),
  ]);
  await writeCurrentCopy(context, member, kind);
  await refreshClocks(context, [member.id]);
  context.about({ memberId: member.id, entityId: entry.seriesId, detail: { kind } });
  return { entry: await entryOf(context, member.id, kind, entry.seriesId) };
}

/** Marks an entry as made by mistake. */
export async function strikeEntry(
  context: CallContext,
  input: { memberId: string; seriesId: string; reason: string },
): Promise<{ entry: RecordEntry }> {
  const member = await getMember(context, input.memberId);
  const entry = (await readEntries(context, member.id)).find((one) => one.seriesId === input.seriesId);
  if (!entry) throw new AppError('NOT_FOUND', 'This entry is not on file any more.');
  if (entry.state === 'struck') throw new AppError('CONFLICT', 'This entry was struck already.');
  if (entry.kind === 'name' && entry.content.use === 'legal') {
    throw new AppError('CONFLICT', 'A member has one legal name. Change it instead.');
  }
  await insertEntries(context.db, [
    nextVersion(context, member.id, entry, { state: 'struck', reason: input.reason }),
  ]);
  await writeCurrentCopy(context, member, entry.kind);
  await refreshClocks(context, [member.id]);
  context.about({ memberId: member.id, entityId: entry.seriesId, detail: { kind: entry.kind } });
  return { entry: await entryOf(context, member.id, entry.kind, entry.seriesId) };
}

async function entryOf(
  context: CallContext,
  memberId: string,
  kind: EntryKind,
  seriesId: string,
): Promise<RecordEntry> {
  const entry = (await readEntries(context, memberId, [kind])).find((one) => one.seriesId === seriesId);
  if (!entry) throw new AppError('NOT_FOUND', 'This entry is not on file any more.');
  return entry;
}

function checkedContent(kind: EntryKind, typed: EntryToKeep['content']): EntryContent {
  const parsed = entryContentSchema(kind).safeParse(typed);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError('VALIDATION', issue?.message ?? 'This entry does not fit.', {
      field: String(issue?.path[0] ?? ''),
    });
  }
  const content: Record<string, string | boolean | null> = { ...parsed.data };
  for (const field of ENTRY_FORMS[kind].fields) {
    const value = content[field.key];
    if (typeof value === 'string') content[field.key] = normalized(field, value);
  }
  if (kind === 'address' && !content.street && !content.city && !content.zip) {
    throw new AppError('VALIDATION', 'Type a street, a city, a ZIP, or the place in words.', {
      field: 'street',
    });
  }
  if (kind === 'name' && content.use === 'legal' && !content.last) {
    throw new AppError('VALIDATION', 'Last name is empty.', { field: 'last' });
  }
  return content;
}

function normalized(field: EntryField, value: string): string {
  if (field.type === 'phone') return need(normalizePhone(value), field.key);
  if (field.type === 'zip') return need(normalizeZip(value), field.key);
  if (field.type === 'npi' && !isNpi(value)) {
    throw new AppError('VALIDATION', 'This NPI fails its check digit. Look for a mistyped digit.', {
      field: field.key,
    });
  }
  return value;
}

/** Days that may lie ahead: an authorization can be issued early, sharing ends later. */
const MAY_LIE_AHEAD: readonly EntryKind[] = ['authorization'];

function checkDates(context: CallContext, { kind, from, to }: EntryToKeep): void {
  const form = ENTRY_FORMS[kind];
  if (form.fromRequired && !from) {
    throw new AppError('VALIDATION', `${form.from} is empty.`, { field: 'from' });
  }
  if (from && from > context.today() && !MAY_LIE_AHEAD.includes(kind)) {
    throw new AppError('VALIDATION', `${form.from} is in the future.`, { field: 'from' });
  }
  if (from && to && to < from) {
    throw new AppError('VALIDATION', `${form.to} is before ${form.from?.toLowerCase()}.`, { field: 'to' });
  }
}
