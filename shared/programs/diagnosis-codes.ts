import type { Evidence } from './pack.ts';

/** The condition families of the Health Homes Program, with the range plans read them from. */
export const CONDITION_FAMILIES = {
  copd: 'COPD',
  diabetes: 'Diabetes',
  tbi: 'Traumatic brain injury',
  heart_failure: 'Heart failure',
  coronary: 'Coronary artery disease',
  liver: 'Chronic liver disease',
  renal: 'Chronic kidney disease',
  dementia: 'Dementia',
  substance_use: 'Substance use',
  hypertension: 'High blood pressure',
  depression: 'Major depression',
  bipolar: 'Bipolar disorder',
  psychotic: 'Psychotic disorder',
  asthma: 'Asthma',
} as const;
export type ConditionFamily = keyof typeof CONDITION_FAMILIES;

/** An ICD-10-CM code with the days of service on which it may be sent. */
export interface DiagnosisCode {
  readonly code: string;
  readonly label: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly family: ConditionFamily | null;
  /** One of the 25 social needs the state asks for first, or a finer code that replaced one of them. */
  readonly priority: boolean;
  readonly confirmed: Evidence;
}

const START = '2015-10-01';

type Short = readonly [code: string, label: string, from?: string, to?: string | null];

function family(name: ConditionFamily, codes: readonly Short[]): DiagnosisCode[] {
  return codes.map(([code, label, from = START, to = null]) => ({
    code,
    label,
    effectiveFrom: from,
    effectiveTo: to,
    family: name,
    priority: false,
    confirmed: 'confirm_with_plan',
  }));
}

function social(confirmed: Evidence, priority: boolean, codes: readonly Short[]): DiagnosisCode[] {
  return codes.map(([code, label, from = START, to = null]) => ({
    code,
    label,
    effectiveFrom: from,
    effectiveTo: to,
    family: null,
    priority,
    confirmed,
  }));
}

const SPLIT_2021 = '2021-10-01';

/**
 * Social needs: the 25 codes the state asks for first, the codes that came before them, and their finer children.
 *
 * Z59.0 may be sent until 2021-09-30; from the next day it is a heading over Z59.00, Z59.01 and Z59.02.
 *
 * @see DHCS APL 21-009; SFHP, "Population Health", names the first ten. The others wait for the plan.
 */
const SOCIAL: readonly DiagnosisCode[] = [
  ...social('sourced', true, [
    ['Z55.0', 'Low literacy'],
    ['Z58.6', 'Inadequate drinking water', SPLIT_2021],
    ['Z59.00', 'Homelessness, unspecified', SPLIT_2021],
    ['Z59.01', 'Sheltered homelessness', SPLIT_2021],
    ['Z59.02', 'Unsheltered homelessness', SPLIT_2021],
    ['Z59.1', 'Inadequate housing', START, '2023-03-31'],
    ['Z59.3', 'Living in a residential institution'],
    ['Z59.41', 'Food insecurity', SPLIT_2021],
    ['Z59.48', 'Other lack of adequate food', SPLIT_2021],
    ['Z59.7', 'Insufficient social insurance or welfare', START, '2024-09-30'],
  ]),
  ...social('confirm_with_plan', true, [
    ['Z59.811', 'Housed, at risk of homelessness', SPLIT_2021],
    ['Z59.812', 'Housed, homeless in the past 12 months', SPLIT_2021],
    ['Z59.819', 'Housing instability, unspecified', SPLIT_2021],
    ['Z59.89', 'Other housing or economic problem', SPLIT_2021],
    ['Z60.2', 'Problems from living alone'],
    ['Z60.4', 'Social exclusion and rejection'],
    ['Z62.819', 'History of abuse in childhood, unspecified'],
    ['Z63.0', 'Problems with spouse or partner'],
    ['Z63.4', 'Disappearance or death of a family member'],
    ['Z63.5', 'Separation or divorce'],
    ['Z63.6', 'Dependent relative needing care at home'],
    ['Z63.72', 'Alcohol or drug use in the family'],
    ['Z65.1', 'Imprisonment or other incarceration'],
    ['Z65.2', 'Problems after release from prison'],
    ['Z65.8', 'Other psychosocial problem'],
    ['Z59.10', 'Inadequate housing, unspecified', '2023-04-01'],
    ['Z59.11', 'Inadequate housing, environmental temperature', '2023-04-01'],
    ['Z59.12', 'Inadequate housing, utilities', '2023-04-01'],
    ['Z59.19', 'Other inadequate housing', '2023-04-01'],
    ['Z59.71', 'Insufficient health insurance coverage', '2024-10-01'],
    ['Z59.72', 'Insufficient welfare support', '2024-10-01'],
  ]),
  ...social('confirm_with_plan', false, [
    ['Z59.0', 'Homelessness', START, '2021-09-30'],
    ['Z59.4', 'Lack of adequate food', START, '2021-09-30'],
    ['Z59.8', 'Other housing or economic problem', START, '2021-09-30'],
    ['Z59.6', 'Low income'],
    ['Z75.3', 'Health care facilities not reachable'],
    ['Z87.820', 'History of traumatic brain injury'],
  ]),
];

