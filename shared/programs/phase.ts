import type { Phase } from './pack.ts';

/** The dates that decide between outreach and service. */
export interface EnrollmentDates {
  readonly enrolledOn: string | null;
  readonly endedOn: string | null;
}

/** Outreach before enrollment, service from that day to the last day, null afterwards. */
export function phaseOn(dates: EnrollmentDates, on: string): Phase | null {
  if (dates.endedOn !== null && on > dates.endedOn) return null;
  return dates.enrolledOn !== null && dates.enrolledOn <= on ? 'service' : 'outreach';
}
