import { dateInWords } from '#shared/dates.ts';
import type { ReceivedRow, TransferRow } from '#shared/transfers/contract.ts';
import { ANSWERED_KINDS } from '#shared/transfers/kinds.ts';
import { localToday, timeOfDay } from '../components/date-text.ts';
import type { State } from '../components/states.ts';

const NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** "812 bytes", "38 KB", "1.2 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${NUMBER.format(bytes / 1_000_000)} MB`;
}

/** "786 of 1,228 KB", in the unit of the whole. */
export function sizeOfSize(bytes: number, total: number): string {
  if (total < 1000) return `${bytes} of ${total} bytes`;
  const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
  return `${whole.format(bytes / 1000)} of ${whole.format(total / 1000)} KB`;
}

/** "10:06 AM" for today, else "Nov 11, 6:00 PM". */
export function moment(instant: string): string {
  const day = dayOf(instant);
  return day === 'today' ? timeOfDay(instant) : `${day}, ${timeOfDay(instant)}`;
}

/** "today", "Mar 2", "Mar 2, 2025". */
export function dayOf(instant: string): string {
  const local = new Date(instant);
  const pad = (value: number) => String(value).padStart(2, '0');
  const date = `${local.getFullYear()}-${pad(local.getMonth() + 1)}-${pad(local.getDate())}`;
  return dateInWords(date, localToday());
}

/** "10:06:04", for steps that follow each other within seconds. */
export function clock(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-US', { hour12: false });
}

/** "9f41 c0aa 7e12 … 04bd": enough of a SHA-256 to compare by eye; the whole stands in the tooltip. */
export function shortSha256(hex: string): string {
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)} ${hex.slice(8, 12)} … ${hex.slice(-4)}`;
}

/** "1 line", "364 lines". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How files get to a plan. */
export interface PlanWay {
  /** True where the plan has a portal and no server. */
  readonly byHand: boolean;
  /** When Hearth sends to it by itself the next time. */
  readonly nextRunAt: string | null;
}

/** What a file of the outbox waits for. */
export function waitsWords({ byHand, nextRunAt }: PlanWay): string {
  if (byHand) return 'Upload by hand';
  return nextRunAt === null ? 'Waits to be sent' : `Waits for ${moment(nextRunAt)}`;
}

/** A transfer's state as its row shows it. */
export function stateWords(
  row: Pick<
    TransferRow,
    'state' | 'problem' | 'usage' | 'kind' | 'answeredAt' | 'sentAt' | 'late' | 'paused' | 'nextTryAt'
  >,
  way: PlanWay,
): { readonly state: State; readonly words: string } {
  switch (row.state) {
    case 'sent':
      if (row.answeredAt) return { state: 'done', words: `Answered ${dayOf(row.answeredAt)}` };
      if (row.late) return { state: 'due', words: `No answer for ${waited(row.sentAt)}` };
      if (row.usage === 'T') return { state: 'sent', words: 'Sent as a test' };
      return {
        state: 'sent',
        words: ANSWERED_KINDS.includes(row.kind) ? 'Sent, no answer yet' : 'Sent',
      };
    case 'sending':
      // What this window sends says how far it is; anything else is being put away after a cancel.
      return { state: 'neutral', words: 'Stopping' };
    case 'unsure':
      return { state: 'held', words: 'Ask the plan' };
    case 'queued':
      if (row.paused) return { state: 'neutral', words: 'Paused' };
      if (row.problem && row.nextTryAt) {
        return { state: 'due', words: `Tries again ${timeOfDay(row.nextTryAt)}` };
      }
      if (row.problem) return { state: 'due', words: 'Not sent' };
      return { state: 'neutral', words: waitsWords(way) };
  }
}

/** "13 days", "4 hours": how long ago a file was sent. */
function waited(sentAt: string | null): string {
  const hours = sentAt === null ? 0 : Math.floor((Date.now() - Date.parse(sentAt)) / 3_600_000);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

/** A received file's state as its row shows it. */
export function receivedWords(row: Pick<ReceivedRow, 'state' | 'kind'>): {
  readonly state: State;
  readonly words: string;
} {
  switch (row.state) {
    case 'waiting':
      return { state: 'due', words: 'You decide' };
    case 'new':
      return { state: 'neutral', words: 'Kept, not opened' };
    case 'done':
      return { state: 'done', words: row.kind === 'roster' ? 'Opened in Rosters' : 'Read' };
  }
}

/** What to do about files that a plan has not answered in the time its profile gives it. */
export function lateWords(rows: readonly Pick<TransferRow, 'planName' | 'sentAt'>[]): string {
  const plans = [...new Set(rows.map((row) => row.planName))];
  const [oldest] = rows.map((row) => row.sentAt).toSorted();
  const files = rows.length === 1 ? '1 file' : `${rows.length} files`;
  return `${plans.join(' and ')} has not answered ${files}, the oldest for ${waited(oldest ?? null)}. Look for answers; if none is there, call the plan’s EDI desk with the control number.`;
}
