import type { NoticeFile, NoticeRow } from '#shared/admissions/contract.ts';
import { type ListType, NOTHING_LEARNED } from '#shared/admissions/sheet.ts';
import type { NoticeField } from '#shared/admissions/sheet-fields.ts';
import { AppError } from '#shared/errors.ts';
import { normalizeHeading } from '#shared/roster/headings.ts';
import type { CallContext } from '../context.ts';
import { memberNames } from '../members/stays/stays.ts';
import { readReceived } from '../transfers/received/read-received.ts';
import { type ReadNotices, readNotices } from './read-file.ts';
import { countOfFile, insertMapping, type StoredNotice, selectMapping, selectOfFile } from './store.ts';
import { noticeWords } from './words.ts';

const MOST_SHOWN = 200;

/**
 * The notices of a received file: those that wait first.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function showNotices(
  context: CallContext,
  input: { readonly receivedId: string },
): Promise<NoticeFile> {
  const { receivedId } = input;
  const file = await readReceived(context, receivedId);
  const learned = (await selectMapping(context.db, file.planId)) ?? NOTHING_LEARNED;
  const sheet = file.bytes === null ? null : await sheetOf(context, { ...file, bytes: file.bytes }, learned);
  const rows = [
    ...(await selectOfFile(context.db, receivedId, { waiting: true, limit: MOST_SHOWN })),
    ...(await selectOfFile(context.db, receivedId, { waiting: false, limit: MOST_SHOWN })),
  ];
  const names = await memberNames(context, [...new Set(rows.flatMap(({ memberId }) => memberId ?? []))]);
  context.about({ entityId: receivedId, detail: { notices: rows.length } });
  return {
    counts: await countOfFile(context.db, receivedId),
    notices: rows.map((row) => toRow(row, names, context.today())),
    sheet: sheet && {
      columns: sheet.columns.map(({ letter, heading, field }) => ({ letter, heading, field })),
      list: sheet.list,
      problem: sheet.problem,
    },
  };
}

async function sheetOf(
  context: CallContext,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  learned: Parameters<typeof readNotices>[2],
): Promise<ReadNotices['sheet']> {
  try {
    return (await readNotices(context, file, learned)).sheet;
  } catch (error) {
    // What cannot be read says so in the file's own sentence.
    if (error instanceof AppError && error.code !== 'CANCELLED') return null;
    throw error;
  }
}

function toRow(row: StoredNotice, names: ReadonlyMap<string, string>, today: string): NoticeRow {
  const { notice, memberId } = row;
  const name = memberId === null ? undefined : names.get(memberId);
  const { person } = notice ?? {};
  return {
    id: row.id,
    place: row.place,
    state: row.state,
    sentence: row.sentence,
    person: [person?.firstName, person?.lastName].filter(Boolean).join(' '),
    birthDate: person?.birthDate ?? null,
    ids: person?.ids ?? [],
    what: notice ? noticeWords(notice, today) : '',
    member: memberId !== null && name !== undefined ? { id: memberId, name } : null,
    canConfirm: row.state === 'waiting' && notice !== null,
    settledAt: row.settledAt,
  };
}

/** Remembers how a plan's lists are read. Read the file again afterwards. */
export async function learnColumns(
  context: CallContext,
  input: {
    readonly receivedId: string;
    readonly columns: Readonly<Record<string, NoticeField | null>>;
    readonly list: ListType | null;
  },
): Promise<Record<string, never>> {
  const file = await readReceived(context, input.receivedId);
  const learned = (await selectMapping(context.db, file.planId)) ?? NOTHING_LEARNED;
  const sheet = file.bytes === null ? null : await sheetOf(context, { ...file, bytes: file.bytes }, learned);
  if (!sheet) throw new AppError('CONFLICT', 'This file is no list with columns.');
  const columns = { ...learned.columns };
  for (const [heading, field] of Object.entries(input.columns)) {
    // A field stands in one column: another that had it has none now.
    for (const other of Object.keys(columns))
      if (field !== null && columns[other] === field) columns[other] = null;
    columns[normalizeHeading(heading)] = field;
  }
  const lists = { ...learned.lists, ...(input.list === null ? {} : { [sheet.listName]: input.list }) };
  await insertMapping(context.db, {
    id: context.newId(),
    plan_id: file.planId,
    mapping: JSON.stringify({ columns, lists }),
    created_at: context.now(),
    created_by: context.user.id,
  });
  context.about({ entityId: input.receivedId });
  return {};
}
