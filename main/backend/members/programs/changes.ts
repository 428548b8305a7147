import { dateInWords } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import { type Member, OPEN_STATUSES, programSchema } from '#shared/members/member.ts';
import type { CallContext } from '../../context.ts';
import { listStaff } from '../../users/users.ts';
import { getMember } from '../members.ts';
import type { RosterPast } from '../record/roster-past.ts';
import { findLeads, updateMember, writeLead } from '../store.ts';
import { recordStep, stepRow } from './events.ts';
import { deleteProgramEvents, findTierEvents, insertProgramEvents } from './store.ts';

/** Checks the day of a change: not to come, and not before the member was assigned. */
function checkDay(context: CallContext, on: string, since: string | null): void {
  const today = context.today();
  if (on > today) throw new AppError('VALIDATION', 'The day is in the future.', { field: 'on' });
  if (since !== null && on < since) {
    throw new AppError('VALIDATION', `On file since ${dateInWords(since, today)}, not before.`, {
      field: 'on',
    });
  }
}

/**
 * Gives members a lead care manager, or none, as of a day; each change is a step of the member's programs.
 *
 * Members who have this lead already are left alone.
 */
export async function setLead(
  context: CallContext,
  input: {
    readonly ids: readonly string[];
    readonly leadId: string | null;
    readonly on?: string | undefined;
  },
): Promise<{ changed: number }> {
  const on = input.on ?? context.today();
  checkDay(context, on, null);
  const rows = (await findLeads(context.db, input.ids)).filter((row) => row.lead_id !== input.leadId);
  const names = new Map((await listStaff(context)).map((person) => [person.id, person.name]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  await writeLead(
    context.db,
    rows.map(({ id }) => id),
    input.leadId,
    context.now(),
  );
  await insertProgramEvents(
    context.db,
    rows.map((row) =>
      stepRow(context, {
        memberId: row.id,
        program: row.program === null ? null : programSchema.parse(row.program),
        kind: 'lead',
        on,
        detail: { from: nameOf(row.lead_id), to: nameOf(input.leadId) },
      }),
    ),
  );
  const [only] = input.ids.length === 1 ? input.ids : [];
  context.about({ memberId: only, detail: { leadId: input.leadId, members: rows.length } });
  return { changed: rows.length };
}

/**
 * Changes a member's tier as of a day.
 *
 * @throws AppError `CONFLICT` for a member nobody works with any more, `VALIDATION` for a day that cannot be, and for
 * the tier the member has already.
 */
export async function changeTier(
  context: CallContext,
  input: {
    readonly id: string;
    readonly tier: string | null;
    readonly on: string;
    readonly note: string;
  },
): Promise<{ member: Member }> {
  const member = await getMember(context, input.id);
  if (!OPEN_STATUSES.includes(member.status)) {
    throw new AppError('CONFLICT', `${member.name} is in no program now.`);
  }
  checkDay(context, input.on, member.assignedOn ?? member.enrolledOn);
  const tier = input.tier?.trim() || null;
  if (tier === member.tier) {
    throw new AppError('VALIDATION', tier ? `Tier ${tier} is what it is already.` : 'There is no tier now.', {
      field: 'tier',
    });
  }
  await updateMember(context.db, member.id, { tier, updated_at: context.now() });
  await recordStep(context, {
    memberId: member.id,
    program: member.program,
    kind: 'tier',
    on: input.on,
    detail: { from: member.tier, to: tier, note: input.note || null },
  });
  context.about({ memberId: member.id, detail: { on: input.on } });
  return { member: await getMember(context, member.id) };
}

/** The tiers a roster changed, as steps; `after` is what the roster wrote. */
export interface TierPast extends RosterPast {
  readonly after: Readonly<Record<string, string | number | null>>;
}

/** Keeps the change of a tier that a roster brought as a step, dated to the day it was applied. */
export async function rememberTiers(context: CallContext, past: readonly TierPast[]): Promise<void> {
  await insertProgramEvents(
    context.db,
    past
      .filter(({ changed }) => changed.includes('tier'))
      .map(({ row, after }) =>
        stepRow(context, {
          memberId: row.id,
          program: row.program === null ? null : programSchema.parse(row.program),
          kind: 'tier',
          on: context.today(),
          detail: tierDetail(row.tier, after.tier ?? null),
        }),
      ),
  );
}

/** Takes out again what `rememberTiers` kept, where the row says the same as before. */
export async function forgetTiers(context: CallContext, past: readonly TierPast[]): Promise<void> {
  const wanted = new Map(
    past
      .filter(({ row, changed, after }) => changed.includes('tier') && row.tier !== after.tier)
      .map(({ row, after }) => [row.id, JSON.stringify(tierDetail(row.tier, after.tier ?? null))]),
  );
  const ids: string[] = [];
  for (const event of await findTierEvents(context.db, [...wanted.keys()])) {
    if (wanted.get(event.member_id) !== event.detail) continue;
    wanted.delete(event.member_id);
    ids.push(event.id);
  }
  await deleteProgramEvents(context.db, ids);
}

function tierDetail(from: string | null, to: string | number | null) {
  return { from, to: to === null ? null : String(to), source: 'roster' };
}
