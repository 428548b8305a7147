import type { Program } from '../members/member.ts';
import type { Evidence } from './pack.ts';
import { isEffective } from './packs.ts';

/** What being in another program means: both may run, the member chooses one, or this one is closed to them. */
export type OverlapVerdict = 'allowed' | 'choose_one' | 'excluded';

/** One dated rule about another program a member is in. */
export interface OverlapRule {
  readonly id: string;
  readonly other: string;
  readonly program: Program;
  readonly verdict: OverlapVerdict;
  /** What to do, in one sentence. */
  readonly words: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly source: string;
  readonly confirmed: Evidence;
}

const OTHERS = [
  ['smhs_tcm', 'Specialty mental health case management (county)'],
  ['county_tcm', 'County targeted case management (LGA)'],
  ['waiver_1915c', '1915(c) waiver (MSSP, ALW, HCBA, HIV/AIDS, DD)'],
  ['ccm', 'Complex case management of the plan'],
  ['hospice', 'Hospice'],
  ['medicare_plan', 'Cal MediConnect or D-SNP'],
  ['pace', 'PACE'],
  ['nursing_facility', 'Nursing facility, long stay'],
  ['cct', 'California Community Transitions'],
  ['supports', 'CCS, GHPP, CBAS, IHSS, palliative care or drug Medi-Cal'],
  ['wpc', 'Whole Person Care pilot'],
  ['fsp', 'Full Service Partnership'],
  ['chw', 'Community health worker benefit'],
  ['other', 'Another program'],
] as const;

/** The programs a member may be in besides ours, as choices of a form. */
export const OTHER_PROGRAM_CHOICES: readonly (readonly [string, string])[] = OTHERS;

const HHP_DATES = ['2018-07-01', '2021-12-31'] as const;
const ECM_START = '2022-01-01';
const HARBAGE = 'Harbage, “Health Homes Program” paper, Feb 2020';
const GUIDE = 'DHCS, CalAIM ECM Policy Guide';
const CALOPTIMA = 'CalOptima GG.1354, ECM eligibility and outreach';
const PRACTICE = 'Practice of 2018 to 2021. No public document shows it.';

function hhp(other: string, verdict: OverlapVerdict, words: string, source = PRACTICE): OverlapRule {
  return {
    id: `hhp.overlap.${other}`,
    other,
    program: 'HHP',
    verdict,
    words,
    effectiveFrom: HHP_DATES[0],
    effectiveTo: HHP_DATES[1],
    source,
    confirmed: source === PRACTICE ? 'confirm_with_plan' : 'sourced',
  };
}

function ecm(
  other: string,
  verdict: OverlapVerdict,
  words: string,
  source = GUIDE,
  from = ECM_START,
  to: string | null = null,
): OverlapRule {
  return {
    id: `ecm.overlap.${other}.${from}`,
    other,
    program: 'ECM',
    verdict,
    words,
    effectiveFrom: from,
    effectiveTo: to,
    source,
    confirmed: 'sourced',
  };
}

/**
 * What each other program means for ours, by day.
 *
 * @see hhp.md section 8: rows without a public source wait for the plan's word.
 */
export const OVERLAP_RULES: readonly OverlapRule[] = [
  hhp('smhs_tcm', 'allowed', 'Both run. Agree with the county who does what; do nothing twice.', HARBAGE),
  hhp('county_tcm', 'choose_one', 'Not both, apart from carve-outs. The member chooses.'),
  hhp('waiver_1915c', 'choose_one', 'The member chooses one of the two.'),
  hhp('ccm', 'choose_one', 'The member chooses one of the two.'),
  hhp('hospice', 'excluded', 'Members in hospice are not in HHP.'),
  hhp(
    'medicare_plan',
    'excluded',
    'Cal MediConnect members did not qualify.',
    'DHCS, HHP member eligibility',
  ),
  hhp('pace', 'excluded', 'Members in PACE are not in HHP.'),
  hhp('nursing_facility', 'excluded', 'After the month of admission and the next one.'),
  hhp('supports', 'allowed', 'Both run; do nothing twice.'),
  hhp('wpc', 'allowed', 'Both run, but not the same service twice.'),
  hhp('fsp', 'allowed', 'Both run.'),
  ecm('smhs_tcm', 'allowed', 'Both run without doing anything twice. The plan works with the county.'),
  ecm('county_tcm', 'allowed', 'Both ran until June 30, 2024.', GUIDE, ECM_START, '2024-06-30'),
  ecm(
    'county_tcm',
    'choose_one',
    'Not both since July 1, 2024; communicable disease and home visiting ran on until June 30, 2025.',
    GUIDE,
    '2024-07-01',
  ),
  ecm('waiver_1915c', 'choose_one', 'One or the other. Explain both; the member chooses.'),
  ecm('ccm', 'choose_one', 'Not both. The member chooses.'),
  ecm('hospice', 'excluded', 'Members in hospice are not in ECM.'),
  ecm('medicare_plan', 'excluded', 'D-SNP members (EAE, FIDE) get their care management there.', CALOPTIMA),
  ecm('pace', 'excluded', 'Members in PACE are not in ECM.', CALOPTIMA),
  ecm('nursing_facility', 'allowed', 'A population of focus of its own when the member is moving out.'),
  ecm('cct', 'excluded', 'Not together with California Community Transitions.'),
  ecm('supports', 'allowed', 'Both run; do nothing twice.', CALOPTIMA),
  ecm('fsp', 'allowed', 'Nobody may be kept out of ECM for being in it.'),
  ecm('chw', 'allowed', 'Both may run, but the same minutes may not go to both.', CALOPTIMA),
];

/** The rule about another program on a day, or undefined where none is on file. */
export function overlapRule(program: Program, other: string, on: string): OverlapRule | undefined {
  return OVERLAP_RULES.find(
    (rule) => rule.program === program && rule.other === other && isEffective(rule, on),
  );
}

/** The words of a verdict. */
export const VERDICT_WORDS: Readonly<Record<OverlapVerdict, string>> = {
  allowed: 'Allowed together',
  choose_one: 'Choose one',
  excluded: 'Not together',
};
