import type { Faker } from '@faker-js/faker';
import type { DemoPerson } from './people.ts';

/** What a demo note says: service, text, and what was agreed for later. */
export interface NoteText {
  /** Core services of the program, by id. */
  readonly services: readonly string[];
  readonly text: string;
  /** A follow-up in a few words, or null. */
  readonly followUp: string | null;
}

/** Sentences with `{he}`, `{his}`, `{clinic}`, `{place}`, `{doctor}` filled in for each person. */
type Template = readonly [services: readonly string[], text: string, followUp?: string];

const IN_PERSON: readonly Template[] = [
  [
    ['care_coordination', 'social_supports'],
    'Filled pages 1 and 2 of the housing application together. {He} is anxious about page 3 (income). Copied {his} ID.',
    'Housing application, page 3 and copy of ID',
  ],
  [
    ['health_promotion'],
    'Went through the pill box together. Two morning pills were left over from last week. {He} will keep the box next to the coffee.',
    'Count the pill box together',
  ],
  [
    ['care_coordination'],
    'Walked to {clinic} with {him} for the visit with Dr. {doctor}. Blood pressure 138 over 84. Next labs in six weeks.',
    'Ask {clinic} for the lab results',
  ],
  [
    ['social_supports'],
    'Met at {place}. Handed over the bus pass and the food bank hours. {He} says the line is shorter on Thursdays.',
  ],
  [
    ['family_support'],
    '{His} sister joined. We agreed who calls whom at night and put the numbers on the fridge.',
  ],
  [
    ['care_management'],
    'Looked at the goals again. {He} wants to keep the first one as it stands and move the second to spring.',
    'Bring the new goal to the care conference',
  ],
  [
    ['health_promotion'],
    'Checked feet, no open wounds. New socks given. {He} will ask for a glucose meter at the next visit.',
    'Ask clinic about new glucose meter',
  ],
  [
    ['transitional_care'],
    'First visit after the hospital. Went over the discharge sheet line by line. Two new medicines, one stopped.',
    'Send the new medicine list to {clinic}',
  ],
];

const BY_PHONE: readonly Template[] = [
  [
    ['care_coordination'],
    'Confirmed podiatry appointment, ride booked. Says a friend can hold mail for {him}.',
  ],
  [
    ['health_promotion'],
    'Short check-in. Sleeping better, eats twice a day. Not ready to talk about smoking yet, will raise it again.',
  ],
  [
    ['care_coordination'],
    'Called {clinic} together on a three-way line. Refill is ready tomorrow after noon.',
    'Check that the refill was picked up',
  ],
  [
    ['social_supports'],
    'Benefits office asked for one more pay stub. {He} will look for it tonight.',
    'Call about the pay stub',
  ],
  [['family_support'], 'Spoke with {him} and {his} daughter. She can drive on Tuesdays and Fridays.'],
];

const BY_TEXT: readonly Template[] = [
  [['care_coordination'], 'Sent a reminder for tomorrow. {He} answered with a thumbs up.'],
  [['social_supports'], 'Sent the address of the day center. {He} wrote back that {he} will go on Monday.'],
];

const BY_VIDEO: readonly Template[] = [
  [
    ['health_promotion'],
    'Video visit. {He} showed the new meter and took a reading while I watched. Numbers are coming down.',
  ],
];

const WITHOUT: readonly Template[] = [
  [
    ['care_coordination'],
    'Case conference with {clinic}. Clinic will change the dose. Housing navigator joins from next week.',
    'Tell the member about the new dose',
  ],
  [['social_supports'], 'Called three landlords from the list. One holds a viewing on Saturday.'],
];

const OUTREACH_IN_PERSON: readonly Template[] = [
  [['outreach'], 'Went to {place}. Not there. Staff say {he} comes on Wednesdays, mornings.'],
  [
    ['outreach'],
    'Met {him} at {place}. Interested, wants to think about it. Comes back next week.',
    'Look for {him} at {place}',
  ],
];

const OUTREACH_PHONE: readonly Template[] = [
  [['outreach'], 'No answer, no voicemail.'],
  [['outreach'], 'Reached {him}, asked for a call after 2 PM on a weekday.', 'Call back after 2 PM'],
  [['outreach'], 'Left a message with the front desk, no details said.'],
];

const SETS = {
  service: {
    in_person: IN_PERSON,
    phone: BY_PHONE,
    video: BY_VIDEO,
    text: BY_TEXT,
    without_member: WITHOUT,
  },
  outreach: {
    in_person: OUTREACH_IN_PERSON,
    phone: OUTREACH_PHONE,
    video: OUTREACH_PHONE,
    text: OUTREACH_PHONE,
    without_member: WITHOUT,
  },
} as const;

export type NoteMode = keyof (typeof SETS)['service'];

/** Draws the text of a note that fits the way of contact and where the member stands. */
export function drawNoteText(
  faker: Faker,
  person: DemoPerson,
  phase: keyof typeof SETS,
  mode: NoteMode,
): NoteText {
  const fitting = SETS[phase][mode].filter(
    ([, words]) => person.homeless || !/housing application|landlord/i.test(words),
  );
  const [services, text, followUp] = faker.helpers.arrayElement(fitting);
  return {
    services,
    text: fill(text, person),
    followUp: followUp === undefined ? null : fill(followUp, person),
  };
}

function fill(text: string, person: DemoPerson): string {
  const [he, him, his] = PRONOUNS[person.sex];
  const surname = person.doctor.split(',')[0] ?? person.doctor;
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return text
    .replaceAll('{he}', he)
    .replaceAll('{He}', capital(he))
    .replaceAll('{him}', him)
    .replaceAll('{his}', his)
    .replaceAll('{His}', capital(his))
    .replaceAll('{clinic}', person.clinic)
    .replaceAll('{doctor}', surname)
    .replaceAll('{place}', person.homeless ? person.address : 'the front door');
}

const PRONOUNS: Readonly<Record<DemoPerson['sex'], readonly [string, string, string]>> = {
  F: ['she', 'her', 'her'],
  M: ['he', 'him', 'his'],
  U: ['the member', 'the member', 'the member’s'],
};
