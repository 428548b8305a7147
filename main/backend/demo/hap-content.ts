import type { Faker } from '@faker-js/faker';
import { type Goal, type PlanContent, planContentSchema } from '#shared/action-plans/content.ts';
import type { Domain } from '#shared/action-plans/domains.ts';
import { addDays } from '#shared/dates.ts';
import type { StaffKey } from './agency.ts';
import { STAFF } from './agency.ts';
import type { DemoPerson } from './people.ts';
import { nextWeekday } from './timeline.ts';

/** What a demo HAP is written from. */
export interface HapOptions {
  readonly faker: Faker;
  readonly person: DemoPerson;
  readonly staff: ReadonlyMap<StaffKey, string>;
  /** The day it is written; target dates count from it. */
  readonly on: string;
  readonly newId: () => string;
  /** A plan somebody is still writing: one measure and one date are left open. */
  readonly unfinished: boolean;
}

interface GoalPlan {
  readonly domain: Domain;
  readonly words?: string;
  readonly measure: string;
  readonly steps: readonly (readonly [text: string, owner: StaffKey, days: number])[];
}

const HOUSING: GoalPlan = {
  domain: 'housing',
  measure: 'Holds a lease or a signed unit offer.',
  steps: [
    ['Coordinated entry packet, with proofs', 'ines', 21],
    ['Letter from the doctor on disability', 'nadia', 14],
    ['Visit two buildings together', 'ines', 35],
  ],
};

const HEALTH: GoalPlan = {
  domain: 'physical_health',
  measure: 'No emergency visit in three months, and labs done on time.',
  steps: [
    ['Book the next visit with the clinic', 'nadia', 10],
    ['Go through all medicines with the nurse', 'imani', 20],
  ],
};

const MIND: GoalPlan = {
  domain: 'mental_health',
  words: 'Not feel so low in the mornings.',
  measure: 'PHQ-9 below 10 at the next reassessment.',
  steps: [
    ['Refer to the county clinic and go along the first time', 'nadia', 18],
    ['Repeat the PHQ-9', 'imani', 90],
  ],
};

const FAMILY: GoalPlan = {
  domain: 'family_and_community',
  words: 'See my daughter on Sundays.',
  measure: 'Three of four Sundays in a month.',
  steps: [['Find the bus that runs on Sundays', 'teo', 12]],
};

/** Writes a plausible HAP for a demo member: goals in the member's words, measures, steps with owner and date. */
export function hapContent(options: HapOptions): PlanContent {
  const { faker, person, on } = options;
  const depressed = person.health.conditions.some(({ code }) => code.startsWith('F3'));
  const plans = [
    { ...(person.homeless ? HOUSING : HEALTH), words: person.goal },
    ...(depressed ? [MIND] : []),
    ...(faker.datatype.boolean(0.4) ? [FAMILY] : []),
    ...(person.homeless ? [{ ...HEALTH, words: 'Know which pills are for what.' }] : []),
  ];
  // Some plans are for this season, some for the year: so some steps are done and some still open.
  const pace = faker.number.int({ min: 2, max: 6 });
  const goals = plans.map((plan, index) => goalFrom(plan, options, index, pace));
  return planContentSchema.parse({
    goals: options.unfinished ? leaveGaps(goals) : goals,
    strengths: faker.helpers.arrayElement([
      'Reads forms well and keeps papers in order.',
      'Neighbors help and are glad to be asked.',
      'Walks everywhere and knows the bus lines.',
    ]),
    preferences: `${person.language}, mornings are best.`,
    needs: `${person.health.conditions.map(({ label }) => label).join(', ')}.`,
    crisisPlan: 'Call a friend first, then the warm line. Cold water and a walk help.',
    crisisContact: options.unfinished ? '' : 'County warm line, (510) 555-0199',
    transitionPlan: 'The lead care manager is called before discharge and visits within 7 days.',
    careTeam: [
      { id: options.newId(), name: staffName('nadia'), role: 'Lead care manager', phone: '' },
      { id: options.newId(), name: staffName('imani'), role: 'Clinical lead', phone: '' },
      { id: options.newId(), name: `Dr. ${person.doctor.split(',')[0]}`, role: person.clinic, phone: '' },
    ],
    reviewOn: addDays(on, 180),
  });
}

function goalFrom(plan: GoalPlan, options: HapOptions, index: number, pace: number): Goal {
  const longest = Math.max(...plan.steps.map(([, , days]) => days));
  return {
    id: options.newId(),
    words: plan.words ?? options.person.goal,
    measure: plan.measure,
    domain: plan.domain,
    targetDate: addDays(options.on, longest * pace + 30),
    status: index === 0 ? 'working' : 'new',
    steps: plan.steps.map(([text, owner, days]) => ({
      id: options.newId(),
      text,
      ownerId: options.staff.get(owner) ?? null,
      ownerName: staffName(owner),
      dueOn: nextWeekday(addDays(options.on, days * pace)),
      done: false,
    })),
    barriers: index === 0 ? 'Misses calls when the phone credit runs out.' : '',
    strengths: '',
    from: [],
  };
}

function leaveGaps(goals: readonly Goal[]): Goal[] {
  return goals.map((goal, index) => (index === 0 ? { ...goal, measure: '' } : { ...goal, targetDate: null }));
}

function staffName(key: StaffKey): string {
  return STAFF.find((person) => person.key === key)?.name ?? '';
}
