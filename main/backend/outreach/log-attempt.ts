import { AppError } from '#shared/errors.ts';
import type { Member } from '#shared/members/member.ts';
import {
  type AttemptMethod,
  isCounted,
  METHOD_WORDS,
  modeOf,
  OUTCOME_WORDS,
  outcomeOf,
  type ReachedWho,
  statusAfter,
  WHO_WORDS,
  wasMemberReached,
  wasSomebodyReached,
} from '#shared/outreach/attempt.ts';
import type { AttemptDraft } from '#shared/outreach/contract.ts';
import { closeReason } from '#shared/programs/close-reasons.ts';
import type { CallContext } from '../context.ts';
import { listConditions } from '../members/members.ts';
import { setOutreachStatus } from '../members/outreach-status.ts';
import { recordContact } from '../members/record-contact.ts';
import { signNewNote } from '../notes/sign-new.ts';
import { closeTasksFor } from '../tasks/add-task.ts';
import { getStaff } from '../users/users.ts';
import { openMember, standingOf } from './card.ts';
import { closeOutreach } from './change.ts';
import { fillAttempt } from './fill.ts';
import { deleteDraft, insertAttempt, writeOutreach } from './store.ts';

function refuse(field: string, message: string): never {
  throw new AppError('VALIDATION', message, { field });
}

/** An attempt as it is signed. */
export interface AttemptToLog extends AttemptDraft {
  readonly memberId: string;
  readonly on?: string | undefined;
  readonly startTime?: string | undefined;
}

/** What was chosen, checked; the first gap is refused with its field. */
function checkAttempt(input: AttemptToLog, member: Member, today: string) {
  const { method, result, next } = input;
  const on = input.on ?? today;
  if (method === null) refuse('method', 'Choose how you tried.');
  if (result === null) refuse('result', 'Choose what came of it.');
  if (on > today) refuse('on', 'The day of the attempt is in the future.');
  if (result === 'reached' && input.who === null) refuse('who', 'Choose who you reached.');
  const who: ReachedWho | null = result === 'declined' ? (input.who ?? 'member') : input.who;
  const ready = next?.kind === 'ready';
  const outcome = outcomeOf({ method, result, who, ready });
  if (ready && outcome !== 'spoke_agreed') {
    refuse('next', 'Only the member can say yes. Choose a day for the next contact.');
  }
  if (outcome === 'spoke_declined') {
    const reason = closeReason(member.program, input.reasonId ?? '');
    if (!reason) refuse('reasonId', 'Choose the reason the program knows.');
  } else if (wasSomebodyReached(outcome) && next === null) {
    refuse('next', 'You reached somebody, so set the next contact.');
  }
  if (next?.kind === 'date' && next.on < today) refuse('next', 'The next contact is in the past.');
  return { method, result, who: outcome === 'message_left' ? null : who, next, on, outcome, ready };
}

/** Words of the note when nobody typed any: "Attempt 4. In person, reached: member." */
function noteText(number: number | null, method: AttemptMethod, outcome: string, typed: string): string {
  const head = `${number === null ? 'Not counted' : `Attempt ${number}`}. ${METHOD_WORDS[method]}, ${outcome}.`;
  return typed.trim() === '' ? head : `${head} ${typed.trim()}`;
}

/**
 * Signs an attempt: counts it, sets the next contact, moves the status, and makes its note and encounter line.
 *
 * One attempt is one note and one line. A method that no code table knows (letter, e-mail) is logged without a line.
 *
 * @throws AppError `VALIDATION` with the first gap and its field; `CONFLICT` once outreach has ended.
 */
export async function logAttempt(context: CallContext, input: AttemptToLog) {
  const member = await openMember(context, input.memberId);
  const today = context.today();
  const { method, who, next, on, outcome, ready } = checkAttempt(input, member, today);
  const { rule, history, attempts } = await standingOf(context, member);
  const filled = fillAttempt(member, history.logged, on)[method];
  const staff = await getStaff(context, context.user.id, on);
  const place = input.place === undefined ? filled.place : input.place;
  const minutes = input.minutes ?? filled.minutes;
  const counted = isCounted(method, false);
  const number = counted ? attempts + 1 : null;
  const mode = modeOf(method);
  const outcomeWords =
    outcome === 'third_party' && who ? `reached: ${WHO_WORDS[who].toLowerCase()}` : OUTCOME_WORDS[outcome];

  let noteId: string | null = null;
  let line = `No code for ${METHOD_WORDS[method].toLowerCase()}: logged, not billed`;
  if (mode !== null) {
    const conditions = await listConditions(context, member.id);
    const signed = await signNewNote(
      context,
      { member, conditions },
      {
        mode,
        serviceOn: on,
        startTime: input.startTime ?? null,
        minutes,
        place,
        present: wasMemberReached(outcome) ? 'Member' : who ? WHO_WORDS[who] : '',
        services: ['outreach'],
        text: noteText(number, method, outcomeWords, input.text),
      },
    );
    noteId = signed.noteId;
    line = signed.line;
  } else if (wasMemberReached(outcome)) {
    await recordContact(context, { memberId: member.id, on, mode: method, place: null });
  }

  const attemptId = context.newId();
  await insertAttempt(context.db, {
    id: attemptId,
    member_id: member.id,
    program: member.program,
    happened_on: on,
    start_time: input.startTime ?? null,
    method,
    outcome,
    who,
    place_code: place?.code ?? null,
    place: place?.label ?? null,
    tried: input.tried === undefined ? filled.tried : input.tried,
    language: input.language === undefined ? filled.language : input.language,
    interpreter: (input.interpreter ?? filled.interpreter) ? 1 : 0,
    minutes,
    staff_id: context.user.id,
    clinical: staff.clinical ? 1 : 0,
    text: input.text.trim(),
    counted: counted ? 1 : 0,
    bulk: 0,
    next_on: next?.kind === 'date' ? next.on : null,
    note_id: noteId,
    created_at: context.now(),
    created_by: context.user.id,
  });
  await writeOutreach(context.db, member.id, context.now(), {
    next_on: next?.kind === 'date' ? next.on : null,
    next_method: next?.kind === 'date' ? method : null,
    ready_on: ready ? on : null,
  });
  await deleteDraft(context.db, member.id, context.user.id);
  await closeTasksFor(context, { sourceKind: 'outreach', sourceId: member.id });

  let status = statusAfter(member.status, outcome);
  if (outcome === 'spoke_declined' && input.reasonId) {
    status = (await closeOutreach(context, member, input.reasonId, '')).status;
  } else if (status !== member.status) {
    await setOutreachStatus(context, member.id, status as 'reached' | 'in_outreach');
  }
  context.about({ memberId: member.id, entityId: attemptId, detail: { method, outcome, counted } });
  return {
    attemptId,
    number,
    left: Math.max(0, rule.attempts - attempts - (counted ? 1 : 0)),
    status,
    ready,
    closed: outcome === 'spoke_declined',
    line,
    noteId,
    nextOn: next?.kind === 'date' ? next.on : null,
  };
}
