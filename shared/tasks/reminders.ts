import { addDays, dateInWords } from '../dates.ts';
import type { Program } from '../members/member.ts';
import type { TaskKind } from './contract.ts';
import type { ReminderRule, ReminderTopic } from './reminder-rules.ts';
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
  readonly lastContactOn: string | null;
  /** Emergency visits and stays of the last weeks; `to` is null while the member is still there. */
  readonly stays: readonly {
    readonly emergency: boolean;
    readonly where: string;
    readonly from: string;
    readonly to: string | null;
  }[];
  /** With whom the HAP is shared on an authorization of the member, and until when that holds. */
  readonly shares: readonly {
    readonly recipient: string;
    readonly on: string;
    readonly until: string | null;
  }[];
  /** The day the newest signed authorization was filed among the documents. */
  readonly releaseFiledOn: string | null;
}

/** A task a rule asks for. `key` names rule and fact, so that the same fact never sets it twice. */
export interface Reminder {
  readonly key: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly dueOn: string;
  readonly why: string;
}

/** The day a rule counts from, the fact in words, and what tells two facts of one day apart. */
interface Anchor {
  readonly from: string;
  readonly fact: string;
  readonly about?: string;
}

/** After this many days a visit or stay sets nothing any more, for records that are typed in late. */
const STAY_DAYS = 30;

function anchorsOf(rule: ReminderRule, facts: ReminderFacts, today: string): readonly Anchor[] {
  const day = (date: string) => dateInWords(date, today);
  const one = (from: string | null | undefined, fact: (on: string) => string): readonly Anchor[] =>
    from ? [{ from, fact: fact(day(from)) }] : [];
  const { plan } = facts;
  switch (rule.topic) {
    case 'reassessment':
      return one(facts.assessedOn, (on) => `Last assessed ${on}.`);
    case 'plan_review':
      return one(plan?.reviewOn, (on) => `HAP version ${plan?.version} is to be looked at again on ${on}.`);
    case 'authorization':
      return one(facts.authorizationEnd, (on) => `The authorization ends ${on}.`);
    case 'member_signature':
      return one(
        plan?.agreed === false ? plan.signedOn : null,
        (on) => `HAP version ${plan?.version} was signed ${on} without the member.`,
      );
    case 'sharing_end':
      return facts.shares.flatMap(({ recipient, until }) =>
        one(until, (on) => `The permission to share with ${recipient} ends ${on}.`).map((anchor) => ({
          ...anchor,
          about: recipient,
        })),
      );
    case 'release_missing': {
      const last = facts.shares
        .map(({ on }) => on)
        .toSorted()
        .at(-1);
      const filed = facts.releaseFiledOn !== null && last !== undefined && facts.releaseFiledOn >= last;
      return one(
        filed ? null : last,
        (on) => `The HAP was shared ${on} on an authorization that is not on file.`,
      );
    }
    default:
      return stayAnchors(rule.topic, facts, today);
  }
}

/**
 * What emergency visits and stays ask for: a contact after it closes the task, and a later discharge starts the days
 * again.
 */
function stayAnchors(topic: ReminderTopic, facts: ReminderFacts, today: string): readonly Anchor[] {
  const seenSince = (date: string) => facts.lastContactOn !== null && facts.lastContactOn >= date;
  const recent = facts.stays.filter((stay) => addDays(stay.to ?? stay.from, STAY_DAYS) >= today);
  const day = (date: string) => dateInWords(date, today);
  switch (topic) {
    case 'ed_visit':
      return recent
        .filter((stay) => stay.emergency && !seenSince(stay.to ?? stay.from))
        .map((stay) => ({
          from: stay.to ?? stay.from,
          fact: `${stay.where}, emergency visit ${day(stay.from)}.`,
        }));
    case 'admission':
      return recent
        .filter((stay) => !stay.emergency && stay.to === null)
        .map((stay) => ({ from: stay.from, fact: `At ${stay.where} since ${day(stay.from)}.` }));
    case 'discharge': {
      const last = recent
        .flatMap((stay) => (stay.emergency || stay.to === null ? [] : [{ where: stay.where, to: stay.to }]))
        .toSorted((a, b) => a.to.localeCompare(b.to))
        .at(-1);
      if (!last || last.to > today || seenSince(last.to)) return [];
      return [{ from: last.to, fact: `Left ${last.where} ${day(last.to)}.` }];
    }
    default:
      return [];
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
    const confirm = rule.confirmed ? '' : ' Confirm with plan.';
    return anchorsOf(rule, facts, today).flatMap(({ from, fact, about }): Reminder[] => {
      const dueOn = addDays(from, rule.days);
      if (addDays(dueOn, -rule.noticeDays) > today) return [];
      return [
        {
          key: [rule.id, from, about].filter(Boolean).join(':'),
          kind: rule.kind,
          title: rule.title,
          dueOn,
          why: `${fact} ${rule.source}${confirm}`,
        },
      ];
    });
  });
}
