import { Temporal } from 'temporal-polyfill';
import { addDays } from '#shared/dates.ts';
import type { OutreachRow, OutreachView } from '#shared/outreach/contract.ts';
import type { CallContext } from '../context.ts';
import { byUrgency, isDue, toQueueRow } from './rows.ts';
import { findQueue } from './store.ts';

/** The queue of a person or of everybody: what is due, what waits for its day, what ended. */
export async function listQueue(
  context: CallContext,
  input: { readonly view: OutreachView; readonly whose: 'mine' | 'all'; readonly limit: number },
): Promise<{
  rows: OutreachRow[];
  later: OutreachRow[];
  total: number;
  counts: Record<OutreachView, number>;
}> {
  const today = context.today();
  const userId = input.whose === 'mine' ? context.user.id : null;
  const open = (await findQueue(context.db, { userId, closed: false })).map((row) => toQueueRow(row, today));
  const closed = (await findQueue(context.db, { userId, closed: true })).map((row) => toQueueRow(row, today));
  const due = open.filter((row) => isDue(row, today)).sort(byUrgency);
  const waiting = open.filter((row) => !isDue(row, today)).sort(byNext);
  const sunday = addDays(today, 7 - Temporal.PlainDate.from(today).dayOfWeek);
  const lists = { due, waiting, closed: closed.sort((one, other) => one.name.localeCompare(other.name)) };
  const chosen = lists[input.view];
  return {
    rows: chosen.slice(0, input.limit),
    later:
      input.view === 'due' ? waiting.filter((row) => (row.nextOn ?? '') <= sunday).slice(0, input.limit) : [],
    total: chosen.length,
    counts: { due: due.length, waiting: waiting.length, closed: closed.length },
  };
}

function byNext(one: OutreachRow, other: OutreachRow): number {
  return (one.nextOn ?? '').localeCompare(other.nextOn ?? '') || byUrgency(one, other);
}
