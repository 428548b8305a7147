/** A stretch in a program, by its days; `to` is null while it lasts. */
export interface Enrollment {
  readonly from: string;
  readonly to: string | null;
  /** Why it ended, in the words of the program's list. */
  readonly reason: string | null;
}

/** How outreach to a member ended without an enrollment. */
export interface OutreachEnd {
  readonly on: string;
  readonly as: 'declined' | 'unable_to_reach' | 'excluded' | 'returned';
  readonly reason: string;
}

/** What the measures are counted from: one member's dated facts. Days are `YYYY-MM-DD`, months `YYYY-MM`. */
export interface MemberFacts {
  readonly id: string;
  readonly assignedOn: string;
  /** Oldest first. */
  readonly enrollments: readonly Enrollment[];
  readonly outreachEnd: OutreachEnd | null;
  /** Months in which somebody tried to reach the member. */
  readonly triedIn: ReadonlySet<string>;
  /** The day of the first conversation, whatever came of it. */
  readonly reachedOn: string | null;
  /** Months with a signed note of a contact with the member. */
  readonly seenIn: ReadonlySet<string>;
  /** Months with a service that a plan can be billed for. */
  readonly servedIn: ReadonlySet<string>;
  /** The day the first HAP was signed. */
  readonly hapOn: string | null;
  readonly homeless: boolean;
  readonly county: string | null;
  readonly leadName: string | null;
}

/** A month by its days; `to` is today while the month lasts. */
export interface Span {
  readonly month: string;
  readonly from: string;
  readonly to: string;
}

/** The enrollment that covers a day; the day on which service ends is no longer in it. */
export function enrollmentOn(member: MemberFacts, day: string): Enrollment | undefined {
  return member.enrollments.findLast(({ from, to }) => from <= day && (to === null || day < to));
}

/** Whether the member was assigned and neither enrolled nor given up at some time of the span. */
export function inOutreachDuring(member: MemberFacts, { from, to }: Span): boolean {
  const enrolledOn = member.enrollments[0]?.from ?? null;
  return (
    member.assignedOn <= to &&
    (enrolledOn === null || enrolledOn >= from) &&
    (member.outreachEnd === null || member.outreachEnd.on >= from)
  );
}

/** Whether outreach to the member was open at the end of the span. */
export function inOutreachAt(member: MemberFacts, { to }: Span): boolean {
  const enrolledOn = member.enrollments[0]?.from ?? null;
  return (
    member.assignedOn <= to &&
    (enrolledOn === null || enrolledOn > to) &&
    (member.outreachEnd === null || member.outreachEnd.on > to)
  );
}

/** Whether a day lies in the span. */
export function within(day: string | null, { from, to }: Span): boolean {
  return day !== null && day >= from && day <= to;
}
