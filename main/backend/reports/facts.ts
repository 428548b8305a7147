import { type MemberStatus, programSchema } from '#shared/members/member.ts';
import { closeReason } from '#shared/programs/close-reasons.ts';
import type { Enrollment, MemberFacts, OutreachEnd } from '#shared/reports/facts.ts';
import type { CallContext } from '../context.ts';
import { todayIn } from '../procedure.ts';
import {
  countContacts,
  countStruckContacts,
  type ReportMember,
  type ReportScope,
  type ReportStep,
  selectAttempts,
  selectFirstPlans,
  selectMembers,
  selectServices,
  selectSteps,
} from './store.ts';

/** Everybody's dated facts with the row they belong to: seven queries, however many members. */
export async function loadFacts(
  context: CallContext,
  scope: ReportScope,
): Promise<{ readonly facts: MemberFacts[]; readonly members: ReadonlyMap<string, ReportMember> }> {
  const { db, workspace } = context;
  const dayOf = (instant: string) => todayIn(workspace.timeZone, new Date(instant));
  const members = await selectMembers(db, scope);
  const steps = new Map<string, ReportStep[]>();
  for (const step of await selectSteps(db)) {
    const own = steps.get(step.member_id);
    if (own) own.push(step);
    else steps.set(step.member_id, [step]);
  }
  const triedIn = new Map<string, Set<string>>();
  const reachedOn = new Map<string, string>();
  for (const { member_id: id, month, reached_on: on } of await selectAttempts(db)) {
    addMonth(triedIn, id, month);
    const earlier = reachedOn.get(id);
    if (on !== null && (earlier === undefined || on < earlier)) reachedOn.set(id, on);
  }
  const seenIn = new Map<string, Set<string>>();
  const struck = new Map(
    (await countStruckContacts(db, scope)).map((row) => [`${row.member_id} ${row.month}`, row.notes]),
  );
  for (const { member_id: id, month, notes } of await countContacts(db, scope))
    if (notes > (struck.get(`${id} ${month}`) ?? 0)) addMonth(seenIn, id, month);
  const servedIn = new Map<string, Set<string>>();
  for (const { member_id: id, month } of await selectServices(db, scope)) addMonth(servedIn, id, month);
  const signed = new Map((await selectFirstPlans(db)).map(({ member_id: id, at }) => [id, at]));
  const none: ReadonlySet<string> = new Set();

  const facts = members.map((member): MemberFacts => {
    const own = steps.get(member.id) ?? [];
    const hapAt = signed.get(member.id);
    return {
      id: member.id,
      assignedOn: member.assigned_on ?? dayOf(member.created_at),
      enrollments: enrollmentsOf(member, own),
      outreachEnd: outreachEndOf(member, own),
      triedIn: triedIn.get(member.id) ?? none,
      reachedOn: reachedOn.get(member.id) ?? null,
      seenIn: seenIn.get(member.id) ?? none,
      servedIn: servedIn.get(member.id) ?? none,
      hapOn: hapAt ? dayOf(hapAt) : null,
      homeless: member.homeless === 1,
      county: member.county,
      leadName: member.lead_name,
    };
  });
  return { facts, members: new Map(members.map((member) => [member.id, member])) };
}

function addMonth(months: Map<string, Set<string>>, id: string, month: string): void {
  const own = months.get(id);
  if (own) own.add(month);
  else months.set(id, new Set([month]));
}

/** The words of a reason from a program's closed list; the id itself where the list no longer has it. */
function reasonWords(program: string | null, id: string): string {
  const known = programSchema.nullable().safeParse(program).data ?? null;
  return closeReason(known, id)?.label ?? id;
}

/** A member's enrollments by their steps; by the row where they are older than the steps. */
function enrollmentsOf(member: ReportMember, steps: readonly ReportStep[]): Enrollment[] {
  const found: { from: string; to: string | null; reason: string | null }[] = [];
  for (const { kind, happened_on: on, program, detail } of steps) {
    const open = found.at(-1);
    if (kind === 'enrolled') found.push({ from: on, to: null, reason: null });
    else if (open && open.to === null && (kind === 'ended' || kind === 'transferred')) {
      const { reasonId } = JSON.parse(detail) as { reasonId?: string | null };
      open.to = on;
      open.reason =
        kind === 'transferred'
          ? 'Transferred to another agency'
          : reasonId
            ? reasonWords(program, reasonId)
            : null;
    }
  }
  if (found.length === 0 && member.enrolled_on !== null) {
    found.push({ from: member.enrolled_on, to: null, reason: null });
  }
  const last = found.at(-1);
  if (last && last.to === null && member.ended_on !== null && member.ended_on >= last.from) {
    last.to = member.ended_on;
  }
  return found;
}

const ENDED_WITHOUT: readonly OutreachEnd['as'][] = ['declined', 'unable_to_reach', 'excluded', 'returned'];

/** How outreach ended, for a member whom it gave up on. */
function outreachEndOf(member: ReportMember, steps: readonly ReportStep[]): OutreachEnd | null {
  const as = ENDED_WITHOUT.find((status: MemberStatus) => status === member.status);
  if (!as) return null;
  const on = member.closed_on ?? steps.findLast(({ kind }) => kind === as)?.happened_on ?? member.ended_on;
  if (on === null || on === undefined) return null;
  const reason = member.close_reason
    ? reasonWords(member.program, member.close_reason)
    : 'No reason recorded';
  return { on, as, reason };
}
