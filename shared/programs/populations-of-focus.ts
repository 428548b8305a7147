import type { Evidence } from './pack.ts';

/** A population of focus of Enhanced Care Management with the days on which it may be flagged. */
export interface PopulationOfFocus {
  readonly code: string;
  readonly label: string;
  readonly adult: boolean;
  readonly child: boolean;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly confirmed: Evidence;
}

function focus(
  code: string,
  label: string,
  ages: 'adult' | 'child' | 'both',
  confirmed: Evidence = 'confirm_with_plan',
): PopulationOfFocus {
  return {
    code,
    label,
    adult: ages !== 'child',
    child: ages !== 'adult',
    effectiveFrom: '2022-01-01',
    effectiveTo: null,
    confirmed,
  };
}

/**
 * The populations of focus; a member may be in several. Adult is 21 and older on the reporting date.
 *
 * @see DHCS quarterly reporting columns as plan templates show them. The numbers of 1a and 1b have a public source
 * (Health Net, "Enhanced Care Management Data Sharing and Access"); those of 2 to 9 wait for the plan's word.
 */
export const POPULATIONS_OF_FOCUS: readonly PopulationOfFocus[] = [
  focus('1a', 'Homelessness, adults without dependent children', 'adult', 'sourced'),
  focus('1b', 'Homelessness, families and unaccompanied youth', 'both', 'sourced'),
  focus('2', 'At risk for avoidable hospital or ED use', 'both'),
  focus('3', 'Serious mental health or substance use needs', 'both'),
  focus('4', 'Transitioning from incarceration', 'both'),
  focus('5', 'At risk for long-term care institutionalization', 'adult'),
  focus('6', 'Nursing facility resident moving to the community', 'adult'),
  focus('7', 'CCS or CCS Whole Child Model with additional needs', 'child'),
  focus('8', 'Child welfare involvement', 'child'),
  focus('9', 'Birth Equity', 'both'),
];

/** As choices of a form. */
export const FOCUS_CHOICES = POPULATIONS_OF_FOCUS.map(
  ({ code, label }) => [code, `${code} ${label}`] as const,
);
