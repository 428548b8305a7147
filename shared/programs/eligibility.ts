import type { ConditionFamily } from './diagnosis-codes.ts';
import { CONDITION_FAMILIES } from './diagnosis-codes.ts';

/** A fact that answers part of the question, and where it comes from. */
export interface EligibilityFact {
  readonly text: string;
  readonly source: string;
  readonly on: string | null;
}

/** What is known of a member for the screen. */
export interface EligibilityInput {
  readonly conditions: readonly {
    readonly code: string;
    readonly label: string;
    readonly source: string;
    readonly on: string;
  }[];
  readonly stays: readonly EligibilityFact[];
  readonly emergencies: readonly EligibilityFact[];
  readonly homeless: boolean;
  readonly housingNote: string | null;
  /** Set where a housing record proves it; null where only the flag on the chart is known. */
  readonly chronicallyHomeless: boolean | null;
}

/** One row of the screen: a rule, its answer, and the facts that made it so. */
export interface EligibilityRow {
  readonly id: string;
  readonly gate: 'condition' | 'acuity';
  readonly words: string;
  readonly answer: 'yes' | 'no' | 'not_known';
  readonly facts: EligibilityFact[];
  /** Said where the rule itself is not sure. */
  readonly confirm: string | null;
}

/** Whether both gates are met, with every row that was asked. */
export interface EligibilityResult {
  readonly rows: EligibilityRow[];
  readonly met: 'yes' | 'no' | 'not_known';
  readonly source: string;
}

const TWO_OF: readonly ConditionFamily[] = [
  'copd',
  'diabetes',
  'tbi',
  'heart_failure',
  'coronary',
  'liver',
  'renal',
  'dementia',
  'substance_use',
];
const WITH_HYPERTENSION: readonly ConditionFamily[] = ['copd', 'diabetes', 'coronary', 'heart_failure'];
const SERIOUS_MENTAL: readonly ConditionFamily[] = ['depression', 'bipolar', 'psychotic'];

/**
 * The ranges each family is read from, as prefixes of ICD-10-CM. A starter: the state's own lists decided, and none of
 * them is public, so rows that rest on them wait for the plan.
 */
const PREFIXES: Readonly<Record<ConditionFamily, readonly string[]>> = {
  copd: ['J44'],
  diabetes: ['E08', 'E09', 'E10', 'E11', 'E13'],
  tbi: ['S06'],
  heart_failure: ['I50'],
  coronary: ['I25'],
  liver: ['K70', 'K71', 'K72', 'K73', 'K74', 'K75', 'K76', 'K77'],
  renal: ['N18'],
  dementia: ['F01', 'F02', 'F03', 'G30'],
  substance_use: ['F10', 'F11', 'F12', 'F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19'],
  hypertension: ['I10', 'I11', 'I12', 'I13', 'I15', 'I16'],
  depression: ['F32', 'F33'],
  bipolar: ['F31'],
  psychotic: ['F20', 'F21', 'F22', 'F23', 'F24', 'F25', 'F28', 'F29'],
  asthma: ['J45'],
};

const RANGES = 'The ICD-10 ranges are a starter. The state’s own lists decided; confirm with the plan.';

/** In the middle of a sentence; an abbreviation stays as it is. */
function lowerWords(words: string): string {
  return words === words.toUpperCase() ? words : words.toLowerCase();
}

/** The family a code belongs to, or null. */
export function familyOf(code: string): ConditionFamily | null {
  const families = Object.keys(PREFIXES) as ConditionFamily[];
  return families.find((family) => PREFIXES[family].some((prefix) => code.startsWith(prefix))) ?? null;
}

/** The phase of the Health Homes Program a member's conditions point to: 2 with serious mental illness, else 1. */
export function suggestedPhase(codes: readonly string[]): '1' | '2' {
  return codes.some((code) => SERIOUS_MENTAL.includes(familyOf(code) ?? 'asthma')) ? '2' : '1';
}