/** The commonest billable codes of each condition family; a starter set, to be confirmed with the plan. */
const FAMILIES: readonly DiagnosisCode[] = [
  ...family('copd', [
    ['J44.0', 'COPD with acute lower respiratory infection'],
    ['J44.1', 'COPD with flare-up'],
    ['J44.9', 'COPD, unspecified'],
  ]),
  ...family('diabetes', [
    ['E10.9', 'Type 1 diabetes without complications'],
    ['E11.9', 'Type 2 diabetes without complications'],
    ['E11.21', 'Type 2 diabetes with kidney disease'],
    ['E11.22', 'Type 2 diabetes with chronic kidney disease'],
    ['E11.40', 'Type 2 diabetes with nerve damage'],
    ['E11.42', 'Type 2 diabetes with nerve damage in many places'],
    ['E11.621', 'Type 2 diabetes with foot ulcer'],
    ['E11.65', 'Type 2 diabetes with high blood sugar'],
    ['E11.8', 'Type 2 diabetes with complications, unspecified'],
  ]),
  ...family('tbi', [
    ['S06.2X9S', 'Diffuse brain injury, later effect'],
    ['S06.9X9S', 'Brain injury, unspecified, later effect'],
  ]),
  ...family('heart_failure', [
    ['I50.20', 'Systolic heart failure, unspecified'],
    ['I50.22', 'Chronic systolic heart failure'],
    ['I50.30', 'Diastolic heart failure, unspecified'],
    ['I50.32', 'Chronic diastolic heart failure'],
    ['I50.9', 'Heart failure, unspecified'],
  ]),
  ...family('coronary', [
    ['I25.10', 'Coronary artery disease without angina'],
    ['I25.2', 'Old heart attack'],
    ['I25.9', 'Chronic ischemic heart disease, unspecified'],
  ]),
  ...family('liver', [
    ['K70.30', 'Alcoholic cirrhosis without ascites'],
    ['K73.9', 'Chronic hepatitis, unspecified'],
    ['K74.60', 'Cirrhosis of the liver, unspecified'],
    ['K75.81', 'Nonalcoholic steatohepatitis'],
    ['K76.0', 'Fatty liver'],
    ['K76.9', 'Liver disease, unspecified'],
  ]),
  ...family('renal', [
    ['N18.2', 'Chronic kidney disease, stage 2'],
    ['N18.3', 'Chronic kidney disease, stage 3', START, '2020-09-30'],
    ['N18.30', 'Chronic kidney disease, stage 3 unspecified', '2020-10-01'],
    ['N18.31', 'Chronic kidney disease, stage 3a', '2020-10-01'],
    ['N18.32', 'Chronic kidney disease, stage 3b', '2020-10-01'],
    ['N18.4', 'Chronic kidney disease, stage 4'],
    ['N18.5', 'Chronic kidney disease, stage 5'],
    ['N18.6', 'End-stage kidney disease'],
    ['N18.9', 'Chronic kidney disease, unspecified'],
  ]),
  ...family('dementia', [
    ['F01.50', 'Vascular dementia without disturbance'],
    ['F03.90', 'Dementia, unspecified, without disturbance'],
    ['G30.9', 'Alzheimer’s disease, unspecified'],
  ]),
  ...family('substance_use', [
    ['F10.20', 'Alcohol dependence'],
    ['F10.21', 'Alcohol dependence, in remission'],
    ['F11.20', 'Opioid dependence'],
    ['F11.21', 'Opioid dependence, in remission'],
    ['F12.20', 'Cannabis dependence'],
    ['F14.20', 'Cocaine dependence'],
    ['F15.20', 'Stimulant dependence'],
    ['F15.21', 'Stimulant dependence, in remission'],
    ['F19.20', 'Other substance dependence'],
  ]),
  ...family('hypertension', [
    ['I10', 'High blood pressure'],
    ['I11.0', 'Hypertensive heart disease with heart failure'],
    ['I11.9', 'Hypertensive heart disease without heart failure'],
    ['I12.9', 'Hypertensive chronic kidney disease'],
  ]),
  ...family('depression', [
    ['F32.9', 'Major depression, single episode, unspecified'],
    ['F32.A', 'Depression, unspecified', SPLIT_2021],
    ['F32.1', 'Major depression, single episode, moderate'],
    ['F32.2', 'Major depression, single episode, severe'],
    ['F33.0', 'Major depression, recurrent, mild'],
    ['F33.1', 'Major depression, recurrent, moderate'],
    ['F33.2', 'Major depression, recurrent, severe'],
    ['F33.9', 'Major depression, recurrent, unspecified'],
  ]),
  ...family('bipolar', [
    ['F31.30', 'Bipolar disorder, depressed, mild or moderate'],
    ['F31.81', 'Bipolar II disorder'],
    ['F31.9', 'Bipolar disorder, unspecified'],
  ]),
  ...family('psychotic', [
    ['F20.0', 'Paranoid schizophrenia'],
    ['F20.9', 'Schizophrenia, unspecified'],
    ['F25.0', 'Schizoaffective disorder, bipolar type'],
    ['F25.9', 'Schizoaffective disorder, unspecified'],
    ['F29', 'Psychosis, unspecified'],
  ]),
  ...family('asthma', [
    ['J45.20', 'Mild intermittent asthma'],
    ['J45.30', 'Mild persistent asthma'],
    ['J45.40', 'Moderate persistent asthma'],
    ['J45.50', 'Severe persistent asthma'],
    ['J45.909', 'Asthma, unspecified'],
  ]),
];

/** The starter set of ICD-10-CM codes, social needs first. */
export const DIAGNOSES: readonly DiagnosisCode[] = [...SOCIAL, ...FAMILIES];
