import { en, Faker } from '@faker-js/faker';
import { Temporal } from 'temporal-polyfill';
import { conditionByCode, type DemoHealth, drawHealth } from './conditions.ts';
import { cinFor, phoneFor } from './numbers.ts';
import { STORY, type StoryPerson } from './story.ts';
import {
  CLINICS,
  type DemoLanguage,
  LANGUAGES,
  SPANISH_SURNAMES,
  STREET_KINDS,
  STREETS,
  SURNAME_ENDS,
  SURNAME_STARTS,
  TOWNS,
  UNHOUSED_PLACES,
} from './words.ts';

/** A member of the demo agency: what the plan's file says and how far the agency has come with the person. */
export interface DemoPerson {
  readonly cin: string;
  readonly plan: 'sunpoppy' | 'bluelark';
  readonly planMemberId: string;
  readonly mrn: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M' | 'U';
  readonly language: string;
  readonly interpreter: boolean;
  /** Street line, or the place where an unhoused member can be found. */
  readonly address: string;
  readonly city: string;
  readonly zip: string;
  readonly county: string;
  /** Ten digits. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly homeless: boolean;
  /** Null when nobody knows, or for a housed member. */
  readonly sheltered: boolean | null;
  /** CMS place-of-service code of a visit where the person stays. */
  readonly visitPlaceOfService: string;
  readonly onTel: boolean;
  readonly tier: 1 | 2 | 3;
  readonly health: DemoHealth;
  readonly doctor: string;
  readonly clinic: string;
  readonly authorizationNumber: string;
  readonly assignedOn: string;
  /** Null while outreach goes on. */
  readonly enrolledOn: string | null;
  readonly hap: 'none' | 'draft' | 'signed';
  /** First goal in the member's own words. */
  readonly goal: string;
  /** Whether the person was written by hand for the pictures and stories. */
  readonly fromStory: boolean;
}

/** What a list of people is made from; the same three values give the same list, byte for byte. */
export interface PeopleOptions {
  readonly seed: number;
  readonly count: number;
  /** `YYYY-MM-DD`; every clock counts back from it. */
  readonly today: string;
  /** Puts everybody in one plan; both plans if left out. */
  readonly onePlan?: DemoPerson['plan'];
}

const GOALS = [
  'Breathe well enough to walk to the river.',
  'Not feel so low in the mornings.',
  'Get my teeth fixed.',
  'See my daughter on Sundays.',
  'Keep my sugar where the doctor wants it.',
  'Know which pills are for what.',
  'Have one phone number that somebody answers.',
  'Get to my appointments without asking the neighbors.',
  'Cook for myself again.',
  'Stay out of the emergency room this winter.',
];

/** A faker of its own for one list, so that drawing one list never changes another. */
export function fakerFor(seed: number): Faker {
  return new Faker({ locale: en, seed });
}

/**
 * Draws the members of a demo agency, the hand-written people first.
 *
 * Nobody in the list exists: names are made of nature words, telephone numbers are 555-01xx, CINs start with 9.
 */
export function generatePeople({ seed, count, today, onePlan }: PeopleOptions): DemoPerson[] {
  const faker = fakerFor(seed);
  const names = new Set(STORY.map((person) => `${person.firstName} ${person.lastName}`));
  return Array.from({ length: count }, (_, index) => {
    const told = STORY[index];
    const person =
      told === undefined ? drawnPerson(faker, index, today, names) : storyPerson(faker, told, index, today);
    return onePlan === undefined ? person : { ...person, plan: onePlan };
  });
}

/** `today` minus a number of days. */
export function daysBefore(today: string, days: number): string {
  return Temporal.PlainDate.from(today).subtract({ days }).toString();
}

function storyPerson(faker: Faker, told: StoryPerson, index: number, today: string): DemoPerson {
  const place = UNHOUSED_PLACES.find((known) => known.place === told.place);
  const drawn = drawHealth(faker);
  return {
    ...contact(faker, index, place),
    // Only the two whose story it is cannot be called.
    phone: ['90000693K', '90000684H'].includes(told.cin) ? null : phoneFor(index),
    ...told,
    middleName: told.middleName ?? null,
    planMemberId: planMemberId(told.plan, told.cin.slice(3, 8)),
    interpreter: told.language !== 'English' && told.language !== 'Spanish',
    health: { conditions: told.conditions.map(conditionByCode), acuity: drawn.acuity },
    assignedOn: daysBefore(today, told.assignedDaysAgo),
    enrolledOn: told.enrolledDaysAgo === null ? null : daysBefore(today, told.enrolledDaysAgo),
    goal: told.goal ?? faker.helpers.arrayElement(GOALS),
    fromStory: true,
  };
}

