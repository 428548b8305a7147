import type { NoteContent } from '#shared/notes/content.ts';
import type { CallContext } from '../context.ts';
import { linesOfNotes } from '../encounters/note-lines.ts';
import { type GuessSource, guessDiagnoses } from './guess.ts';
import { signNote } from './sign.ts';
import { insertNote } from './store.ts';
import { emptyContent, serializeNote } from './stored-note.ts';

/** What a finished piece of work says of itself; the rest of the note is empty or guessed. */
export type FinishedWork = Pick<
  NoteContent,
  'mode' | 'serviceOn' | 'startTime' | 'minutes' | 'place' | 'present' | 'services' | 'text'
>;

/**
 * Writes and signs a note in one step, for work that has a screen of its own: one note, one encounter line.
 *
 * Diagnoses come from the housing record and the problem list, as in the composer.
 *
 * @throws AppError as `signNote` does: the first gap with its field.
 */
export async function signNewNote(
  context: CallContext,
  source: Pick<GuessSource, 'member' | 'conditions'>,
  work: FinishedWork,
): Promise<{ noteId: string; line: string }> {
  const id = context.newId();
  const diagnoses = guessDiagnoses(source.member, source.conditions, work.serviceOn)?.value ?? [];
  const content: NoteContent = { ...emptyContent(context.user.id, work.serviceOn), ...work, diagnoses };
  const now = context.now();
  await insertNote(context.db, {
    id,
    member_id: source.member.id,
    state: 'draft',
    content: serializeNote(content),
    author_id: context.user.id,
    staff_id: context.user.id,
    service_on: work.serviceOn,
    mode: work.mode,
    minutes: work.minutes,
    summary: '',
    search_text: '',
    signed_at: null,
    signed_by: null,
    updated_at: now,
    created_at: now,
    created_by: context.user.id,
  });
  await signNote(context, { id });
  await context.record('note.sign', { memberId: source.member.id, entityId: id });
  return { noteId: id, line: (await linesOfNotes(context, [id])).get(id)?.words ?? '' };
}
