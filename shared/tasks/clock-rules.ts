import type { Program } from '../members/member.ts';

/**
 * How long something may take, and from which day it is shown as due and as urgent.
 *
 * Data with dates, never constants in code: a plan or the state may change them, and an unconfirmed one says so
 * wherever it shows.
 */
export interface ClockRule {
  readonly id: string;
  readonly kind: 'hap' | 'contact';
  readonly program: Program;
  /** The last day that is in time, counted from the start. */
  readonly days: number;
  readonly dueFromDay: number;
  readonly urgentFromDay: number;
  readonly from: string;
  readonly to: string | null;
  /** Where the number of days comes from, as shown by "why". */
  readonly source: string;
  /** False while nobody has confirmed the rule with the plan. */
  readonly confirmed: boolean;
}

/** The clocks of both programs. The warning days are Hearth's own; only `days` is a rule of somebody else. */
export const CLOCK_RULES: readonly ClockRule[] = [
  {
    id: 'ecm-hap-90',
    kind: 'hap',
    program: 'ECM',
    days: 90,
    dueFromDay: 60,
    urgentFromDay: 85,
    from: '2022-01-01',
    to: null,
    source: 'Plans set the ECM care plan deadline, commonly 90 days from enrollment.',
    confirmed: false,
  },
  {
    id: 'hhp-hap-90',
    kind: 'hap',
    program: 'HHP',
    days: 90,
    dueFromDay: 60,
    urgentFromDay: 85,
    from: '2018-07-01',
    to: '2021-12-31',
    source:
      'HHP plans tracked HAPs as not completed, within 90 days of enrollment, or after (Harbage, Feb 2020).',
    confirmed: true,
  },
  {
    id: 'ecm-contact-30',
    kind: 'contact',
    program: 'ECM',
    days: 30,
    dueFromDay: 24,
    urgentFromDay: 31,
    from: '2022-01-01',
    to: null,
    source: 'A measure of this agency: nobody enrolled should go 30 days without a contact.',
    confirmed: true,
  },
  {
    id: 'hhp-contact-30',
    kind: 'contact',
    program: 'HHP',
    days: 30,
    dueFromDay: 24,
    urgentFromDay: 31,
    from: '2018-07-01',
    to: '2021-12-31',
    source: 'A measure of this agency: nobody enrolled should go 30 days without a contact.',
    confirmed: true,
  },
];

/** The rule of a kind that held for a program on a day, or undefined. */
export function clockRule(kind: ClockRule['kind'], program: Program, on: string): ClockRule | undefined {
  return CLOCK_RULES.find(
    (rule) =>
      rule.kind === kind &&
      rule.program === program &&
      rule.from <= on &&
      (rule.to === null || on <= rule.to),
  );
}
