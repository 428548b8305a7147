import { addDays, dateInWords } from '../dates.ts';
import type { Program } from '../members/member.ts';
import type { TaskKind } from './contract.ts';
import type { ReminderRule } from './reminder-rules.ts';
import { REMINDER_RULES } from './reminder-rules.ts';

/** What the reminder rules look at, of one enrolled member. */
export interface ReminderFacts {
  readonly program: Program;
  readonly enrolledOn: string;
  /** The day the last comprehensive assessment or reassessment was signed. */
  readonly assessedOn: string | null;
  /** The newest signed HAP. */
  readonly plan: {
    readonly version: number;
    readonly signedOn: string;
    /** The day the plan itself names for the next look. */
    readonly reviewOn: string | null;
    /** True once the member's agreement is recorded, by signature, by word or on paper. */
    readonly agreed: boolean;
  } | null;
  readonly authorizationEnd: string | null;
}

/** A task a rule asks for. `key` names rule and fact, so that the same fact never sets it twice. */
export interface Reminder {
  readonly key: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly dueOn: string;
  readonly why: string;
}

/** The day a rule counts from and the words for it; null when the rule has nothing to say. */
function anchorOf(rule: ReminderRule, facts: ReminderFacts, today: string): [string, string] | null {
  const day = (date: string) => dateInWords(date, today);
  const { plan } = facts;
  switch (rule.topic) {
    case 'reassessment':
      return facts.assessedOn === null ? null : [facts.assessedOn, `Last assessed ${day(facts.assessedOn)}.`];
    case 'plan_review':
      return plan?.reviewOn
        ? [plan.reviewOn, `HAP version ${plan.version} is to be looked at again on ${day(plan.reviewOn)}.`]
        : null;
    case 'authorization':
      return facts.authorizationEnd === null
        ? null
        : [facts.authorizationEnd, `The authorization ends ${day(facts.authorizationEnd)}.`];
    case 'member_signature':
      return plan && !plan.agreed
        ? [plan.signedOn, `HAP version ${plan.version} was signed ${day(plan.signedOn)} without the member.`]
        : null;
  }
}

/**
 * The tasks the rules ask for today, of one enrolled member.
 *
 * A rule counts when it held on the day of enrollment; a task appears `noticeDays` before its due date.
 */
export function remindersOf(facts: ReminderFacts, today: string): Reminder[] {
  return REMINDER_RULES.flatMap((rule) => {
    if (rule.program !== facts.program || rule.from > facts.enrolledOn) return [];
    if (rule.to !== null && today > rule.to) return [];
    const anchor = anchorOf(rule, facts, today);
    if (!anchor) return [];
    const [from, fact] = anchor;
    const dueOn = addDays(from, rule.days);
    if (addDays(dueOn, -rule.noticeDays) > today) return [];
    const confirm = rule.confirmed ? '' : ' Confirm with plan.';
    return [
      {
        key: `${rule.id}:${from}`,
        kind: rule.kind,
        title: rule.title,
        dueOn,
        why: `${fact} ${rule.source}${confirm}`,
      },
    ];
  });
}
