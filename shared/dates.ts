import { Temporal } from 'temporal-polyfill';

/** Days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/** The date some days later, or earlier with a negative number. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Age in whole years on a day. */
export function ageOn(birthDate: string, on: string): number {
  return Math.max(0, Temporal.PlainDate.from(birthDate).until(on, { largestUnit: 'years' }).years);
}

/** The months in words, January first. */
export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/**
 * A date in words: "today", "Thu, Nov 19" within the next seven days, "Nov 18" in the current year, else
 * "Nov 18, 2025".
 */
export function dateInWords(date: string, today: string): string {
  if (date === today) return 'today';
  const day = Temporal.PlainDate.from(date);
  const words = `${MONTHS[day.month - 1]} ${day.day}`;
  const ahead = daysBetween(today, date);
  if (ahead > 0 && ahead <= 7) return `${WEEKDAYS[day.dayOfWeek - 1]}, ${words}`;
  return date.slice(0, 4) === today.slice(0, 4) ? words : `${words}, ${day.year}`;
}
