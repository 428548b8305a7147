import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Notice } from '#shared/admissions/notice.ts';
import { NOTHING_LEARNED } from '#shared/admissions/sheet.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import type { NewRow } from '../db/schema.ts';
import { membersByIds } from '../members/stays/stays.ts';
import { getPlan } from '../plans/plans.ts';
import { matchNotice, personKey } from './match.ts';
import { OUTSIDE, type Placed, type PlacedNotice, placeNotices } from './place.ts';
import { type FoundNotice, readNotices } from './read-file.ts';
import {
  countOfFile,
  insertNotices,
  type StoredNotice,
  selectBySha256,
  selectMapping,
  updateNotice,
} from './store.ts';

/** Notices in one transaction, so that nobody who types meanwhile waits. */
const SLICE = 150;

/** A received file in memory. */
export interface NoticeFileBytes {
  readonly receivedId: string;
  readonly planId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** What became of a file of notices. */
export interface TakenIn {
  readonly state: 'waiting' | 'done';
  readonly sentence: string;
}

/**
 * Reads a plan's file of hospital notices and puts what is sure into charts; the rest waits for a person.
 *
 * Safe to repeat: a notice that stands in a chart is never taken twice, whatever file brings it, and those of this
 * file that wait are looked at again. A crash in between loses nothing: the next look goes on.
 */
export async function takeNotices(context: CallContext, file: NoticeFileBytes): Promise<TakenIn> {
  const plan = await getPlan(context, file.planId);
  const learned = (await selectMapping(context.db, plan.id)) ?? NOTHING_LEARNED;
  let read: Awaited<ReturnType<typeof readNotices>>;
  try {
    read = await readNotices(context, file, learned);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
    return { state: 'waiting', sentence: error.message };
  }
  if (read.sheet?.problem) return { state: 'waiting', sentence: read.sheet.problem };
  let known = 0;
  const seen = new Set<string>();
  const found = read.found
    .map((one, index) => ({ ...one, ordinal: index + 1 }))
    .filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256));
  known += read.found.length - found.length;
  for (let from = 0; from < found.length; from += SLICE) {
    const slice = found.slice(from, from + SLICE);
    known += await context.write((inside) => takeSlice(inside, file, plan, slice));
    context.signal?.throwIfAborted();
    await nextTurn();
  }
  return summary(context, file.receivedId, known);
}

/** How a file of notices stands, in one sentence. */
export async function summary(context: CallContext, receivedId: string, known = 0): Promise<TakenIn> {
  const { applied, waiting, nothing } = await countOfFile(context.db, receivedId);
  const total = applied + waiting + nothing;
  const parts = [
    applied > 0 ? `${applied} in charts` : '',
    nothing > 0 ? `${nothing} with nothing to record` : '',
    known > 0 ? `${known} known before` : '',
    waiting > 0 ? `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a person` : '',
  ].filter((part) => part !== '');
  const notices = total + known === 1 ? '1 notice' : `${total + known} notices`;
  const sentence = parts.length === 0 ? 'No notice in it.' : `${notices}: ${parts.join(', ')}.`;
  return { state: waiting > 0 ? 'waiting' : 'done', sentence };
}

type Ordered = FoundNotice & { readonly ordinal: number };