/**
 * Conditions × acuity of the Health Homes Program, every row with the facts that answered it.
 *
 * Nothing found is "no" for diagnoses, since the list is complete as far as anybody knows, and "not known" for what only
 * the plan or a hospital would have told us.
 *
 * @see L.A. Care, Health Homes eligibility (conditions C1 to C4, acuity A1 to A4); hhp.md section 2.
 */
export function hhpEligibility(input: EligibilityInput): EligibilityResult {
  const held = new Map<ConditionFamily, EligibilityFact>();
  for (const { code, label, source, on } of input.conditions) {
    const family = familyOf(code);
    if (family && !held.has(family)) {
      held.set(family, { text: `${CONDITION_FAMILIES[family]}: ${label}, ${code}`, source, on });
    }
  }
  const factsOf = (families: readonly ConditionFamily[]) =>
    families.flatMap((family) => held.get(family) ?? []);
  const two = factsOf(TWO_OF);
  const hypertension = factsOf(['hypertension']);
  const beside = factsOf(WITH_HYPERTENSION);
  const mental = factsOf(SERIOUS_MENTAL);
  const asthma = factsOf(['asthma']);
  const all = [...held.values()];
  const row = (
    id: string,
    gate: EligibilityRow['gate'],
    words: string,
    answer: boolean | null,
    facts: readonly EligibilityFact[],
    confirm: string | null = null,
  ): EligibilityRow => ({
    id,
    gate,
    words,
    answer: answer === null ? 'not_known' : answer ? 'yes' : 'no',
    facts: [...facts],
    confirm,
  });
  const toldOr = (count: number, needed: number): boolean | null =>
    count >= needed ? true : count === 0 ? null : false;
  const rows = [
    row(
      'C1',
      'condition',
      `Two or more of: ${TWO_OF.map((one) => lowerWords(CONDITION_FAMILIES[one])).join(', ')}`,
      two.length >= 2,
      two,
      RANGES,
    ),
    row(
      'C2',
      'condition',
      'High blood pressure and one of COPD, diabetes, coronary artery disease, heart failure',
      hypertension.length > 0 && beside.length > 0,
      [...hypertension, ...beside],
      RANGES,
    ),
    row(
      'C3',
      'condition',
      'Major depression, bipolar disorder or a psychotic disorder',
      mental.length > 0,
      mental,
      RANGES,
    ),
    row(
      'C4',
      'condition',
      'Asthma',
      asthma.length > 0,
      asthma,
      'The state plan says asthma with a risk of diabetes, substance use, depression or BMI over 25; plans published asthma alone.',
    ),
    row(
      'A1',
      'acuity',
      'Three or more of the conditions above',
      all.length >= 3,
      all,
      'Whether high blood pressure and asthma count here is not written down; they are counted. Confirm with the plan.',
    ),
    row(
      'A2',
      'acuity',
      'One or more inpatient stays in the last year',
      toldOr(input.stays.length, 1),
      input.stays,
    ),
    row(
      'A3',
      'acuity',
      'Three or more ED visits in the last year',
      toldOr(input.emergencies.length, 3),
      input.emergencies,
    ),
    row(
      'A4',
      'acuity',
      'Chronic homelessness, as the Health Homes Program has it',
      input.chronicallyHomeless ?? (input.homeless ? null : false),
      input.homeless
        ? [{ text: input.housingNote ?? 'Marked as unhoused', source: 'the chart', on: null }]
        : [],
      input.homeless && input.chronicallyHomeless === null
        ? 'The chart says unhoused, not for how long. A year, or four times in three years, is needed.'
        : null,
    ),
  ];
  const gate = (name: EligibilityRow['gate']) => {
    const own = rows.filter((one) => one.gate === name);
    if (own.some(({ answer }) => answer === 'yes')) return 'yes';
    return own.some(({ answer }) => answer === 'not_known') ? 'not_known' : 'no';
  };
  const gates = [gate('condition'), gate('acuity')];
  return {
    rows,
    met: gates.includes('no') ? 'no' : gates.includes('not_known') ? 'not_known' : 'yes',
    source: 'L.A. Care, “Health Homes: Eligibility and Services”. HHP ended Dec 31, 2021.',
  };
}
