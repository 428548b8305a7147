import { AppError } from '#shared/errors.ts';
import { type After, NOTHING_AFTER } from '#shared/notes/after.ts';
import type { Note, NoteRow } from '#shared/notes/contract.ts';
import { noteSummary, noteTitle } from '#shared/notes/words.ts';
import type { CallContext } from '../context.ts';
import { linesOfNotes, type NoteLine } from '../encounters/note-lines.ts';
import { selectAfter } from './after/store.ts';
import { findNote, type StoredNote, selectNotes } from './store.ts';

function toRow(note: StoredNote, line: NoteLine | undefined, after: After = NOTHING_AFTER): NoteRow {
  return {
    id: note.id,
    state: note.state === 'signed' ? 'signed' : 'draft',
    mode: note.content.mode,
    title: noteTitle(note.content),
    serviceOn: note.content.serviceOn,
    summary: note.summary || noteSummary(note.content.text),
    author: note.author,
    signedAt: note.signedAt,
    line: line ?? null,
    strike: after.strike,
    cosign: after.cosign,
    addenda: after.addenda.length,
  };
}

/**
 * A note with everything it says.
 *
 * @throws AppError `NOT_FOUND`, also for somebody else's draft.
 */
export async function getNote(context: CallContext, input: { readonly id: string }): Promise<Note> {
  const note = await findNote(context.db, input.id);
  // SECURITY: an unsigned note exists for its author only.
  if (!note || (note.state !== 'signed' && note.authorId !== context.user.id)) {
    throw new AppError('NOT_FOUND', 'This note is not on file.');
  }
  const lines = await linesOfNotes(context, [note.id]);
  const after = (await selectAfter(context.db, [note.id])).get(note.id) ?? NOTHING_AFTER;
  context.about({ memberId: note.memberId, entityId: note.id });
  return {
    ...toRow(note, lines.get(note.id), after),
    memberId: note.memberId,
    memberName: note.memberName,
    staffName: note.staffName,
    content: note.content,
    origins: note.origins,
    after,
  };
}

/** A member's notes, one's own drafts first, then the signed ones, newest service first. */
export async function listNotes(
  context: CallContext,
  input: { readonly memberId: string; readonly limit: number; readonly offset: number },
): Promise<{ notes: NoteRow[]; total: number }> {
  const { notes, total } = await selectNotes(
    context.db,
    { memberId: input.memberId, authorId: context.user.id },
    input,
  );
  const signed = notes.filter(({ state }) => state === 'signed').map(({ id }) => id);
  const lines = await linesOfNotes(context, signed);
  const after = await selectAfter(context.db, signed);
  context.about({ memberId: input.memberId });
  return { notes: notes.map((note) => toRow(note, lines.get(note.id), after.get(note.id))), total };
}
