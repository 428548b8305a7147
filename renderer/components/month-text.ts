const MONTH = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2026-11` as "November 2026". */
export function monthWords(month: string): string {
  return MONTH.format(new Date(`${month}-15T12:00:00Z`));
}
