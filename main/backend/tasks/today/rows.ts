import { dateInWords, daysBetween } from '#shared/dates.ts';
import type { MemberStatus, Program } from '#shared/members/member.ts';
import { displayName, memberStatusSchema, programSchema } from '#shared/members/member.ts';
import { clockOf, outreachRule } from '#shared/outreach/rule.ts';
import { planProfileSchema } from '#shared/plans/profile.ts';
import type { Clock } from '#shared/tasks/clock.ts';
import { contactClock, dayClock, dueDateClock } from '#shared/tasks/clock.ts';
import { clockRule } from '#shared/tasks/clock-rules.ts';
import type { Target, TaskKind, TodayRow } from '#shared/tasks/contract.ts';
import { taskKindSchema } from '#shared/tasks/contract.ts';
import type { LateAnswers } from '../../transfers/late/late.ts';
import type { DueTask, HapToWrite, NotSeen, OutreachRow } from './store.ts';

interface Person {
  readonly id: string | null;
  readonly first_name: string | null;
  readonly middle_name: string | null;
  readonly last_name: string | null;
  readonly program: string | null;
  readonly tier: string | null;
  readonly status: string | null;
  readonly language: string | null;
  readonly assigned_on: string | null;
}

const ACTIONS: Readonly<Record<TaskKind, { action: string; page: Target['page'] }>> = {
  visit: { action: 'Start note', page: 'note' },
  call: { action: 'Start note', page: 'note' },
  conference: { action: 'Start note', page: 'note' },
  letter: { action: 'Open chart', page: 'chart' },
  hap: { action: 'Open HAP', page: 'hap' },
  assessment: { action: 'Open', page: 'assessments' },
  outreach: { action: 'Log', page: 'outreach' },
  referral: { action: 'Open chart', page: 'chart' },
  goal_step: { action: 'Open HAP', page: 'hap' },
  follow_up: { action: 'Start note', page: 'note' },
  review: { action: 'Open chart', page: 'chart' },
  other: { action: 'Open chart', page: 'chart' },
};

/** A stored task as a row of Today. */
export function taskRow(task: DueTask, today: string): TodayRow {
  const kind = taskKindSchema.catch('other').parse(task.kind);
  const { action, page } = ACTIONS[kind];
  const target: Target = task.id
    ? { page, memberId: task.id, id: null }
    : { page: 'tasks', memberId: null, id: task.task_id };
  return {
    id: task.task_id,
    taskId: task.task_id,
    kind,
    memberId: task.id,
    name: nameOf(task),
    line: lineOf(task, today),
    title: task.title,
    detail: task.detail,
    clock: task.due_on ? dueDateClock(task.due_on, today, task.urgent === 1) : null,
    action: task.id ? action : 'Open',
    target,
    why: task.why,
  };
}

/** "Write the HAP" for an enrolled member who has none; null when no rule asks for one. */
export function hapRow(member: HapToWrite, today: string): TodayRow | null {
  const { program } = facts(member);
  if (!program || !member.enrolled_on) return null;
  const rule = clockRule('hap', program, member.enrolled_on);
  if (!rule) return null;
  const enrolled = dateInWords(member.enrolled_on, today);
  return {
    id: `hap:${member.id}`,
    taskId: null,
    kind: 'hap',
    memberId: member.id,
    name: nameOf(member),
    line: lineOf(member, today),
    title: member.draft_id ? 'Sign the HAP' : 'Write the HAP',
    detail: member.draft_id ? 'A draft is begun.' : `Enrolled ${enrolled}, nothing written yet.`,
    clock: dayClock(rule, member.enrolled_on, today),
    action: 'Open HAP',
    target: { page: 'hap', memberId: member.id, id: null },
    why: `Enrolled in ${program} on ${enrolled} without a signed HAP. ${rule.source}${toConfirm(rule.confirmed)}`,
  };
}

/** The next outreach attempt of a member who is assigned and not enrolled yet. */
export function outreachRow(member: OutreachRow, today: string): TodayRow {
  const { program } = facts(member);
  const rule = outreachRule(
    planProfileSchema.shape.outreach.parse(JSON.parse(member.profile).outreach ?? {}),
    program,
  );
  const { attempts, windowDays } = rule;
  const next = (member.logged ?? 0) + (member.noted ?? 0) + 1;
  const assigned = member.assigned_on ? dateInWords(member.assigned_on, today) : null;
  return {
    id: `outreach:${member.id}`,
    taskId: null,
    kind: 'outreach',
    memberId: member.id,
    name: nameOf(member),
    line: lineOf(member, today),
    title: outreachTitle(member, next, attempts),
    detail: outreachDetail(member, today),
    clock: clockOf(rule, { assignedOn: member.assigned_on, until: member.until }, today),
    action: member.ready_on ? 'Enroll' : 'Log',
    target: { page: 'outreach', memberId: member.id, id: null },
    why: `Assigned ${assigned ?? 'without a date'} and not enrolled. This plan’s profile asks for ${attempts} attempts in ${windowDays} days. Confirm with plan.`,
  };
}

