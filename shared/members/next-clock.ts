import { addDays, dateInWords, daysBetween } from '../dates.ts';
import type { Clock } from '../tasks/clock.ts';
import { contactClock, dayClock, outreachClock } from '../tasks/clock.ts';
import { clockRule } from '../tasks/clock-rules.ts';
import type { MemberStatus, Program } from './member.ts';
import { OUTREACH_STATUSES } from './member.ts';

/** What the next clock of a member depends on. */
export interface ClockFacts {
  readonly status: MemberStatus;
  readonly program: Program | null;
  readonly assignedOn: string | null;
  readonly enrolledOn: string | null;
  readonly lastContactOn: string | null;
  /** Whether a HAP has ever been signed. */
  readonly hapSigned: boolean;
  /** The plan's outreach window in days. */
  readonly outreachDays: number;
  /** The last day of a window that was extended; null leaves the plan's. */
  readonly outreachUntil?: string | null;
  /** The open task that is due first. */
  readonly task: { readonly title: string; readonly dueOn: string } | null;
}

/** The clock that runs out first, as kept on the member's row so that the caseload sorts by an index. */
export interface NextDue {
  readonly dueOn: string;
  /** `hap`, `contact`, `outreach`, or `task:` and the task's title. */
  readonly label: string;
}

/** Which clock of a member runs out first; null when none runs. Today does not matter here, only on display. */
export function nextDue(facts: ClockFacts): NextDue | null {
  const candidates: NextDue[] = [];
  if (facts.status === 'enrolled' && facts.program && facts.enrolledOn) {
    const hap = clockRule('hap', facts.program, facts.enrolledOn);
    if (hap && !facts.hapSigned) {
      candidates.push({ dueOn: addDays(facts.enrolledOn, hap.days), label: 'hap' });
    }
    const contact = clockRule('contact', facts.program, facts.enrolledOn);
    if (contact) {
      const from = later(facts.lastContactOn, facts.enrolledOn);
      candidates.push({ dueOn: addDays(from, contact.days), label: 'contact' });
    }
  }
  if (OUTREACH_STATUSES.includes(facts.status) && facts.assignedOn) {
    const dueOn = facts.outreachUntil ?? addDays(facts.assignedOn, facts.outreachDays);
    candidates.push({ dueOn, label: 'outreach' });
  }
  if (facts.task) candidates.push({ dueOn: facts.task.dueOn, label: `task:${facts.task.title}` });
  return candidates.reduce<NextDue | null>(
    (first, one) => (first === null || one.dueOn < first.dueOn ? one : first),
    null,
  );
}

/** What a list row shows of the stored next clock, in the words of that day. */
export function showNextDue(
  stored: NextDue,
  member: {
    readonly program: Program | null;
    readonly assignedOn: string | null;
    readonly enrolledOn: string | null;
  },
  today: string,
): Clock {
  const start = member.enrolledOn;
  if (stored.label === 'hap' && member.program && start) {
    const rule = clockRule('hap', member.program, start);
    if (rule) {
      const clock = dayClock(rule, start, today);
      return { ...clock, label: `HAP, ${clock.label.replace('Day', 'day')}` };
    }
  }
  if (stored.label === 'contact' && member.program && start) {
    const rule = clockRule('contact', member.program, start);
    if (rule) return contactClock(rule, addDays(stored.dueOn, -rule.days), today);
  }
  if (stored.label === 'outreach' && member.assignedOn) {
    return outreachClock(daysBetween(member.assignedOn, stored.dueOn), member.assignedOn, today);
  }
  return taskClock(stored, today);
}

function taskClock(stored: NextDue, today: string): Clock {
  const title = stored.label.replace(/^task:/, '');
  const late = daysBetween(stored.dueOn, today);
  const when =
    late > 0 ? `, ${late} ${late === 1 ? 'day' : 'days'} late` : ` ${dateInWords(stored.dueOn, today)}`;
  return {
    label: `${title}${when}`,
    state: late > 0 ? 'urgent' : late === 0 ? 'due' : 'none',
    fraction: null,
    dueOn: stored.dueOn,
    confirmWithPlan: false,
  };
}

function later(one: string | null, other: string): string {
  return one !== null && one > other ? one : other;
}
