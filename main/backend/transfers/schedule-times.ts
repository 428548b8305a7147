import { Temporal } from 'temporal-polyfill';

/** The last of a plan's times of the day that has passed, as an instant; null for a plan without times. */
export function lastDue(times: readonly string[], now: string, timeZone: string): string | null {
  return nearest(times, now, timeZone, [-1, 0], (at, limit) => at <= limit)?.at(-1) ?? null;
}

/** The next of a plan's times of the day, as an instant; null for a plan without times. */
export function nextDue(times: readonly string[], now: string, timeZone: string): string | null {
  return nearest(times, now, timeZone, [0, 1], (at, limit) => at > limit)?.[0] ?? null;
}

function nearest(
  times: readonly string[],
  now: string,
  timeZone: string,
  days: readonly number[],
  keep: (at: number, limit: number) => boolean,
): string[] | null {
  if (times.length === 0) return null;
  const limit = Temporal.Instant.from(now).epochMilliseconds;
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const instants = days.flatMap((day) =>
    times.map((time) => {
      const at = today.add({ days: day }).toZonedDateTime({
        timeZone,
        plainTime: Temporal.PlainTime.from(time),
      });
      return at.toInstant().epochMilliseconds;
    }),
  );
  return instants
    .filter((at) => keep(at, limit))
    .toSorted((a, b) => a - b)
    .map((at) => new Date(at).toISOString());
}
