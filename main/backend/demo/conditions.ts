import type { Faker } from '@faker-js/faker';

/** A diagnosis as it stands on a demo member's problem list. */
export interface DemoCondition {
  /** ICD-10-CM with its decimal point. */
  readonly code: string;
  readonly label: string;
}

/** Which of the four acuity rows a member meets; rows overlap. */
export interface DemoAcuity {
  /** A1: three or more eligible conditions. */
  readonly threeConditions: boolean;
  /** A2: an inpatient stay in the last year. */
  readonly inpatientStays: number;
  /** A3: three or more emergency department visits in the last year. */
  readonly emergencyVisits: number;
  /** A4: chronic homelessness. */
  readonly chronicallyHomeless: boolean;
}

/** Conditions and acuity of one member, drawn together because the first acuity row counts conditions. */
export interface DemoHealth {
  readonly conditions: readonly DemoCondition[];
  readonly acuity: DemoAcuity;
}

interface Weighted {
  readonly weight: number;
  readonly value: DemoCondition;
}

const condition = (weight: number, code: string, label: string): Weighted => ({
  weight,
  value: { code, label },
});

const HYPERTENSION = condition(62, 'I10', 'High blood pressure');
const DIABETES = condition(48, 'E11.9', 'Type 2 diabetes');
const DEPRESSION = condition(38, 'F33.1', 'Major depression, moderate');
const ASTHMA = condition(17, 'J45.40', 'Asthma, moderate persistent');

/** Conditions of the first row (C1), any two of which qualify. */
const CHRONIC: readonly Weighted[] = [
  DIABETES,
  condition(16, 'J44.9', 'COPD'),
  condition(13, 'I50.9', 'Heart failure'),
  condition(14, 'I25.10', 'Coronary artery disease'),
  condition(12, 'N18.30', 'Chronic kidney disease, stage 3'),
  condition(9, 'K74.60', 'Cirrhosis of the liver'),
  condition(13, 'F10.20', 'Alcohol use disorder'),
  condition(11, 'F11.20', 'Opioid use disorder'),
  condition(5, 'S06.9X0S', 'Traumatic brain injury, after-effects'),
  condition(4, 'F03.90', 'Dementia'),
];

/** The second row (C2) names these next to high blood pressure. */
const WITH_HYPERTENSION: readonly Weighted[] = CHRONIC.filter(({ value }) =>
  ['E11.9', 'J44.9', 'I50.9', 'I25.10'].includes(value.code),
);

/** The third row (C3): serious mental illness, one is enough. */
const MENTAL: readonly Weighted[] = [
  DEPRESSION,
  condition(13, 'F31.9', 'Bipolar disorder'),
  condition(9, 'F20.9', 'Schizophrenia'),
];

const ALL: readonly Weighted[] = [HYPERTENSION, ASTHMA, ...CHRONIC, ...MENTAL];

/** Chances that give the published shares once people without any acuity row are drawn again. */
const ACUITY_CHANCE = { threeConditions: 0.646, emergency: 0.526, inpatient: 0.517, homeless: 0.026 };

/**
 * Draws a member's conditions and acuity so that every member is eligible and a large list shows one plan's mix.
 *
 * The target: 70 % with three or more conditions, 57 % with three or more emergency visits, 56 % with an
 * inpatient stay, 2.8 % chronically homeless, overlapping; high blood pressure, diabetes and major depression
 * lead. The condition always meets one of the program's four condition rows.
 *
 * @see State of Reform, "IEHP HHP year one" (July 2020), for the mix; L.A. Care, "Health Homes Eligibility and
 * Services", for the rows.
 */
export function drawHealth(faker: Faker): DemoHealth {
  const draw = () => ({
    threeConditions: faker.datatype.boolean(ACUITY_CHANCE.threeConditions),
    emergency: faker.datatype.boolean(ACUITY_CHANCE.emergency),
    inpatient: faker.datatype.boolean(ACUITY_CHANCE.inpatient),
    homeless: faker.datatype.boolean(ACUITY_CHANCE.homeless),
  });
  let rows = draw();
  while (!(rows.threeConditions || rows.emergency || rows.inpatient || rows.homeless)) rows = draw();
  return {
    conditions: rows.threeConditions ? drawMany(faker) : drawFew(faker),
    acuity: {
      threeConditions: rows.threeConditions,
      inpatientStays: rows.inpatient ? faker.helpers.weightedArrayElement(STAYS) : 0,
      emergencyVisits: faker.number.int(rows.emergency ? { min: 3, max: 9 } : { min: 0, max: 2 }),
      chronicallyHomeless: rows.homeless,
    },
  };
}

const STAYS = [
  { weight: 6, value: 1 },
  { weight: 3, value: 2 },
  { weight: 1, value: 4 },
];

const pick = (faker: Faker, from: readonly Weighted[]): DemoCondition =>
  faker.helpers.weightedArrayElement(from);

/** One or two conditions that qualify by themselves: C1, C2, C3 or C4. */
function drawFew(faker: Faker): DemoCondition[] {
  const row = faker.helpers.weightedArrayElement([
    { weight: 25, value: 'two chronic' as const },
    { weight: 40, value: 'high blood pressure' as const },
    { weight: 27, value: 'mental' as const },
    { weight: 8, value: 'asthma' as const },
  ]);
  if (row === 'high blood pressure') return [HYPERTENSION.value, pick(faker, WITH_HYPERTENSION)];
  if (row === 'mental') return [pick(faker, MENTAL)];
  if (row === 'asthma') return [ASTHMA.value];
  const first = pick(faker, CHRONIC);
  return [
    first,
    pick(
      faker,
      CHRONIC.filter(({ value }) => value !== first),
    ),
  ];
}

/** Three to five conditions; a start that qualifies comes first, the rest is drawn by weight. */
function drawMany(faker: Faker): DemoCondition[] {
  const chosen = drawFew(faker);
  const wanted = faker.helpers.weightedArrayElement([
    { weight: 5, value: 3 },
    { weight: 3, value: 4 },
    { weight: 1, value: 5 },
  ]);
  while (chosen.length < wanted)
    chosen.push(
      pick(
        faker,
        ALL.filter(({ value }) => !chosen.includes(value)),
      ),
    );
  return chosen;
}

/** The homelessness code that belongs on a service line: sheltered, unsheltered or not known. */
export function homelessCode(sheltered: boolean | null): DemoCondition {
  if (sheltered === null) return { code: 'Z59.00', label: 'Homelessness, unspecified' };
  return sheltered
    ? { code: 'Z59.01', label: 'Sheltered homelessness' }
    : { code: 'Z59.02', label: 'Unsheltered homelessness' };
}

const STORY_ONLY: readonly DemoCondition[] = [{ code: 'E11.42', label: 'Type 2 diabetes with neuropathy' }];

/** The condition with this code; throws for a code no demo member has. */
export function conditionByCode(code: string): DemoCondition {
  const known = [...ALL.map(({ value }) => value), ...STORY_ONLY].find((entry) => entry.code === code);
  if (known === undefined) throw new Error(`No demo condition has the code ${code}.`);
  return known;
}
