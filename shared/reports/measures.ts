import { daysBetween } from '../dates.ts';
import {
  enrollmentOn,
  inOutreachAt,
  inOutreachDuring,
  type MemberFacts,
  type Span,
  within,
} from './facts.ts';
import { monthsBefore } from './spans.ts';

/** What a measure comes to in one month. */
export interface Figure {
  /** Members, percent or days by the measure's unit; null where there is nothing to count from. */
  readonly value: number | null;
  /** Whom the number counts. */
  readonly counted: readonly MemberFacts[];
  /** For a share: who belongs to the whole and is not counted. */
  readonly others: readonly MemberFacts[];
}

/** One number of the program, by its definition. */
export interface Measure {
  readonly key: string;
  readonly group: 'outreach' | 'enrollment' | 'hap' | 'service' | 'leaving' | 'place';
  readonly title: string;
  /** How it is counted, in a sentence or two a manager can check it by. */
  readonly definition: string;
  readonly unit: 'members' | 'percent' | 'days';
  /** Known for today only: the record keeps no earlier state of it. */
  readonly todayOnly?: true;
  readonly figure: (members: readonly MemberFacts[], span: Span) => Figure;
  /** Sorts a counted member into a part of the number: a reason, a county. */
  readonly part?: (member: MemberFacts, span: Span) => string;
}

/** The headings the measures stand under. */
export const MEASURE_GROUPS: Readonly<Record<Measure['group'], string>> = {
  outreach: 'Outreach',
  enrollment: 'Enrollment',
  hap: 'Health Action Plan',
  service: 'Contact and service',
  leaving: 'Leaving',
  place: 'Where and with whom',
};

/** A HAP is due within so many days of enrollment. */
const HAP_DAYS = 90;
const HAP_SOON_DAYS = 60;
const RETENTION_MONTHS = 6;

type Test = (member: MemberFacts, span: Span) => boolean;

const count =
  (test: Test): Measure['figure'] =>
  (members, span) => {
    const counted = members.filter((member) => test(member, span));
    return { value: counted.length, counted, others: [] };
  };

const share =
  (whole: Test, part: Test): Measure['figure'] =>
  (members, span) => {
    const all = members.filter((member) => whole(member, span));
    const counted = all.filter((member) => part(member, span));
    const value = all.length === 0 ? null : Math.round((counted.length / all.length) * 100);
    return { value, counted, others: all.filter((member) => !part(member, span)) };
  };

const enrolledAt: Test = (member, { to }) => enrollmentOn(member, to) !== undefined;
const enrolledDuring: Test = (member, { from, to }) =>
  member.enrollments.some((one) => one.from <= to && (one.to === null || one.to > from));
const newlyEnrolled: Test = (member, span) => member.enrollments.some(({ from }) => within(from, span));
const endedIn = (member: MemberFacts, span: Span) =>
  member.enrollments.findLast(({ to }) => within(to, span));
const hapBy = (member: MemberFacts, { to }: Span) =>
  member.hapOn !== null && member.hapOn <= to ? member.hapOn : null;

/** Days from the enrollment that covers the end of the span to a day. */
function daysSinceEnrollment(member: MemberFacts, { to }: Span, day: string): number {
  return daysBetween(enrollmentOn(member, to)?.from ?? day, day);
}

function hapTiming(member: MemberFacts, span: Span): 'none' | 'in_time' | 'late' {
  const signedOn = hapBy(member, span);
  if (signedOn === null) return 'none';
  return daysSinceEnrollment(member, span, signedOn) <= HAP_DAYS ? 'in_time' : 'late';
}

function hapWait(member: MemberFacts, span: Span): string {
  const days = daysSinceEnrollment(member, span, span.to);
  if (days < HAP_SOON_DAYS) return `Before day ${HAP_SOON_DAYS}`;
  return days <= HAP_DAYS ? `Day ${HAP_SOON_DAYS} to ${HAP_DAYS}` : `After day ${HAP_DAYS}`;
}

function medianDays(members: readonly MemberFacts[], span: Span): Figure {
  const counted = members.filter((member) => endedIn(member, span) !== undefined);
  const days = counted
    .map((member) => endedIn(member, span))
    .map((one) => daysBetween(one?.from ?? span.to, one?.to ?? span.to))
    .toSorted((one, other) => one - other);
  return { value: days[Math.floor((days.length - 1) / 2)] ?? null, counted, others: [] };
}

/**
 * The program's numbers in the order of the page.
 *
 * They are those that plans said they tracked, counted from dated facts, so that a month that is over keeps its number.
 *
 * @see "California's Health Homes Program: Lessons Learned and Promising Practices" (2020), "Plan Dashboards and
 *   Reports".
 */
