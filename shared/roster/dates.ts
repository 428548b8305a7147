import { Temporal } from 'temporal-polyfill';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What a cell said: a date, perhaps with a remark on how it was read, or that it is none. */
export type DateRead = { readonly date: string; readonly remark: string | null } | null;

/**
 * Reads a date as plans write it, month before day: 2026-11-18 (also with a time), 11/18/2026, 11-18-26,
 * 20261118, "Nov 18, 2026", 18-Nov-2026, or the day number of a spreadsheet when it gives a likely date.
 *
 * @param past True for birthdays: a year of two digits is then never in the future.
 * @param date1904 True when the file's day numbers count from 1904.
 */
export function readDate(text: string, today: string, past: boolean, date1904 = false): DateRead {
  const plain = text.trim().replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[AaPp]\.?[Mm]\.?)?$/, '');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  if (iso) return exact(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const us = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(plain);
  if (us) return exact(fullYear(us[3] ?? '', today, past), Number(us[1]), Number(us[2]));
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(plain);
  if (compact) return exact(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const monthFirst = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(plain);
  if (monthFirst) return exact(Number(monthFirst[3]), monthNumber(monthFirst[1]), Number(monthFirst[2]));
  const dayFirst = /^(\d{1,2})[-\s]([A-Za-z]{3,9})\.?[-\s,]+(\d{4}|\d{2})$/.exec(plain);
  if (dayFirst) {
    return exact(fullYear(dayFirst[3] ?? '', today, past), monthNumber(dayFirst[2]), Number(dayFirst[1]));
  }
  return fromSpreadsheet(plain, { today, past, date1904 });
}

function exact(year: number, month: number, day: number): DateRead {
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    return { date: date.toString(), remark: null };
  } catch {
    return null;
  }
}

function fullYear(digits: string, today: string, past: boolean): number {
  if (digits.length === 4) return Number(digits);
  const short = Number(digits);
  const inThisCentury = 2000 + short;
  return past && inThisCentury > Number(today.slice(0, 4)) ? 1900 + short : inThisCentury;
}

/** 1 to 12 for a month's name or its beginning, 0 for any other word. */
function monthNumber(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

const LONG_AGO_DAYS = 40_000;

/** Excel counts days since 1899-12-30; only a five-digit number that gives a likely date is taken for one. */
function fromSpreadsheet(
  text: string,
  { today, past, date1904 }: { readonly today: string; readonly past: boolean; readonly date1904: boolean },
): DateRead {
  if (!/^\d{5}(?:\.0+)?$/.test(text)) return null;
  const date = Temporal.PlainDate.from(date1904 ? '1904-01-01' : '1899-12-30').add({
    days: Math.floor(Number(text)),
  });
  const age = date.until(today, { largestUnit: 'days' }).days;
  const likely = past ? age >= 0 && age < LONG_AGO_DAYS : Math.abs(age) < 7400;
  return likely ? { date: date.toString(), remark: `${text} was read as a spreadsheet’s day number.` } : null;
}
