import { RRuleTemporal } from 'rrule-temporal';
import { AppError } from '#shared/errors.ts';

/** A date as RFC 5545 writes one. */
const compact = (date: string): string => date.replaceAll('-', '');

/**
 * The first day of a recurring task after another day; null when the rule has ended.
 *
 * Days are counted in UTC at midnight: a task has a date, no time, so no time zone can move it.
 *
 * @throws AppError `VALIDATION` for a rule that is no RFC 5545 rule.
 */
export function nextOccurrence(rule: string, startsOn: string, after: string): string | null {
  const next = read(rule, startsOn).next(new Date(`${after}T00:00:00Z`));
  return next === null ? null : next.toPlainDate().toString();
}

/** The first day of a recurring task: its start when the rule holds then, else the first day after. */
export function firstOccurrence(rule: string, startsOn: string): string | null {
  const first = read(rule, startsOn).next(new Date(`${startsOn}T00:00:00Z`), true);
  return first === null ? null : first.toPlainDate().toString();
}

function read(rule: string, startsOn: string): RRuleTemporal {
  try {
    return new RRuleTemporal({
      rruleString: `DTSTART:${compact(startsOn)}T000000Z\nRRULE:${rule}`,
      maxIterations: 10_000,
    });
  } catch {
    throw new AppError('VALIDATION', `“${rule}” is not a rule a task can repeat by.`, { field: 'rule' });
  }
}