function outreachTitle(member: OutreachRow, next: number, attempts: number): string {
  if (member.ready_on) return 'Enroll, said yes';
  return next > attempts ? `Attempt ${next}, plan asks for ${attempts}` : `Attempt ${next} of ${attempts}`;
}

function outreachDetail(member: OutreachRow, today: string): string {
  if (member.last_contact_on) return `Last contact ${dateInWords(member.last_contact_on, today)}.`;
  return member.phone ? 'First contact.' : 'First contact. No phone on file.';
}

/** "Make contact" for an enrolled member who was not seen for long; null when no rule asks for it. */
export function notSeenRow(member: NotSeen, today: string): TodayRow | null {
  const { program } = facts(member);
  if (!program || !member.enrolled_on) return null;
  const rule = clockRule('contact', program, member.enrolled_on);
  if (!rule) return null;
  const seen = member.last_contact_on;
  const from = seen !== null && seen > member.enrolled_on ? seen : member.enrolled_on;
  return {
    id: `contact:${member.id}`,
    taskId: null,
    kind: 'call',
    memberId: member.id,
    name: nameOf(member),
    line: lineOf(member, today),
    title: 'Make contact',
    detail: seen ? `Last contact ${dateInWords(seen, today)}.` : 'No contact on file since enrollment.',
    clock: contactClock(rule, from, today),
    action: 'Start note',
    target: { page: 'note', memberId: member.id, id: null },
    why: `Enrolled, and ${daysBetween(from, today)} days since the last contact. ${rule.source}`,
  };
}

/** "No acknowledgement" for a plan that owes one longer than its profile allows. */
export function lateRow(late: LateAnswers, today: string, since: string): TodayRow {
  const files = late.files === 1 ? '1 file' : `${late.files} files`;
  return {
    id: `late:${late.planId}@${late.since}`,
    taskId: null,
    kind: 'follow_up',
    memberId: null,
    name: late.plan,
    line: 'Health plan',
    title: 'No acknowledgement',
    detail: `${files}, the oldest sent ${dateInWords(since, today)}. Look for answers, then call the plan.`,
    clock: {
      label: `Late after ${late.hours} hours`,
      state: 'due',
      fraction: null,
      dueOn: since,
      confirmWithPlan: false,
    },
    action: 'Open',
    target: { page: 'transfers', memberId: null, id: null },
    why: `The profile of ${late.plan} expects an acknowledgement within ${late.hours} hours.`,
  };
}

function toConfirm(confirmed: boolean): string {
  return confirmed ? '' : ' Confirm with plan.';
}

function facts(person: Person): { program: Program | null; status: MemberStatus | null } {
  return {
    program: person.program === null ? null : programSchema.parse(person.program),
    status: person.status === null ? null : memberStatusSchema.parse(person.status),
  };
}

function nameOf(person: Person): string {
  if (person.first_name === null || person.last_name === null) return 'No member';
  return displayName(person.first_name, person.middle_name, person.last_name);
}

/** "ECM, tier 2, Armenian", or "Assigned Sep 8, Mixteco" before enrollment. */
function lineOf(person: Person, today: string): string {
  const { program, status } = facts(person);
  const enrolled = status === 'enrolled' && program !== null;
  const parts = enrolled
    ? [program, person.tier === null ? null : `tier ${person.tier}`]
    : [person.assigned_on === null ? null : `Assigned ${dateInWords(person.assigned_on, today)}`];
  return [...parts, person.language].filter((part) => part !== null).join(', ');
}

/** Urgent rows first, then due ones, then by the day they are due. */
export function byUrgency(one: TodayRow, other: TodayRow): number {
  return (
    rank(one.clock) - rank(other.clock) ||
    (one.clock?.dueOn ?? '9999').localeCompare(other.clock?.dueOn ?? '9999') ||
    one.name.localeCompare(other.name)
  );
}

function rank(clock: Clock | null): number {
  if (clock === null) return 3;
  return clock.state === 'urgent' ? 0 : clock.state === 'due' ? 1 : 2;
}
