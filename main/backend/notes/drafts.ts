import { addDays } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import {
  applyPatch,
  minutesAt,
  type NoteContent,
  type NotePatch,
  type Origins,
} from '#shared/notes/content.ts';
import type { CodeLine, NoteDraft } from '#shared/notes/contract.ts';
import { placeProblem } from '#shared/programs/places.ts';
import type { CallContext } from '../context.ts';
import { getMember, listConditions } from '../members/members.ts';
import { listOpenTasks } from '../tasks/open-tasks.ts';
import { codeNote } from './code-line.ts';
import { memberGoals } from './goals.ts';
import { guessContent, guessDiagnoses, guessPlace } from './guess.ts';
import {
  deleteDiscarded,
  findDraftOf,
  findLastSigned,
  findNote,
  insertNote,
  type StoredNote,
  updateNote,
} from './store.ts';
import { serializeNote } from './stored-note.ts';

/** How long a note that was put away can come back. */
const KEPT_DAYS = 30;

/**
 * One's own unfinished note.
 *
 * @throws AppError `NOT_FOUND`, `FORBIDDEN` for somebody else's, `CONFLICT` when it is signed or put away.
 */
export async function ownDraft(
  context: CallContext,
  id: string,
  state: 'draft' | 'discarded' = 'draft',
): Promise<StoredNote> {
  const note = await findNote(context.db, id);
  if (!note) throw new AppError('NOT_FOUND', 'This note is not on file.');
  if (note.state === 'signed') throw new AppError('CONFLICT', 'This note is signed and stays as it is.');
  // SECURITY: what somebody has not signed yet is theirs alone.
  if (note.authorId !== context.user.id) {
    throw new AppError('FORBIDDEN', `Only ${note.author} can work on this draft.`);
  }
  if (note.state !== state) {
    throw new AppError(
      'CONFLICT',
      state === 'draft' ? 'This note was put away.' : 'This note was not put away.',
    );
  }
  return note;
}

async function toDraft(context: CallContext, note: StoredNote, resumed: boolean): Promise<NoteDraft> {
  const { line, member } = await codeNote(context, {
    noteId: note.id,
    memberId: note.memberId,
    content: note.content,
    origins: note.origins,
  });
  const goals = await memberGoals(context, note.memberId);
  context.about({ memberId: note.memberId, entityId: note.id });
  return {
    id: note.id,
    memberId: note.memberId,
    memberName: member.name,
    program: member.program,
    content: note.content,
    origins: note.origins,
    resumed,
    createdAt: note.createdAt,
    savedAt: note.updatedAt,
    goals,
    line,
  };
}

/** Opens one's unfinished note about a member, or starts one with what Hearth can guess. */
export async function startNote(
  context: CallContext,
  input: { readonly memberId: string; readonly taskId: string | null },
): Promise<NoteDraft> {
  const open = await findDraftOf(context.db, input.memberId, context.user.id);
  if (open) return toDraft(context, open, true);
  const member = await getMember(context, input.memberId);
  const tasks = input.taskId ? await listOpenTasks(context, { memberId: member.id }) : [];
  const { content, origins } = guessContent(context, {
    member,
    conditions: await listConditions(context, member.id),
    last: await findLastSigned(context.db, member.id),
    task: tasks.find((task) => task.id === input.taskId),
    today: context.today(),
  });
  const id = context.newId();
  await insertNote(context.db, {
    id,
    member_id: member.id,
    state: 'draft',
    content: serializeNote(content, origins),
    author_id: context.user.id,
    staff_id: content.staffId,
    service_on: content.serviceOn,
    mode: content.mode,
    minutes: null,
    summary: '',
    search_text: '',
    signed_at: null,
    signed_by: null,
    updated_at: context.now(),
    created_at: context.now(),
    created_by: context.user.id,
  });
  return toDraft(context, (await findNote(context.db, id)) as StoredNote, false);
}

/** One's own unfinished note, for the composer. */
export async function showDraft(context: CallContext, input: { readonly id: string }): Promise<NoteDraft> {
  return toDraft(context, await ownDraft(context, input.id), true);
}

/** Guesses that hang on a field that was just changed: the place on the mode, the diagnoses on the day. */
async function followGuesses(
  context: CallContext,
  note: StoredNote,
  patch: NotePatch,
  changed: { content: NoteContent; origins: Origins },
): Promise<{ content: NoteContent; origins: Origins }> {
  let { content, origins } = changed;
  const { mode, place, serviceOn } = content;
  const misfit = mode && place ? placeProblem(place.code, mode, serviceOn) !== null : false;
  const newPlace = patch.mode !== undefined && patch.place === undefined && mode !== null;
  const newDay =
    patch.serviceOn !== undefined && patch.diagnoses === undefined && origins.diagnoses !== undefined;
  if (!(newPlace && (place === null || misfit || origins.place !== undefined)) && !newDay) return changed;
  const member = await getMember(context, note.memberId);
  if (newPlace && mode && (place === null || misfit || origins.place !== undefined)) {
    const last = await findLastSigned(context.db, note.memberId);
    const guess = guessPlace(mode, { member, last, today: context.today() }, serviceOn);
    const { place: _gone, ...others } = origins;
    content = { ...content, place: guess?.value ?? null };
    origins = guess ? { ...others, place: guess.origin } : others;
  }
  if (newDay) {
    const guess = guessDiagnoses(member, await listConditions(context, note.memberId), serviceOn);
    const { diagnoses: _gone, ...others } = origins;
    content = { ...content, diagnoses: guess?.value ?? [] };
    origins = guess ? { ...others, diagnoses: guess.origin } : others;
  }
  return { content, origins };
}

/** Keeps what was typed; a touched field is no longer a guess. */
export async function saveDraft(
  context: CallContext,
  input: { readonly id: string; readonly content: NotePatch },
): Promise<{ savedAt: string; content: NoteContent; origins: Origins; line: CodeLine }> {
  const note = await ownDraft(context, input.id);
  const { content, origins } = await followGuesses(
    context,
    note,
    input.content,
    applyPatch(note.content, note.origins, input.content),
  );
  const { line } = await codeNote(context, { noteId: note.id, memberId: note.memberId, content, origins });
  const savedAt = context.now();
  const kept = await updateNote(context.db, note.id, {
    content: serializeNote(content, origins),
    staff_id: content.staffId,
    service_on: content.serviceOn,
    mode: content.mode,
    minutes: minutesAt(content, savedAt) || null,
    updated_at: savedAt,
  });
  if (!kept) throw new AppError('CONFLICT', 'This note was signed meanwhile.');
  return { savedAt, content, origins, line };
}

/** Puts a draft away; it can come back for 30 days, then it is taken out of the database. */
export async function discardNote(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ restoreUntil: string }> {
  const note = await ownDraft(context, input.id);
  const now = context.now();
  await deleteDiscarded(context.db, new Date(Date.parse(now) - KEPT_DAYS * 86_400_000).toISOString());
  await updateNote(context.db, note.id, { state: 'discarded', updated_at: now });
  context.about({ memberId: note.memberId, entityId: note.id });
  return { restoreUntil: addDays(context.today(), KEPT_DAYS) };
}

/** Brings a draft back that was put away. */
export async function restoreNote(context: CallContext, input: { readonly id: string }): Promise<NoteDraft> {
  const note = await ownDraft(context, input.id, 'discarded');
  await updateNote(context.db, note.id, { state: 'draft', updated_at: context.now() }, 'discarded');
  return toDraft(context, { ...note, state: 'draft' }, true);
}
