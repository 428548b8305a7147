import { Temporal } from 'temporal-polyfill';

export { clockTime, timeOfDay } from './time-text.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function dateOf(year: number, month: number, day: number): string | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

/** Two digits mean the century that lies nearest: up to 20 years ahead of today, else before. */
function fullYear(text: string, today: Temporal.PlainDate): number {
  if (text.length === 4) return Number(text);
  const century = Math.floor(today.year / 100) * 100;
  const year = century + Number(text);
  return year > today.year + 20 ? year - 100 : year;
}

/**
 * Reads a date as people type it: `11/18/2026`, `11/18`, `Nov 18`, `nov 18 2026`, `2026-11-18`, `today`,
 * `tomorrow`, `+30`. Without a year it is the current one. Gives `YYYY-MM-DD`, or null when it is no date.
 */
export function readDate(text: string, today: string): string | null {
  const typed = text.trim().toLowerCase();
  const now = Temporal.PlainDate.from(today);
  if (typed === 'today') return today;
  if (typed === 'tomorrow') return now.add({ days: 1 }).toString();
  const ahead = /^([+-]\d{1,4})d?$/.exec(typed);
  if (ahead) return now.add({ days: Number(ahead[1]) }).toString();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashed = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/.exec(typed);
  if (slashed) {
    const year = slashed[3] ? fullYear(slashed[3], now) : now.year;
    return dateOf(year, Number(slashed[1]), Number(slashed[2]));
  }
  const named = /^([a-z]{3,9})\.? ?(\d{1,2})(?:,? ?(\d{4}))?$/.exec(typed.replace(/^[a-z]{3,9}, /, ''));
  if (named) {
    const month = MONTHS.indexOf((named[1] ?? '').slice(0, 3)) + 1;
    return month === 0 ? null : dateOf(named[3] ? Number(named[3]) : now.year, month, Number(named[2]));
  }
  return null;
}

const SHORT = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
});
const LONG = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' });

function asUtc(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

/** "Nov 18, 2026": a date with its year, as fields show it. */
export function shortDateWithYear(date: string): string {
  return SHORT.format(asUtc(date));
}

/** "Wednesday, November 18, 2026": the full form, for tooltips. */
export function fullDate(date: string): string {
  return LONG.format(asUtc(date));
}

/** "Wednesday, November 18": the title of a day. */
export function dayTitle(date: string): string {
  return fullDate(date).replace(/, \d{4}$/, '');
}

/** Today's date on this computer's clock. */
export function localToday(): string {
  return Temporal.Now.plainDateISO().toString();
}
