import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/members/normalize.ts';
import { minutesAt, type NoteContent } from '#shared/notes/content.ts';
import type { CodeLine, Note } from '#shared/notes/contract.ts';
import { noteSummary, noteTitle } from '#shared/notes/words.ts';
import { codeText } from '#shared/programs/pack.ts';
import { isEffective, packsOf } from '#shared/programs/packs.ts';
import { placeProblem } from '#shared/programs/places.ts';
import type { CallContext } from '../context.ts';
import { createEncounter } from '../encounters/create-encounter.ts';
import { getConsent } from '../members/consent.ts';
import { recordContact } from '../members/record-contact.ts';
import { addTask } from '../tasks/add-task.ts';
import { markDone } from '../tasks/change-task.ts';
import { type CodedNote, codeNote } from './code-line.ts';
import { ownDraft } from './drafts.ts';
import { getNote } from './notes.ts';
import { updateNote } from './store.ts';
import { serializeNote } from './stored-note.ts';

/** A timer that ran longer was forgotten; the person types the minutes then. */
const LONGEST_TIMER_MINUTES = 8 * 60;

function refuse(field: string, message: string): never {
  throw new AppError('VALIDATION', message, { field });
}

/** What a note must say before anybody can sign it; the first gap, with its field. */
function requireComplete(content: NoteContent, minutes: number, today: string): void {
  const { mode, place, serviceOn } = content;
  if (mode === null) refuse('mode', 'Choose how it took place.');
  if (serviceOn > today) refuse('serviceOn', 'The day of service is in the future.');
  if (!place) refuse('place', 'Choose where it took place.');
  const misfit = placeProblem(place.code, mode, serviceOn);
  if (misfit) refuse('place', misfit);
  if (minutes < 1) refuse('minutes', 'Type the minutes.');
  if (content.minutes === null && minutes > LONGEST_TIMER_MINUTES) {
    refuse('minutes', `The timer ran ${Math.floor(minutes / 60)} hours. Type the minutes.`);
  }
  if (content.services.length === 0) refuse('services', 'Choose a service.');
  if (content.text.trim() === '') refuse('text', 'Write what happened.');
}

/** Consent is a gate only where the program says so, and only for services, never for outreach. */
async function requireConsent(context: CallContext, { member, facts }: CodedNote): Promise<void> {
  if (!member.program || facts.phase !== 'service') return;
  const pack = packsOf(member.program).find((one) => isEffective(one, facts.serviceOn));
  if (!pack?.consentBeforeService || (await getConsent(context, member.id))) return;
  throw new AppError(
    'HELD',
    `${member.program} needs the member’s consent before service. Record it on the chart.`,
    {
      field: 'consent',
    },
  );
}

/** Whether the member themself took part: in service always, in outreach when the note says so. */
function wasContact(content: NoteContent, phase: CodedNote['facts']['phase']): boolean {
  if (content.mode === 'without_member') return false;
  return phase === 'service' || /\bmember\b/i.test(content.present);
}

async function setFollowUps(context: CallContext, coded: CodedNote, content: NoteContent, noteId: string) {
  for (const followUp of content.followUps) {
    await addTask(context, {
      memberId: coded.member.id,
      title: followUp.title,
      kind: followUp.kind,
      ownerId: context.user.id,
      dueOn: followUp.dueOn,
      sourceKind: 'note',
      sourceId: noteId,
      why: `Set as follow-up in the note of ${content.serviceOn}.`,
    });
  }
}

/**
 * Signs a note: it is final, its encounter line is made, its follow-ups are set, the task it did is closed and the
 * last contact moves, all in one transaction.
 *
 * @throws AppError `VALIDATION` with the first gap and its field, `HELD` when an HHP member's consent is missing.
 */
export async function signNote(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ note: Note; encounterId: string; line: CodeLine; tasksSet: number; tasksClosed: number }> {
  const draft = await ownDraft(context, input.id);
  const signedAt = context.now();
  const minutes = minutesAt(draft.content, signedAt);
  requireComplete(draft.content, minutes, context.today());
  const content: NoteContent = {
    ...draft.content,
    minutes,
    timer: { seconds: draft.content.timer.seconds, runningSince: null },
  };
  const coded = await codeNote(context, {
    noteId: draft.id,
    memberId: draft.memberId,
    content,
    origins: draft.origins,
  });
  await requireConsent(context, coded);
  const { facts, tag, member, staff } = coded;
  const signed = await updateNote(context.db, draft.id, {
    state: 'signed',
    content: serializeNote(content),
    staff_id: staff.id,
    service_on: content.serviceOn,
    mode: content.mode,
    minutes,
    summary: noteSummary(content.text),
    search_text: foldText(`${noteTitle(content)} ${content.text}`),
    signed_at: signedAt,
    signed_by: context.user.id,
    updated_at: signedAt,
  });
  if (!signed) throw new AppError('CONFLICT', 'This note was signed meanwhile.');
  const encounterId = await createEncounter(context, {
    noteId: draft.id,
    memberId: member.id,
    planId: member.plan.id,
    staffId: staff.id,
    startTime: content.startTime,
    placeOfService: content.place?.code ?? '',
    diagnoses: content.diagnoses,
    facts,
    tag,
  });
  await setFollowUps(context, coded, content, draft.id);
  if (content.taskId) await markDone(context, { id: content.taskId });
  if (wasContact(content, facts.phase)) {
    const inPerson = content.mode === 'in_person';
    await recordContact(context, {
      memberId: member.id,
      on: content.serviceOn,
      mode: content.mode ?? 'other',
      place: inPerson ? (content.place?.label ?? null) : null,
    });
  }
  const note = await getNote(context, { id: draft.id });
  context.about({
    memberId: member.id,
    entityId: draft.id,
    detail: {
      mode: content.mode,
      minutes,
      code: tag.code ? codeText(tag.code, tag.modifiers) : null,
      units: tag.units,
    },
  });
  return {
    note,
    encounterId,
    line: coded.line,
    tasksSet: content.followUps.length,
    tasksClosed: content.taskId ? 1 : 0,
  };
}
