import { Temporal } from 'temporal-polyfill';
import { addDays } from '#shared/dates.ts';
import type { Member } from '#shared/members/member.ts';
import { ATTEMPT_METHODS, type AttemptMethod, modeOf } from '#shared/outreach/attempt.ts';
import type { Filled } from '#shared/outreach/contract.ts';
import { placeOf, placeProblem } from '#shared/programs/places.ts';
import type { AttemptRow } from './store.ts';

/** Minutes an attempt commonly takes, until the member's own attempts say otherwise. */
const USUAL_MINUTES: Readonly<Record<AttemptMethod, number>> = {
  in_person: 15,
  phone: 5,
  video: 10,
  text: 5,
  letter: 5,
  email: 5,
  portal: 5,
  other: 5,
};

type Place = Filled['place'];

function usualPlace(method: AttemptMethod, member: Member, on: string): Place {
  const named = (code: string, label = placeOf(code)?.label ?? code): Place => ({ code, label });
  if (method === 'in_person') {
    const note = member.housingNote?.trim();
    if (!member.homeless) return named('12', member.address.street ?? undefined);
    const street = on >= '2023-10-01' ? '27' : '99';
    return named(note && /shelter|house\b/i.test(note) ? '04' : street, note || undefined);
  }
  if (modeOf(method) === null) return null;
  return named(member.homeless || on < '2022-01-01' ? '02' : '10');
}

function triedAt(method: AttemptMethod, member: Member): string | null {
  if (method === 'phone' || method === 'text' || method === 'video') return member.phone;
  if (method === 'email') return member.email;
  if (method === 'letter') {
    return (
      [member.address.street, member.address.city, member.address.zip].filter(Boolean).join(', ') || null
    );
  }
  return null;
}

/** What can be filled in for each method: as on the last attempt of that kind, else from the records. */
export function fillAttempt(
  member: Member,
  earlier: readonly (AttemptRow & { readonly number: number | null })[],
  today: string,
): Record<AttemptMethod, Filled> {
  const entries = ATTEMPT_METHODS.map((method): [AttemptMethod, Filled] => {
    const last = earlier.filter((one) => one.method === method && one.bulk === 0).at(-1);
    const mode = modeOf(method);
    const known: Place =
      last?.place_code && (mode === null || placeProblem(last.place_code, mode, today) === null)
        ? { code: last.place_code, label: last.place ?? '' }
        : null;
    return [
      method,
      {
        place: known ?? usualPlace(method, member, today),
        tried: triedAt(method, member) ?? last?.tried ?? null,
        minutes: last?.minutes ?? USUAL_MINUTES[method],
        language: last?.language ?? member.language,
        interpreter: last ? last.interpreter === 1 : member.interpreter,
        origin: last
          ? `as on ${last.number === null ? 'the last one' : `attempt ${last.number}`}`
          : 'from the records',
      },
    ];
  });
  return Object.fromEntries(entries) as Record<AttemptMethod, Filled>;
}

/** Three days to choose from: tomorrow, the next working day after, and a week from now. */
export function nextDates(today: string): string[] {
  return [addDays(today, 1), workday(addDays(today, 2)), workday(addDays(today, 7))];
}

function workday(date: string): string {
  const { dayOfWeek } = Temporal.PlainDate.from(date);
  return dayOfWeek > 5 ? addDays(date, 8 - dayOfWeek) : date;
}
