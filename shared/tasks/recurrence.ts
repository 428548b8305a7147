import { Temporal } from 'temporal-polyfill';
import { MONTH_NAMES } from '../dates.ts';

/** How often a task can be asked to come again; each is an RFC 5545 rule underneath. */
export const REPEATS = ['day', 'weekday', 'week', 'two_weeks', 'month', 'month_weekday', 'year'] as const;
export type Repeat = (typeof REPEATS)[number];

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const DAY_WORDS: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const ORDINALS = ['first', 'second', 'third', 'fourth', 'last'] as const;

/**
 * The RFC 5545 rule of a repeat that starts on a day: the weekday, day of the month or month come from that day.
 *
 * A month without the 31st takes its last day, so that nothing is skipped.
 */
export function ruleOf(repeat: Repeat, startsOn: string): string {
  const start = Temporal.PlainDate.from(startsOn);
  const day = DAYS[start.dayOfWeek - 1];
  switch (repeat) {
    case 'day':
      return 'FREQ=DAILY';
    case 'weekday':
      return 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';
    case 'week':
      return `FREQ=WEEKLY;BYDAY=${day}`;
    case 'two_weeks':
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${day}`;
    case 'month':
      return start.day > 28
        ? `FREQ=MONTHLY;BYMONTHDAY=${start.day === 31 ? '-1' : `${lastDays(start.day)};BYSETPOS=-1`}`
        : `FREQ=MONTHLY;BYMONTHDAY=${start.day}`;
    case 'month_weekday':
      return `FREQ=MONTHLY;BYDAY=${weekOfMonth(start)}${day}`;
    case 'year':
      return `FREQ=YEARLY;BYMONTH=${start.month};BYMONTHDAY=${start.day}`;
  }
}

function lastDays(day: number): string {
  return Array.from({ length: day - 27 }, (_, index) => 28 + index).join(',');
}

function weekOfMonth(date: Temporal.PlainDate): number {
  const week = Math.ceil(date.day / 7);
  return week > 4 ? -1 : week;
}

/** The words a person reads for a rule: "every second Tuesday"; a rule of another make is shown as it is written. */
export function repeatWords(rule: string): string {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
  const by = parts.get('BYDAY');
  const every = Number(parts.get('INTERVAL') ?? '1');
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return every === 1 ? 'every day' : `every ${every} days`;
    case 'WEEKLY':
      return weeklyWords(by, every);
    case 'MONTHLY':
      return monthlyWords(by, parts.get('BYMONTHDAY'));
    case 'YEARLY':
      return `every year on ${MONTH_NAMES[Number(parts.get('BYMONTH')) - 1]} ${parts.get('BYMONTHDAY')}`;
    default:
      return rule;
  }
}

function weeklyWords(by: string | undefined, every: number): string {
  if (by === 'MO,TU,WE,TH,FR') return 'every weekday';
  const days = (by ?? '').split(',').flatMap((day) => DAY_WORDS[day] ?? []);
  const names = days.length > 1 ? `${days.slice(0, -1).join(', ')} and ${days.at(-1)}` : (days[0] ?? 'week');
  if (every === 1) return `every ${names}`;
  return every === 2 ? `every second ${names}` : `every ${every} weeks on ${names}`;
}

function monthlyWords(by: string | undefined, day: string | undefined): string {
  const found = by === undefined ? null : /^(-?\d)([A-Z]{2})$/.exec(by);
  if (found) {
    const which = found[1] === '-1' ? ORDINALS[4] : ORDINALS[Number(found[1]) - 1];
    return `every month on the ${which} ${DAY_WORDS[found[2] ?? '']}`;
  }
  if (day === '-1') return 'every month on the last day';
  return `every month on day ${day?.split(',').at(-1)}`;
}
