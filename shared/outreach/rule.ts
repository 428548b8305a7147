import { addDays, daysBetween } from '../dates.ts';
import type { Program } from '../members/member.ts';
import type { PlanProfile } from '../plans/profile.ts';
import { type Clock, outreachClock } from '../tasks/clock.ts';

/** How many attempts a plan wants, and in how many days from the assignment. */
export interface OutreachRule {
  readonly attempts: number;
  readonly windowDays: number;
}

/** The plan's rule for a program: its own setting where the plan has one, else the plan's general one. */
export function outreachRule(outreach: PlanProfile['outreach'], program: Program | null): OutreachRule {
  const own = program === null ? undefined : outreach.programs[program];
  return own ?? { attempts: outreach.attempts, windowDays: outreach.windowDays };
}

/** The rule in a sentence, for the rail and for "why". */
export function ruleSentence(rule: OutreachRule): string {
  const attempts = rule.attempts === 1 ? '1 attempt' : `${rule.attempts} attempts`;
  return `${attempts} in ${rule.windowDays} days, letters not counted. Members without housing may have longer, with a reason.`;
}

/** The member's outreach clock: the plan's window, or the longer one an extension gave. */
export function clockOf(
  rule: OutreachRule,
  member: { readonly assignedOn: string | null; readonly until: string | null },
  today: string,
): Clock | null {
  if (member.assignedOn === null) return null;
  const days = member.until === null ? rule.windowDays : daysBetween(member.assignedOn, member.until);
  return outreachClock(Math.max(1, days), member.assignedOn, today);
}

/** The last day of the window. */
export function windowEnd(
  rule: OutreachRule,
  member: { readonly assignedOn: string | null; readonly until: string | null },
): string | null {
  if (member.until !== null) return member.until;
  return member.assignedOn === null ? null : addDays(member.assignedOn, rule.windowDays);
}
