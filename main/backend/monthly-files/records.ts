import { Temporal } from 'temporal-polyfill';
import type { LayoutRecord } from '#shared/layouts/column.ts';
import { displayName } from '#shared/members/member.ts';
import type { MonthlyKind } from '#shared/monthly-files/contract.ts';
import { referralOf } from '#shared/monthly-files/referral.ts';
import { closeReason } from '#shared/programs/close-reasons.ts';
import { POPULATIONS_OF_FOCUS } from '#shared/programs/populations-of-focus.ts';
import type { CallContext } from '../context.ts';
import type { StoredPlan } from '../plans/plans.ts';
import { todayIn } from '../procedure.ts';
import { getAgency } from '../settings/agency.ts';
import {
  type Span,
  type StoredMember,
  selectAssessments,
  selectAttempts,
  selectConferences,
  selectEndings,
  selectEntries,
  selectFirstAttempts,
  selectMembers,
  selectPlansSigned,
  selectServices,
} from './store.ts';

/** The facts of one row and whom they are about. */
export interface MemberRecord {
  readonly memberId: string;
  readonly memberName: string;
  readonly record: LayoutRecord;
}

/** What every row has in common. */
interface Head {
  readonly record: LayoutRecord;
  readonly span: Span;
  /** An instant as a day of the agency. */
  readonly dayOf: (instant: string | null) => string;
}

const yes = (flag: boolean) => (flag ? 'yes' : 'no');

/** The first and last day of `2026-11`. */
function spanOf(month: string): Span {
  const first = Temporal.PlainYearMonth.from(month);
  return {
    from: first.toPlainDate({ day: 1 }).toString(),
    to: first.toPlainDate({ day: first.daysInMonth }).toString(),
  };
}

/** The records of a plan's file for a month: one a member, or one an attempt. A handful of queries, whatever the size. */
export async function monthlyRecords(
  context: CallContext,
  plan: StoredPlan,
  kind: MonthlyKind,
  month: string,
): Promise<MemberRecord[]> {
  const agency = await getAgency(context);
  const zone = context.workspace.timeZone;
  const head: Head = {
    span: spanOf(month),
    dayOf: (instant) => (instant ? todayIn(zone, new Date(instant)) : ''),
    record: {
      payerId: plan.profile.edi.payerId,
      planName: plan.name,
      agencyName: agency.name,
      agencyNpi: agency.npi,
      agencyTin: agency.tin,
      agencyPhone: agency.phone,
      producedOn: context.today(),
      period: month,
      leadPhone: agency.phone,
      leadEmail: agency.email,
    },
  };
  return kind === 'return_file'
    ? returnRecords(context, plan.id, head)
    : attemptRecords(context, plan.id, head);
}

async function attemptRecords(context: CallContext, planId: string, head: Head): Promise<MemberRecord[]> {
  const attempts = await selectAttempts(context.db, planId, head.span);
  return attempts.map((row) => {
    const memberName = displayName(row.first_name, row.middle_name, row.last_name);
    return {
      memberId: row.member_id,
      memberName,
      record: {
        ...head.record,
        memberName,
        memberLastName: row.last_name,
        memberFirstName: row.first_name,
        cin: row.cin,
        planMemberId: row.plan_member_id ?? '',
        birthDate: row.birth_date,
        staffName: row.staff_name,
        staffKind: row.clinical === 1 ? 'clinical' : 'non_clinical',
        attemptedOn: row.happened_on,
        method: row.method,
        outcome: row.outcome,
        successful: yes(row.outcome.startsWith('spoke')),
        minutes: row.minutes > 0 ? String(row.minutes) : '',
      },
    };
  });
}

/** Everything about members that stands outside their row, by member. */
interface Around {
  readonly services: ReadonlyMap<string, Awaited<ReturnType<typeof selectServices>>>;
  readonly planSigned: ReadonlyMap<string, string>;
  readonly assessments: ReadonlyMap<string, { begun: string; signed: string }>;
  readonly conferences: ReadonlyMap<string, string>;
  readonly focus: ReadonlyMap<string, readonly string[]>;
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>;
  readonly endings: ReadonlyMap<string, { on: string; reasonId: string }>;
  readonly attempts: ReadonlyMap<string, string>;
}

async function around(context: CallContext, planId: string, head: Head): Promise<Around> {
  const { db } = context;
  const { span, dayOf } = head;
  const services = new Map<string, Awaited<ReturnType<typeof selectServices>>>();
  for (const row of await selectServices(db, planId, span)) {
    services.set(row.member_id, [...(services.get(row.member_id) ?? []), row]);
  }
  const endings = new Map<string, { on: string; reasonId: string }>();
  for (const row of await selectEndings(db, planId, span.to)) {
    const detail = JSON.parse(row.detail) as { readonly reasonId?: string | null };
    endings.set(row.member_id, { on: row.happened_on, reasonId: detail.reasonId ?? '' });
  }
  const pairs = (rows: readonly { readonly member_id: string | null; readonly at: string | null }[]) =>
    new Map(rows.map((row) => [row.member_id ?? '', dayOf(row.at)]));
  return {
    services,
    endings,
    planSigned: pairs(await selectPlansSigned(db, planId, span.to)),
    assessments: new Map(
      (await selectAssessments(db, planId, span.to)).map((row) => [
        row.member_id,
        { begun: dayOf(row.begun_at), signed: dayOf(row.signed_at) },
      ]),
    ),
    conferences: pairs(await selectConferences(db, planId, span.to)),
    attempts: new Map(
      (await selectFirstAttempts(db, planId, span.to)).map((row) => [row.member_id, row.on ?? '']),
    ),
    ...(await recordFacts(context, planId, head)),
  };
}

