import { daysBetween } from '../dates.ts';
import type { MemberStatus, Program } from '../members/member.ts';
import { type Clock, dayClock } from '../tasks/clock.ts';
import { clockRule } from '../tasks/clock-rules.ts';

/**
 * The clock for a member's first signed plan; null before enrollment and where no rule is known.
 *
 * Days count from enrollment, so a plan signed on the due date is on day 90 of 90 and in time.
 */
export function hapClock(
  member: {
    readonly status: MemberStatus;
    readonly program: Program | null;
    readonly enrolledOn: string | null;
  },
  today: string,
): Clock | null {
  if (member.status !== 'enrolled' || !member.program || !member.enrolledOn) return null;
  const rule = clockRule('hap', member.program, member.enrolledOn);
  return rule ? dayClock(rule, member.enrolledOn, today) : null;
}

/** The three timing buckets first plans are counted in. */
export const HAP_TIMING_BUCKETS = ['not_completed', 'within_90_days', 'after_90_days'] as const;
export type HapTimingBucket = (typeof HAP_TIMING_BUCKETS)[number];

/** The words users see for each bucket. */
export const HAP_TIMING_WORDS: Readonly<Record<HapTimingBucket, string>> = {
  not_completed: 'HAP not done',
  within_90_days: 'HAP done within 90 days',
  after_90_days: 'HAP done after 90 days',
};

/**
 * Puts an enrolled member into one of the three timing buckets by the date the first version was signed.
 *
 * @param firstSignedOn - The agency's calendar date of the first signature, or null.
 * @param days - 90 in the buckets HHP plans reported; a parameter, because the number is the program's.
 * @see HHP plan contracts: HAP not completed, within 90 days of enrollment, after 90 days.
 */
export function hapTimingBucket(
  enrolledOn: string,
  firstSignedOn: string | null,
  days = 90,
): HapTimingBucket {
  if (firstSignedOn === null) return 'not_completed';
  return daysBetween(enrolledOn, firstSignedOn) <= days ? 'within_90_days' : 'after_90_days';
}