function drawnPerson(faker: Faker, index: number, today: string, taken: Set<string>): DemoPerson {
  const language = faker.helpers.weightedArrayElement(
    LANGUAGES.map((value) => ({ weight: value.weight, value })),
  );
  const sex = faker.helpers.weightedArrayElement([
    { weight: 53, value: 'F' as const },
    { weight: 46, value: 'M' as const },
    { weight: 1, value: 'U' as const },
  ]);
  const name = drawName(faker, language, sex, taken);
  const health = drawHealth(faker);
  const homeless = health.acuity.chronicallyHomeless || faker.datatype.boolean(0.17);
  const place = homeless ? faker.helpers.arrayElement(UNHOUSED_PLACES) : undefined;
  const plan = faker.datatype.boolean(0.75) ? 'sunpoppy' : 'bluelark';
  const cin = cinFor(index);
  const age = faker.number.int({ min: 21, max: 84 });
  return {
    ...contact(faker, index, place),
    ...name,
    cin,
    plan,
    planMemberId: planMemberId(plan, cin.slice(2, 8)),
    birthDate: daysBefore('2026-01-01', age * 365 + faker.number.int({ min: 0, max: 364 })),
    sex,
    language: language.name,
    interpreter: language.name !== 'English' && faker.datatype.boolean(0.6),
    onTel: faker.datatype.boolean(0.3),
    tier: faker.helpers.weightedArrayElement([
      { weight: 2, value: 1 as const },
      { weight: 4, value: 2 as const },
      { weight: 3, value: 3 as const },
    ]),
    health,
    ...progress(faker, today),
    goal: faker.helpers.arrayElement(GOALS),
    fromStory: false,
  };
}

/** How far the agency has come: a quarter still in outreach, most HAPs signed, a few late or in work. */
function progress(faker: Faker, today: string): Pick<DemoPerson, 'assignedOn' | 'enrolledOn' | 'hap'> {
  if (faker.datatype.boolean(0.25)) {
    const days = faker.number.int({ min: 3, max: 86 });
    return { assignedOn: daysBefore(today, days), enrolledOn: null, hap: 'none' };
  }
  const enrolledDays = faker.number.int({ min: 5, max: 330 });
  const assigned = daysBefore(today, enrolledDays + faker.number.int({ min: 12, max: 60 }));
  const enrolledOn = daysBefore(today, enrolledDays);
  if (enrolledDays > 60)
    return { assignedOn: assigned, enrolledOn, hap: faker.datatype.boolean(0.94) ? 'signed' : 'none' };
  const hap = faker.helpers.weightedArrayElement([
    { weight: 4, value: 'signed' as const },
    { weight: 2, value: 'draft' as const },
    { weight: 4, value: 'none' as const },
  ]);
  return { assignedOn: assigned, enrolledOn, hap };
}

type Contact = Pick<
  DemoPerson,
  | 'mrn'
  | 'address'
  | 'city'
  | 'zip'
  | 'county'
  | 'phone'
  | 'email'
  | 'homeless'
  | 'sheltered'
  | 'visitPlaceOfService'
  | 'doctor'
  | 'clinic'
  | 'authorizationNumber'
>;

function contact(faker: Faker, index: number, place: (typeof UNHOUSED_PLACES)[number] | undefined): Contact {
  const town = faker.helpers.arrayElement(TOWNS);
  const street = `${faker.number.int({ min: 10, max: 999 })} ${faker.helpers.arrayElement(STREETS)}`;
  const home = `${street} ${faker.helpers.arrayElement(STREET_KINDS)}`;
  const reachable = faker.datatype.boolean(place === undefined ? 0.93 : 0.6);
  return {
    mrn: `MR${String(400_000 + index * 7)}`,
    address: place === undefined ? home : place.place,
    city: town.city,
    zip: town.zip,
    county: town.county,
    phone: reachable ? phoneFor(index) : null,
    email: faker.datatype.boolean(0.2) ? `member${index + 1}@mail.example` : null,
    homeless: place !== undefined,
    sheltered: place?.sheltered ?? null,
    visitPlaceOfService: place?.placeOfService ?? '12',
    ...faker.helpers.arrayElement(CLINICS),
    authorizationNumber: `SPA${String(77_000 + index)}`,
  };
}

function planMemberId(plan: DemoPerson['plan'], digits: string): string {
  return `${plan === 'sunpoppy' ? 'SP-55' : 'BL-44'}${digits}`;
}

type Name = Pick<DemoPerson, 'firstName' | 'middleName' | 'lastName'>;

/** Draws a name nobody in the list has yet: two people of one name would look like a duplicate. */
function drawName(faker: Faker, language: DemoLanguage, sex: DemoPerson['sex'], taken: Set<string>): Name {
  for (;;) {
    const firstNames = sex === 'F' ? language.feminine : language.masculine;
    const firstName = faker.helpers.arrayElement(firstNames);
    const lastName = drawSurname(faker, language);
    const middleName = faker.datatype.boolean(0.15)
      ? faker.string.alpha({ length: 1, casing: 'upper' })
      : null;
    const full = `${firstName} ${lastName}`;
    if (taken.has(full)) continue;
    taken.add(full);
    return { firstName, middleName, lastName };
  }
}

function drawSurname(faker: Faker, language: DemoLanguage): string {
  if (language.name === 'Spanish' && faker.datatype.boolean(0.4))
    return faker.helpers.arrayElement(SPANISH_SURNAMES);
  const start = faker.helpers.arrayElement(SURNAME_STARTS);
  const ends = SURNAME_ENDS.filter((end) => !start.toLowerCase().endsWith(end));
  return `${start}${faker.helpers.arrayElement(ends)}`;
}