async function takeSlice(
  context: CallContext,
  file: NoticeFileBytes,
  plan: { readonly id: string },
  slice: readonly Ordered[],
): Promise<number> {
  const stored = new Map(
    (
      await selectBySha256(
        context.db,
        plan.id,
        slice.map(({ sha256 }) => sha256),
      )
    ).map((row) => [row.sha256, row]),
  );
  const again = (row: StoredNotice | undefined) =>
    row?.state === 'waiting' && row.receivedId === file.receivedId;
  const todo = slice.filter(({ sha256 }) => !stored.has(sha256) || again(stored.get(sha256)));
  const ids = todo.flatMap(({ read }) => ('notice' in read ? read.notice.person.ids : []));
  const members = await membersByIds(context, [...new Set(ids)]);
  const rows: NewRow<'admission_notice'>[] = [];
  const placed: PlacedNotice[] = [];
  for (const { sha256, read, ordinal } of todo) {
    const before = stored.get(sha256);
    const row = newRow(context, file, { sha256, ordinal, read });
    const id = before?.id ?? row.id;
    const found =
      'notice' in read && read.notice.event !== 'nothing' ? matchNotice(read.notice, members, plan.id) : null;
    const matched = found && 'memberId' in found ? found.memberId : null;
    const kept = { ...row, id, ...(found && 'problem' in found ? unmatched(read, found.problem) : {}) };
    if (before) await rewrite(context, kept);
    else rows.push(kept);
    if ('notice' in read && matched !== null) {
      const createdAt = before?.createdAt ?? row.created_at;
      placed.push({ id, notice: read.notice, memberId: matched, createdAt, confirmed: false });
    }
  }
  await insertNotices(context.db, rows);
  const done = await placeNotices(context, plan.id, placed);
  for (const one of done) await keepPlaced(context, one, null);
  await context.record('admission.apply', {
    entityId: file.receivedId,
    detail: { notices: todo.length, applied: done.filter(({ state }) => state === 'applied').length },
  });
  return slice.length - todo.length;
}

/** What is not about a stay needs nobody to say whose it is. */
function unmatched(
  read: FoundNotice['read'],
  problem: string,
): Pick<NewRow<'admission_notice'>, 'state' | 'sentence'> {
  if ('notice' in read && read.notice.outside) return { state: 'nothing', sentence: OUTSIDE };
  return { state: 'waiting', sentence: problem };
}

/** Writes what became of a notice; `by` is the person who said who it is about. */
export async function keepPlaced(context: CallContext, placed: Placed, by: string | null): Promise<void> {
  await updateNotice(context.db, placed.id, {
    state: placed.state,
    sentence: placed.sentence,
    member_id: placed.memberId,
    visit_key: placed.visitKey,
    series_id: placed.seriesId,
    ...(placed.state !== 'waiting' ? { settled_at: context.now(), settled_by: by ?? context.user.id } : {}),
  });
}

function newRow(
  context: CallContext,
  file: NoticeFileBytes,
  { sha256, ordinal, read }: Ordered,
): NewRow<'admission_notice'> {
  const notice = 'notice' in read ? read.notice : null;
  const nothing = notice?.event === 'nothing';
  return {
    id: context.newId(),
    plan_id: file.planId,
    received_id: file.receivedId,
    ordinal,
    sha256,
    state: nothing ? 'nothing' : 'waiting',
    sentence: nothing ? nothingWords(notice) : 'problem' in read ? problemWords(read) : '',
    place: 'notice' in read ? read.notice.place : read.place,
    notice: notice === null ? null : JSON.stringify(notice),
    person_key: notice === null ? null : personKey(notice),
    visit_key: null,
    member_id: null,
    series_id: null,
    settled_at: nothing ? context.now() : null,
    settled_by: null,
    created_at: context.now(),
    created_by: context.user.id,
  };
}

function nothingWords({ remarks }: Notice): string {
  return ['Nothing to record.', ...remarks].join(' ');
}

function problemWords(read: { readonly problem: string; readonly remarks?: readonly string[] }): string {
  return [read.problem, ...(read.remarks ?? [])].join(' ');
}

async function rewrite(context: CallContext, row: NewRow<'admission_notice'>): Promise<void> {
  await updateNotice(context.db, row.id, {
    state: row.state,
    sentence: row.sentence,
    notice: row.notice ?? null,
    person_key: row.person_key ?? null,
    visit_key: null,
    member_id: null,
    series_id: null,
    settled_at: row.settled_at ?? null,
    settled_by: null,
  });
}
