import type { LayoutRecord } from '../layouts/column.ts';

/** What says where a referral stands. */
export interface ReferralFacts {
  readonly status: string;
  readonly assignedOn: string | null;
  readonly firstAttemptOn: string | null;
  readonly enrolledOn: string | null;
  readonly firstServiceOn: string | null;
  readonly closedOn: string | null;
}

const CLOSURES: Readonly<Record<string, string>> = {
  declined: 'member_declined',
  unable_to_reach: 'unable_to_reach',
  excluded: 'not_eligible',
  returned: 'other',
};

/**
 * The three elements of a closed-loop referral from the same records: status, its day, why the loop is closed.
 *
 * A first service closes the loop as "Services Received" without waiting for a claim.
 *
 * @see DHCS Closed-Loop Referral FAQ, in force since 2025-07-01; our words stand in for the plan's codes.
 */
export function referralOf(facts: ReferralFacts): LayoutRecord {
  const said = (referralStatus: string, on: string | null, referralClosure = '') => ({
    referralStatus,
    referralUpdatedOn: on ?? '',
    referralClosure,
  });
  if (facts.firstServiceOn !== null) return said('closed', facts.firstServiceOn, 'services_received');
  const closure = CLOSURES[facts.status];
  if (closure) return said('closed', facts.closedOn, closure);
  if (facts.status === 'ended') return said('closed', facts.closedOn, 'other');
  if (facts.status === 'enrolled') return said('accepted', facts.enrolledOn);
  if (facts.firstAttemptOn !== null) return said('outreach_initiated', facts.firstAttemptOn);
  return said('pending', facts.assignedOn);
}
