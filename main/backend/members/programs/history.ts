import type { z } from 'zod';
import { addDays } from '#shared/dates.ts';
import { type Member, memberStatusSchema, programSchema, STATUS_WORDS } from '#shared/members/member.ts';
import { phaseSchema, type programEventSchema } from '#shared/members/program-contract.ts';
import { closeReason, closeReasons } from '#shared/programs/close-reasons.ts';
import type { EligibilityResult } from '#shared/programs/eligibility.ts';
import { hhpEligibility } from '#shared/programs/eligibility.ts';
import type { CallContext } from '../../context.ts';
import { listUtilization } from '../health.ts';
import { getMember, listConditions } from '../members.ts';
import { findPhase, findProgramEvents } from './store.ts';

type ProgramEvent = z.infer<typeof programEventSchema>;

/** A member's way through the programs, newest step first; what came before any step was recorded is told by the row. */
export async function programHistory(context: CallContext, input: { readonly id: string }) {
  const member = await getMember(context, input.id);
  context.about({ memberId: member.id });
  const rows = await findProgramEvents(context.db, member.id);
  const events = rows.map((row): ProgramEvent => {
    const program = row.program === null ? null : programSchema.parse(row.program);
    return {
      id: row.id,
      program,
      on: row.happened_on,
      words: stepWords(row.kind, program, JSON.parse(row.detail) as Detail),
      by: row.author,
      at: row.created_at,
    };
  });
  return {
    phase: await phaseOf(context, member.id),
    events: [...events, ...fromRow(member, new Set(rows.map(({ kind }) => kind)))],
    reasons: closeReasons(member.program).map(({ id, label, code }) => ({ id, label, code })),
  };
}

/** The phase of HHP a member was enrolled in, or null. */
export async function phaseOf(context: CallContext, memberId: string): Promise<'1' | '2' | null> {
  return phaseSchema.nullable().parse(await findPhase(context.db, memberId));
}

type Detail = Readonly<Record<string, string | null>>;

function stepWords(kind: string, program: Member['program'], detail: Detail): string {
  const note = detail.note ? `: ${detail.note}` : '';
  if (kind === 'transferred') return `Transferred to ${detail.to ?? 'another agency'}${note}`;
  if (kind === 'lead') return `${leadWords(detail)}${note}`;
  if (kind === 'tier') {
    const from = detail.from ? `, before ${detail.from}` : '';
    const by = detail.source === 'roster' ? ', by the plan’s roster' : '';
    return `${detail.to ? `Tier ${detail.to}` : 'No tier any more'}${from}${by}${note}`;
  }
  const status = memberStatusSchema.safeParse(kind);
  const words = status.success ? STATUS_WORDS[status.data] : kind;
  const reason = detail.reasonId ? closeReason(program, detail.reasonId)?.label : null;
  return [
    [words, program].filter(Boolean).join(', '),
    detail.tier ? `tier ${detail.tier}` : null,
    detail.phase ? `phase ${detail.phase}` : null,
    reason,
  ]
    .filter(Boolean)
    .join(', ')
    .concat(note);
}

function leadWords({ from, to }: Detail): string {
  if (!to) return from ? `Without a lead, before ${from}` : 'Without a lead';
  return from ? `Lead care manager ${to}, before ${from}` : `Lead care manager ${to}`;
}

/** Steps that happened before steps were recorded, as far as the member's row still tells them. */
function fromRow(member: Member, known: ReadonlySet<string>): ProgramEvent[] {
  const steps: [string, string | null, string][] = [
    ['enrolled', member.enrolledOn, 'Enrolled'],
    ['assigned', member.assignedOn, 'Assigned by the plan'],
  ];
  return steps.flatMap(([kind, on, words]) =>
    on === null || known.has(kind)
      ? []
      : [{ id: `row ${kind}`, program: member.program, on, words, by: null, at: null }],
  );
}

/** Conditions × acuity of the Health Homes Program for a member, with the source of each answer. */
export async function screenEligibility(
  context: CallContext,
  input: { readonly id: string },
): Promise<EligibilityResult> {
  const member = await getMember(context, input.id);
  context.about({ memberId: member.id });
  const today = context.today();
  const uses = await listUtilization(context, member.id, addDays(today, -365));
  const fact = ({ title, source, from }: (typeof uses)[number]) => ({ text: title, source, on: from });
  return hhpEligibility({
    conditions: (await listConditions(context, member.id))
      .filter(({ endedOn }) => endedOn === null)
      .map(({ code, label, source, recordedOn }) => ({ code, label, source, on: recordedOn })),
    stays: uses.filter(({ type }) => type === 'inpatient').map(fact),
    emergencies: uses.filter(({ type }) => type === 'ed').map(fact),
    homeless: member.homeless,
    housingNote: member.housingNote,
    chronicallyHomeless: null,
  });
}
