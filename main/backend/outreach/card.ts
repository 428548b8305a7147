import { ageOn, dateInWords } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import { type Member, OUTREACH_STATUSES, STATUS_WORDS } from '#shared/members/member.ts';
import { type Attempt, attemptDraftSchema, type OutreachCard } from '#shared/outreach/contract.ts';
import { clockOf, outreachRule, ruleSentence, windowEnd } from '#shared/outreach/rule.ts';
import { closeReasons } from '#shared/programs/close-reasons.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { getPlan } from '../plans/plans.ts';
import { fillAttempt, nextDates } from './fill.ts';
import { loadEvents, loadHistory } from './history.ts';
import { findDraft, findOutreachState } from './store.ts';

/** The rule, the clock and the count of one member. */
export async function standingOf(context: CallContext, member: Member) {
  const plan = await getPlan(context, member.plan.id);
  const rule = outreachRule(plan.profile.outreach, member.program);
  const state = await findOutreachState(context.db, member.id);
  const history = await loadHistory(context, member);
  const attempts = history.attempts.filter((one) => one.counted).length;
  return { rule, state, history, attempts, left: Math.max(0, rule.attempts - attempts) };
}

/** Everything the screen shows about one member's outreach. */
export async function getCard(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<OutreachCard> {
  const member = await getMember(context, input.memberId);
  const today = context.today();
  const { rule, state, history, attempts, left } = await standingOf(context, member);
  const open = OUTREACH_STATUSES.includes(member.status);
  const window = { assignedOn: member.assignedOn, until: state?.until ?? null };
  const draft = await findDraft(context.db, member.id, context.user.id);
  context.about({ memberId: member.id });
  return {
    memberId: member.id,
    name: member.name,
    line: [String(ageOn(member.birthDate, today)), member.language, member.interpreter ? 'interpreter' : null]
      .filter(Boolean)
      .join(', '),
    pronouns: member.pronouns,
    status: member.status,
    statusWords: STATUS_WORDS[member.status],
    homeless: member.homeless,
    onTel: member.onTel,
    flags: member.flags,
    program: member.program,
    planName: member.plan.shortName,
    clock: open ? clockOf(rule, window, today) : null,
    until: windowEnd(rule, window),
    extended: window.until !== null,
    attempts,
    wanted: rule.attempts,
    left,
    readOnly: !open,
    nextOn: state?.next_on ?? null,
    ready: open && Boolean(state?.ready_on),
    rule: { sentence: ruleSentence(rule), confirmWithPlan: true },
    history: history.attempts.toReversed(),
    events: await loadEvents(context, member.id, member.program),
    places: placesOf(member, history.attempts, today),
    filled: fillAttempt(member, history.logged, today),
    nextDates: nextDates(today),
    reasons: closeReasons(member.program).map(({ id, label, whenDeclined }) => ({ id, label, whenDeclined })),
    draft: draft === undefined ? null : (attemptDraftSchema.safeParse(JSON.parse(draft)).data ?? null),
  };
}

/** Where the person may be found: the housing record, earlier places, the address, the phone, the last contact. */
function placesOf(member: Member, attempts: readonly Attempt[], today: string): OutreachCard['places'] {
  const places: OutreachCard['places'] = [];
  const add = (kind: OutreachCard['places'][number]['kind'], text: string | null) => {
    if (text && !places.some((place) => place.text === text)) places.push({ kind, text });
  };
  add('place', member.housingNote);
  const street = [member.address.street, member.address.city].filter(Boolean).join(', ');
  add('home', street || null);
  for (const attempt of attempts.toReversed()) {
    if (attempt.method === 'in_person' && attempt.strike === null) add('place', attempt.place);
  }
  add('phone', member.phone);
  if (member.lastContact) {
    const { on, place } = member.lastContact;
    add('contact', `${place ?? 'Last contact'}, ${dateInWords(on, today)}`);
  }
  return places.slice(0, 6);
}

/**
 * A member whose outreach runs.
 *
 * @throws AppError `CONFLICT` once the member is enrolled or the outreach ended.
 */
export async function openMember(context: CallContext, memberId: string): Promise<Member> {
  const member = await getMember(context, memberId);
  if (OUTREACH_STATUSES.includes(member.status)) return member;
  throw new AppError(
    'CONFLICT',
    member.status === 'enrolled'
      ? `${member.name} is enrolled. Write a note instead.`
      : `Outreach to ${member.name} ended: ${STATUS_WORDS[member.status].toLowerCase()}. Open it again first.`,
  );
}
