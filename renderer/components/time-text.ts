/** "10:30 AM" of an instant, on this computer's clock or in a given time zone. */
export function timeOfDay(instant: string | number | Date, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-US', {
    hour: 'numeric',
    minute: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(instant));
}

/** "9:41:52 AM": with seconds, for the saved mark. */
export function clockTime(instant: string | number | Date): string {
  return new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(
    new Date(instant),
  );
}

/** "Nov 18, 2026" of an instant, on this computer's clock. */
export function dayOfInstant(instant: string | number | Date): string {
  return DAY.format(new Date(instant));
}

const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });
