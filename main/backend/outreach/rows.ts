import { displayName, memberStatusSchema, programSchema } from '#shared/members/member.ts';
import type { OutreachRow } from '#shared/outreach/contract.ts';
import { clockOf, outreachRule, windowEnd } from '#shared/outreach/rule.ts';
import { type PlanProfile, planProfileSchema } from '#shared/plans/profile.ts';
import { closeReason } from '#shared/programs/close-reasons.ts';
import type { QueueRow } from './store.ts';

const parsed = new Map<string, PlanProfile['outreach']>();

/** The outreach settings of a stored profile; the same text is read once. */
export function outreachOf(profile: string): PlanProfile['outreach'] {
  const known = parsed.get(profile);
  if (known) return known;
  const settings = planProfileSchema.shape.outreach.parse(JSON.parse(profile).outreach ?? {});
  if (parsed.size > 100) parsed.clear();
  parsed.set(profile, settings);
  return settings;
}

/** The facts of a queue row that the list and the card are built from. */
export function standingOf(row: QueueRow, today: string) {
  const program = row.program === null ? null : programSchema.parse(row.program);
  const rule = outreachRule(outreachOf(row.profile), program);
  const window = { assignedOn: row.assigned_on, until: row.until };
  const attempts = (row.logged ?? 0) + (row.noted ?? 0);
  return {
    program,
    rule,
    attempts,
    clock: clockOf(rule, window, today),
    until: windowEnd(rule, window),
    lastOn:
      [row.last_attempt_on, row.last_note_on]
        .filter((on) => on !== null)
        .sort()
        .at(-1) ?? null,
  };
}

/** "Mixteco, Alder St. day center": the language, and where or how to reach. */
function reachLine(row: QueueRow): string {
  const street = [row.address, row.city].filter(Boolean).join(', ');
  const where = row.homeless === 1 ? (row.housing_note ?? row.phone) : (row.phone ?? (street || null));
  return [row.language, where ?? 'no phone, no place on file'].filter(Boolean).join(', ');
}

/** One line of the queue. */
export function toQueueRow(row: QueueRow, today: string): OutreachRow {
  const { program, rule, attempts, clock, lastOn } = standingOf(row, today);
  const status = memberStatusSchema.parse(row.status);
  return {
    memberId: row.id,
    name: displayName(row.first_name, row.middle_name, row.last_name),
    line: reachLine(row),
    status,
    tier: row.tier,
    homeless: row.homeless === 1,
    onTel: row.on_tel === 1,
    attempts,
    wanted: rule.attempts,
    clock,
    lastOn,
    nextOn: row.next_on,
    ready: row.ready_on !== null,
    closed: row.close_reason === null ? null : (closeReason(program, row.close_reason)?.label ?? 'Other'),
  };
}

/** Urgent ones first, then by tier, then by the clock that runs out first, then the longest without contact. */
export function byUrgency(one: OutreachRow, other: OutreachRow): number {
  return (
    rank(one) - rank(other) ||
    (one.tier ?? '9').localeCompare(other.tier ?? '9', 'en', { numeric: true }) ||
    (one.clock?.dueOn ?? '9999').localeCompare(other.clock?.dueOn ?? '9999') ||
    (one.lastOn ?? '').localeCompare(other.lastOn ?? '') ||
    one.name.localeCompare(other.name)
  );
}

function rank(row: OutreachRow): number {
  if (row.ready) return 0;
  return row.clock?.state === 'urgent' ? 0 : row.clock?.state === 'due' ? 1 : 2;
}

/** Due: nothing planned, planned for today or earlier, or said yes. */
export function isDue(row: Pick<OutreachRow, 'nextOn' | 'ready'>, today: string): boolean {
  return row.ready || row.nextOn === null || row.nextOn <= today;
}
