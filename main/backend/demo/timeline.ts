import type { Faker } from '@faker-js/faker';
import { Temporal } from 'temporal-polyfill';
import { addDays, daysBetween } from '#shared/dates.ts';
import type { StaffKey } from './agency.ts';
import type { NoteMode } from './note-texts.ts';
import type { DemoPerson } from './people.ts';

/** A contact as it will be noted: who, when, how. */
export interface DemoVisit {
  readonly person: DemoPerson;
  readonly phase: 'outreach' | 'service';
  readonly staff: StaffKey;
  /** A weekday. */
  readonly on: string;
  /** `HH:MM`; nobody on the staff is at two places at once. */
  readonly startTime: string;
  readonly minutes: number;
  readonly mode: NoteMode;
}

/** Last contact some days ago at least, for the people whose story is that nobody has seen them. */
const QUIET_FOR: Readonly<Record<string, number>> = { '90000602F': 34, '90000466H': 19 };

/** Days between two contacts by tier, shortest and longest. */
const RHYTHM = { 1: [5, 10], 2: [8, 16], 3: [14, 24] } as const;

/**
 * Draws the contacts of everybody from the day the plan assigned them to yesterday, oldest first.
 *
 * Only the newest `daysBack` days are drawn in full: a year of every contact would say nothing new.
 */
export function drawVisits(
  faker: Faker,
  people: readonly DemoPerson[],
  today: string,
  daysBack: number,
): DemoVisit[] {
  const wishes = people.flatMap((person) => [
    ...outreachWishes(faker, person, today),
    ...serviceWishes(faker, person, today, daysBack),
  ]);
  wishes.sort((one, two) => (one.on < two.on ? -1 : one.on > two.on ? 1 : 0));
  const diary = new Diary(today);
  return wishes.flatMap((wish) => diary.place(wish) ?? []);
}

type Wish = Omit<DemoVisit, 'startTime'>;

function outreachWishes(faker: Faker, person: DemoPerson, today: string): Wish[] {
  const until = person.enrolledOn ?? today;
  const days = daysBetween(person.assignedOn, until);
  const attempts = person.enrolledOn === null ? Math.min(3, Math.floor(days / 18)) : days > 30 ? 2 : 1;
  return Array.from({ length: attempts }, (_, index) => ({
    person,
    phase: 'outreach' as const,
    staff: 'teo' as const,
    on: addDays(person.assignedOn, Math.max(2, Math.round(((index + 0.6) * days) / (attempts + 0.4)))),
    minutes: faker.helpers.arrayElement([5, 10, 15, 20]),
    mode: person.homeless && faker.datatype.boolean(0.7) ? ('in_person' as const) : ('phone' as const),
  })).filter(({ on }) => on < until);
}

function serviceWishes(faker: Faker, person: DemoPerson, today: string, daysBack: number): Wish[] {
  if (person.enrolledOn === null) return [];
  const earliest = addDays(today, -daysBack);
  const latest = addDays(today, -(QUIET_FOR[person.cin] ?? 1));
  const [shortest, longest] = RHYTHM[person.tier];
  const wishes: Wish[] = [];
  let on =
    person.enrolledOn > earliest ? addDays(person.enrolledOn, 2) : addDays(earliest, faker.number.int(9));
  while (on <= latest) {
    wishes.push({ person, phase: 'service', ...drawManner(faker, person), on });
    on = addDays(on, faker.number.int({ min: shortest, max: longest }));
  }
  const last = wishes.at(-1);
  // The quiet ones were seen exactly on the day that makes them quiet.
  if (QUIET_FOR[person.cin] !== undefined && last !== undefined) wishes.push({ ...last, on: latest });
  return wishes;
}

function drawManner(faker: Faker, person: DemoPerson): Pick<Wish, 'staff' | 'mode' | 'minutes'> {
  const mode = faker.helpers.weightedArrayElement([
    { weight: 48, value: 'in_person' as const },
    { weight: 34, value: 'phone' as const },
    { weight: 4, value: 'video' as const },
    { weight: 4, value: 'text' as const },
    { weight: 10, value: 'without_member' as const },
  ]);
  const staff = faker.helpers.weightedArrayElement([
    { weight: 60, value: 'nadia' as const },
    { weight: 22, value: 'imani' as const },
    { weight: person.homeless ? 30 : 6, value: 'ines' as const },
    { weight: 8, value: 'teo' as const },
  ]);
  const minutes =
    mode === 'in_person'
      ? faker.helpers.arrayElement([20, 25, 30, 35, 45, 50])
      : faker.helpers.arrayElement([8, 10, 15, 20]);
  return { staff, mode, minutes };
}

const OPENS = 8 * 60 + 30;
const CLOSES = 17 * 60;
/** Minutes between two contacts of one worker: the way, and the note. */
const GAP = 15;

/** Who is where when: gives every contact the worker's next free time of a working day. */
class Diary {
  readonly today: string;
  readonly busyUntil = new Map<string, number>();

  constructor(today: string) {
    this.today = today;
  }

  /** The contact with its time, or null when no working day before today has room. */
  place(wish: Wish): DemoVisit | null {
    let on = nextWeekday(wish.on);
    for (let tries = 0; tries < 10 && on < this.today; tries += 1) {
      const key = `${wish.staff} ${on}`;
      const start = this.busyUntil.get(key) ?? OPENS;
      if (start + wish.minutes <= CLOSES) {
        this.busyUntil.set(key, start + wish.minutes + GAP);
        return { ...wish, on, startTime: clockTime(start) };
      }
      on = nextWeekday(addDays(on, 1));
    }
    return null;
  }
}

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The date itself, or the Monday after a weekend. */
export function nextWeekday(date: string): string {
  const day = Temporal.PlainDate.from(date).dayOfWeek;
  return day <= 5 ? date : addDays(date, 8 - day);
}

/** The days on which a plan's file must have been read so that everybody is on file before anything happens. */
export function rosterDays(
  people: readonly DemoPerson[],
  visits: readonly DemoVisit[],
  today: string,
): string[] {
  const firstVisits = new Map<string, string>();
  for (const { person, on } of visits) {
    const known = firstVisits.get(person.cin);
    if (known === undefined || on < known) firstVisits.set(person.cin, on);
  }
  const spans = people
    .map((person) => {
      const [first = today] = [firstVisits.get(person.cin) ?? today, person.enrolledOn ?? today].sort();
      return { from: person.assignedOn, to: addDays(first, -1) };
    })
    .sort((one, two) => one.to.localeCompare(two.to));
  const days: string[] = [];
  for (const { from, to } of spans) {
    if (!days.some((day) => day >= from && day <= to)) days.push(to);
  }
  return days;
}
