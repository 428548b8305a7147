import { Temporal } from 'temporal-polyfill';
import type { ClockState } from '../tasks/clock.ts';

/** How long a program gives for the first plan, and when the clock starts to press. All days from enrollment. */
export interface HapClockRule {
  readonly program: string;
  /** First and last enrollment date the rule is for; null means open. */
  readonly from: string | null;
  readonly until: string | null;
  /** The day by which the first version is signed. */
  readonly days: number;
  /** The day on which the clock turns due, and the one on which it turns urgent. */
  readonly dueFromDay: number;
  readonly urgentFromDay: number;
  readonly source: string;
  /** False while nobody has confirmed the rule with the plan. */
  readonly confirmed: boolean;
}

/**
 * The clocks for the first plan, by program and enrollment date; the last fitting one counts.
 *
 * The 90 days come from the tracking buckets plans used in HHP ("within 90 days of enrollment"); when the clock
 * turns due and urgent is this agency's habit and may be changed.
 *
 * @see HHP plan contracts, HAP tracking: not completed, within 90 days of enrollment, after 90 days.
 */
export const HAP_CLOCK_RULES: readonly HapClockRule[] = [
  {
    program: 'HHP',
    from: null,
    until: null,
    days: 90,
    dueFromDay: 60,
    urgentFromDay: 85,
    source: 'HHP plan contracts: HAP completed within 90 days of enrollment.',
    confirmed: true,
  },
  {
    program: 'ECM',
    from: '2022-01-01',
    until: null,
    days: 90,
    dueFromDay: 60,
    urgentFromDay: 85,
    source: 'ECM sets no fixed number of days; many plans kept the 90 days of HHP.',
    confirmed: false,
  },
];

/** Where the clock for a member's first signed plan stands today. */
export interface HapClock {
  readonly day: number;
  readonly of: number;
  readonly dueOn: string;
  readonly state: ClockState;
  /** How much of the time has passed, 0 to 1. */
  readonly fraction: number;
  readonly rule: HapClockRule;
}

/** Finds the clock for a program and an enrollment date; undefined where no rule is known. */
export function hapClockRule(program: string, enrolledOn: string): HapClockRule | undefined {
  return HAP_CLOCK_RULES.findLast(
    (rule) =>
      rule.program === program &&
      (rule.from === null || rule.from <= enrolledOn) &&
      (rule.until === null || enrolledOn <= rule.until),
  );
}

/** Counts whole days from one date to another, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/**
 * Reads the clock of a member whose first plan is not signed yet.
 *
 * The day of enrollment is day 0, so a plan signed on the due date is on day 90 of 90 and in time. Null before
 * enrollment, and for programs without a rule.
 */
export function hapClock(
  member: { readonly program: string | null; readonly enrolledOn: string | null },
  today: string,
): HapClock | null {
  if (member.program === null || member.enrolledOn === null) return null;
  const rule = hapClockRule(member.program, member.enrolledOn);
  if (rule === undefined) return null;
  const day = Math.max(0, daysBetween(member.enrolledOn, today));
  const state = day >= rule.urgentFromDay ? 'urgent' : day >= rule.dueFromDay ? 'due' : 'none';
  return {
    day,
    of: rule.days,
    dueOn: Temporal.PlainDate.from(member.enrolledOn).add({ days: rule.days }).toString(),
    state,
    fraction: Math.min(1, day / rule.days),
    rule,
  };
}

/** The clock's words; they alone must be enough. */
export function hapClockWords(clock: Pick<HapClock, 'day' | 'of'>): string {
  return clock.day > clock.of
    ? `${clock.day - clock.of} ${clock.day - clock.of === 1 ? 'day' : 'days'} past day ${clock.of}`
    : `Day ${clock.day} of ${clock.of}`;
}

/** The three timing buckets DHCS counts first plans in. */
export const HAP_TIMING_BUCKETS = ['not_completed', 'within_90_days', 'after_90_days'] as const;
export type HapTimingBucket = (typeof HAP_TIMING_BUCKETS)[number];

/** The words users see for each bucket. */
export const HAP_TIMING_WORDS: Readonly<Record<HapTimingBucket, string>> = {
  not_completed: 'HAP not done',
  within_90_days: 'HAP done within 90 days',
  after_90_days: 'HAP done after 90 days',
};

/**
 * Puts a member into one of the three timing buckets by the date the first version was signed.
 *
 * @param firstSignedOn - The agency's calendar date of the first signature, or null.
 * @param days - 90 by DHCS's definition; a parameter, because the definition is a program's and not ours.
 */
export function hapTimingBucket(
  enrolledOn: string,
  firstSignedOn: string | null,
  days = 90,
): HapTimingBucket {
  if (firstSignedOn === null) return 'not_completed';
  return daysBetween(enrolledOn, firstSignedOn) <= days ? 'within_90_days' : 'after_90_days';
}