/** Populations of focus that held in the month, and what of address and phone was changed in it. */
async function recordFacts(
  context: CallContext,
  planId: string,
  { span, dayOf }: Head,
): Promise<Pick<Around, 'focus' | 'changed'>> {
  const focus = new Map<string, string[]>();
  const changed = new Map<string, Set<string>>();
  const newest = new Map<string, Awaited<ReturnType<typeof selectEntries>>[number]>();
  const known = new Set<string>();
  for (const row of await selectEntries(context.db, planId, ['focus', 'address', 'phone'])) {
    if (row.kind === 'focus') {
      newest.set(row.series_id, row);
      continue;
    }
    // A first entry is no change; a later one in the month is.
    const day = dayOf(row.created_at);
    const key = `${row.member_id}\n${row.kind}`;
    if (known.has(key) && day >= span.from && day <= span.to) {
      changed.set(row.member_id, (changed.get(row.member_id) ?? new Set()).add(row.kind));
    }
    known.add(key);
  }
  for (const row of newest.values()) {
    const held = row.state === 'held' && (row.valid_from ?? '') <= span.to;
    if (!held || (row.valid_to !== null && row.valid_to < span.from)) continue;
    const { code } = JSON.parse(row.content) as { readonly code?: string };
    if (code) focus.set(row.member_id, [...(focus.get(row.member_id) ?? []), code].sort());
  }
  return { focus, changed };
}

const DISCONTINUED = ['declined', 'unable_to_reach', 'excluded', 'returned', 'ended'];

async function returnRecords(context: CallContext, planId: string, head: Head): Promise<MemberRecord[]> {
  const members = await selectMembers(context.db, planId, head.span);
  const facts = await around(context, planId, head);
  return members.map((member) => ({
    memberId: member.id,
    memberName: displayName(member.first_name, member.middle_name, member.last_name),
    record: {
      ...head.record,
      ...memberFacts(member, facts, head.span.to),
      ...serviceFacts(member, facts),
      ...endingFacts(member, facts),
    },
  }));
}

function memberFacts(member: StoredMember, facts: Around, to: string): LayoutRecord {
  const focus = facts.focus.get(member.id) ?? [];
  const changed = facts.changed.get(member.id);
  const age = Temporal.PlainDate.from(member.birth_date).until(to, { largestUnit: 'years' }).years;
  return {
    cin: member.cin,
    planMemberId: member.plan_member_id ?? '',
    mrn: member.mrn ?? '',
    memberLastName: member.last_name,
    memberFirstName: member.first_name,
    birthDate: member.birth_date,
    ageGroup: age >= 21 ? 'adult' : 'child',
    newAddress: yes(changed?.has('address') ?? false),
    homeless: yes(member.homeless === 1),
    memberAddress: member.address ?? '',
    memberCity: member.city ?? '',
    memberState: member.state ?? '',
    memberZip: member.zip ?? '',
    newPhone: yes(changed?.has('phone') ?? false),
    memberPhone: member.phone ?? '',
    language: member.language ?? '',
    focusKnown: yes(focus.length > 0),
    focus: focus.join(' '),
    ...Object.fromEntries(
      POPULATIONS_OF_FOCUS.map(({ code }) => [`focus.${code}`, yes(focus.includes(code))]),
    ),
    status: member.status,
    acuity: member.tier ?? '',
    enrolledOn: member.enrolled_on ?? '',
    endedOn: member.ended_on ?? '',
    authorization: member.authorization_number ?? '',
    authorizationStart: member.authorization_start ?? '',
    authorizationEnd: member.authorization_end ?? '',
    leadName: member.lead_name ?? '',
  };
}

const latest = (dates: readonly (string | null)[]) =>
  dates
    .filter((date): date is string => Boolean(date))
    .sort()
    .at(-1) ?? '';

function serviceFacts(member: StoredMember, facts: Around): LayoutRecord {
  const rows = facts.services.get(member.id) ?? [];
  const inMonth = (modes: readonly string[]) =>
    rows.filter(({ mode }) => modes.includes(mode ?? '')).reduce((sum, row) => sum + Number(row.in_month), 0);
  const own = facts.assessments.get(member.id);
  return {
    planRevisedOn: facts.planSigned.get(member.id) ?? '',
    conferenceOn: facts.conferences.get(member.id) ?? '',
    assessmentStartedOn: own?.begun ?? '',
    assessmentDoneOn: own?.signed ?? '',
    encounterOn: latest(rows.filter(({ mode }) => mode !== 'without_member').map((row) => row.last_on)),
    inPersonCount: String(inMonth(['in_person'])),
    remoteCount: String(inMonth(['phone', 'video'])),
  };
}

function endingFacts(member: StoredMember, facts: Around): LayoutRecord {
  const rows = facts.services.get(member.id) ?? [];
  const ended = DISCONTINUED.includes(member.status);
  const step = facts.endings.get(member.id);
  const on = ended ? (step?.on ?? member.ended_on ?? member.closed_on ?? '') : '';
  const reasonId = ended ? step?.reasonId || member.close_reason || '' : '';
  const firstService = rows
    .map((row) => row.first_service_on)
    .filter((day): day is string => Boolean(day))
    .sort()[0];
  return {
    discontinuedOn: on,
    reason: reasonId,
    reasonCode: reasonId === '' ? '' : (closeReason('ECM', reasonId)?.code ?? ''),
    ...referralOf({
      status: member.status,
      assignedOn: member.assigned_on,
      firstAttemptOn: facts.attempts.get(member.id) ?? null,
      enrolledOn: member.enrolled_on,
      firstServiceOn: member.enrolled_on === null ? null : (firstService ?? null),
      closedOn: on || null,
    }),
  };
}
