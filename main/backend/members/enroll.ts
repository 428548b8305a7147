import { dateInWords } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import type { Member, Program } from '#shared/members/member.ts';
import { suggestedPhase } from '#shared/programs/eligibility.ts';
import { isEffective, packsOf } from '#shared/programs/packs.ts';
import type { CallContext } from '../context.ts';
import { getMember, listConditions } from './members.ts';
import { setLead } from './programs/changes.ts';
import { recordStep } from './programs/events.ts';
import { findPhase } from './programs/store.ts';
import { refreshClocks } from './refresh-clocks.ts';
import { findExtra, updateMember } from './store.ts';

/** What enrolling a member needs; what the plan's file already said may be left out. */
export interface Enrollment {
  readonly id: string;
  readonly program: Program;
  readonly on: string;
  readonly tier?: string | null | undefined;
  readonly authorizationNumber?: string | null | undefined;
  readonly authorizationStart?: string | null | undefined;
  readonly authorizationEnd?: string | null | undefined;
  readonly consent?: { readonly how: 'verbal' | 'written'; readonly on: string } | undefined;
  readonly leadId?: string | null | undefined;
  /** HHP only; left out it follows from the conditions. */
  readonly phase?: '1' | '2' | undefined;
}

/**
 * Starts service for a member.
 *
 * The program pack decides whether consent is a gate: in HHP it is, in ECM it never is.
 *
 * @throws AppError `CONFLICT` when the member is enrolled already, `VALIDATION` for dates that cannot be, a program
 * that did not run on that day, or missing consent.
 */
export async function enrollMember(context: CallContext, input: Enrollment): Promise<{ member: Member }> {
  const member = await getMember(context, input.id);
  const today = context.today();
  if (member.status === 'enrolled' && member.enrolledOn) {
    const since = dateInWords(member.enrolledOn, today);
    throw new AppError('CONFLICT', `${member.name} is enrolled since ${since}.`);
  }
  if (input.on > today) {
    throw new AppError('VALIDATION', 'Enrollment date is in the future.', { field: 'on' });
  }
  if (input.on < member.birthDate) {
    throw new AppError('VALIDATION', 'Enrollment date is before the birthday.', { field: 'on' });
  }
  const pack = packsOf(input.program).find((one) => isEffective(one, input.on));
  if (!pack) {
    throw new AppError('VALIDATION', `${input.program} did not run on ${dateInWords(input.on, today)}.`, {
      field: 'program',
    });
  }
  if (pack.consentBeforeService && !input.consent) {
    throw new AppError('VALIDATION', `${input.program} needs the member’s consent before service starts.`, {
      field: 'consent',
    });
  }
  const authorization = {
    number: input.authorizationNumber ?? member.authorization.number,
    start: input.authorizationStart ?? member.authorization.start,
    end: input.authorizationEnd ?? member.authorization.end,
  };
  if (authorization.start && authorization.end && authorization.end < authorization.start) {
    throw new AppError('VALIDATION', 'The authorization ends before it starts.', {
      field: 'authorizationEnd',
    });
  }
  const extra = await findExtra(context.db, member.id);
  const before = await findPhase(context.db, member.id);
  const codes = (await listConditions(context, member.id)).filter(({ endedOn }) => endedOn === null);
  // The phase a member was first enrolled in is kept, whoever serves them.
  const phase =
    input.program === 'HHP'
      ? (before ?? input.phase ?? suggestedPhase(codes.map(({ code }) => code)))
      : before;
  await updateMember(context.db, member.id, {
    program: input.program,
    status: 'enrolled',
    enrolled_on: input.on,
    ended_on: null,
    phase,
    tier: input.tier === undefined ? member.tier : input.tier,
    authorization_number: authorization.number,
    authorization_start: authorization.start,
    authorization_end: authorization.end,
    extra: JSON.stringify({ ...extra, consent: input.consent ?? extra.consent }),
    updated_at: context.now(),
  });
  await recordStep(context, {
    memberId: member.id,
    program: input.program,
    kind: 'enrolled',
    on: input.on,
    detail: {
      tier: input.tier === undefined ? member.tier : input.tier,
      phase: input.program === 'HHP' ? phase : null,
    },
  });
  if (input.leadId !== undefined) {
    await setLead(context, { ids: [member.id], leadId: input.leadId, on: input.on });
  }
  await refreshClocks(context, [member.id]);
  context.about({ memberId: member.id, detail: { program: input.program, on: input.on } });
  return { member: await getMember(context, member.id) };
}