export const MEASURES: readonly Measure[] = [
  {
    key: 'in_outreach',
    group: 'outreach',
    title: 'In outreach',
    definition: 'Assigned by the plan, not enrolled, and outreach not ended, at the end of the month.',
    unit: 'members',
    figure: count(inOutreachAt),
  },
  {
    key: 'tried',
    group: 'outreach',
    title: 'Tried in the month',
    definition:
      'Of everybody who was in outreach during the month, those with an attempt in it, logged or in a signed note. Struck ones do not count.',
    unit: 'percent',
    figure: share(
      inOutreachDuring,
      (member, { month }) => member.triedIn.has(month) || member.seenIn.has(month),
    ),
  },
  {
    key: 'reached',
    group: 'outreach',
    title: 'Reached so far',
    definition:
      'Of everybody who was in outreach during the month, those somebody had spoken with by its end, in this month or before.',
    unit: 'percent',
    figure: share(inOutreachDuring, (member, { to }) => member.reachedOn !== null && member.reachedOn <= to),
  },
  {
    key: 'newly_enrolled',
    group: 'enrollment',
    title: 'Newly enrolled',
    definition: 'Enrolled on a day of the month.',
    unit: 'members',
    figure: count(newlyEnrolled),
  },
  {
    key: 'enrolled',
    group: 'enrollment',
    title: 'Enrolled',
    definition: 'Enrolled at the end of the month.',
    unit: 'members',
    figure: count(enrolledAt),
  },
  {
    key: 'declined',
    group: 'enrollment',
    title: 'Declined',
    definition: 'Outreach ended in the month because the member said no. By reason.',
    unit: 'members',
    figure: count(({ outreachEnd: end }, span) => end?.as === 'declined' && within(end.on, span)),
    part: (member) => member.outreachEnd?.reason ?? '',
  },
  {
    key: 'not_enrolled',
    group: 'enrollment',
    title: 'Outreach ended otherwise',
    definition:
      'Outreach ended in the month without a no: not reached, excluded, or back to the plan. By reason.',
    unit: 'members',
    figure: count(
      ({ outreachEnd: end }, span) => end !== null && end.as !== 'declined' && within(end.on, span),
    ),
    part: (member) => member.outreachEnd?.reason ?? '',
  },
  {
    key: 'hap_not_done',
    group: 'hap',
    title: 'HAP not done',
    definition: 'Enrolled at the end of the month without a signed HAP. By days since enrollment.',
    unit: 'members',
    figure: count((member, span) => enrolledAt(member, span) && hapTiming(member, span) === 'none'),
    part: hapWait,
  },
  {
    key: 'hap_within_90',
    group: 'hap',
    title: 'HAP done within 90 days',
    definition: 'Enrolled at the end of the month, first HAP signed by day 90 of the enrollment.',
    unit: 'members',
    figure: count((member, span) => enrolledAt(member, span) && hapTiming(member, span) === 'in_time'),
  },
  {
    key: 'hap_after_90',
    group: 'hap',
    title: 'HAP done after 90 days',
    definition: 'Enrolled at the end of the month, first HAP signed after day 90 of the enrollment.',
    unit: 'members',
    figure: count((member, span) => enrolledAt(member, span) && hapTiming(member, span) === 'late'),
  },
  {
    key: 'seen',
    group: 'service',
    title: 'Contact in the month',
    definition:
      'Of everybody enrolled on a day of the month, those with a signed note of a contact with the member in it.',
    unit: 'percent',
    figure: share(enrolledDuring, (member, { month }) => member.seenIn.has(month)),
  },
  {
    key: 'served',
    group: 'service',
    title: 'With a billable service',
    definition:
      'Of everybody enrolled on a day of the month, those with a service in it that the plan can be billed for.',
    unit: 'percent',
    figure: share(enrolledDuring, (member, { month }) => member.servedIn.has(month)),
  },
  {
    key: 'ended',
    group: 'leaving',
    title: 'Service ended',
    definition: 'Members whose service ended on a day of the month. By reason.',
    unit: 'members',
    figure: count((member, span) => endedIn(member, span) !== undefined),
    part: (member, span) => endedIn(member, span)?.reason ?? 'No reason recorded',
  },
  {
    key: 'days_to_end',
    group: 'leaving',
    title: 'Days until service ended',
    definition:
      'The middle number of days from enrollment to the end, of those whose service ended in the month.',
    unit: 'days',
    figure: medianDays,
  },
  {
    key: 'still_enrolled',
    group: 'leaving',
    title: 'Still enrolled after six months',
    definition:
      'Of everybody who enrolled in the sixth month before this one, those still enrolled at its end.',
    unit: 'percent',
    figure: share(
      (member, { month }) =>
        member.enrollments.some(({ from }) => from.slice(0, 7) === monthsBefore(month, RETENTION_MONTHS)),
      enrolledAt,
    ),
  },
  {
    key: 'homeless',
    group: 'place',
    title: 'Enrolled and unhoused',
    definition: 'Of everybody enrolled today, those whose record says they have no home.',
    unit: 'percent',
    todayOnly: true,
    figure: share(enrolledAt, (member) => member.homeless),
  },
  {
    key: 'counties',
    group: 'place',
    title: 'Members by county',
    definition: 'Everybody in outreach or enrolled today, by the county of their address.',
    unit: 'members',
    todayOnly: true,
    figure: count((member, span) => enrolledAt(member, span) || inOutreachAt(member, span)),
    part: (member) => member.county ?? 'No county on file',
  },
  {
    key: 'leads',
    group: 'place',
    title: 'Members by lead care manager',
    definition:
      'Everybody in outreach or enrolled today, by their lead care manager, beside what each can carry.',
    unit: 'members',
    todayOnly: true,
    figure: count((member, span) => enrolledAt(member, span) || inOutreachAt(member, span)),
    part: (member) => member.leadName ?? 'Nobody yet',
  },
];

/** The measure of this key. */
export function measureOf(key: string): Measure | undefined {
  return MEASURES.find((measure) => measure.key === key);
}
