const formatters = new Map<string, Intl.DateTimeFormat>();

// Making a formatter takes longer than laying out a paragraph, so each is made once.
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, found);
  }
  return found;
}

/** A calendar date in full words of a locale: "Nov 21, 2026", or with `long` "November 21, 2026". */
export function paperDate(date: string, locale: string, style: 'medium' | 'long' = 'medium'): string {
  return formatter(locale, { dateStyle: style, timeZone: 'UTC' }).format(
    Date.parse(`${date.slice(0, 10)}T00:00:00Z`),
  );
}

/** An instant in the agency's time zone: "Nov 21, 2026, 9:41 AM". */
export function paperInstant(instant: string, timeZone: string, locale: string): string {
  return formatter(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(Date.parse(instant));
}
