import type { NoteContent } from '#shared/notes/content.ts';
import { noteTitle } from '#shared/notes/words.ts';
import type { CallContext } from '../context.ts';
import { linesOfNotes } from '../encounters/note-lines.ts';
import { selectNotes } from './store.ts';

const PAGE = 500;

/** A signed note as a whole, for papers about the member. */
export interface SignedNote {
  readonly id: string;
  readonly title: string;
  readonly content: NoteContent;
  readonly author: string;
  readonly staffName: string;
  readonly signedAt: string;
  /** What the note is sent as, in words; null when it made no line. */
  readonly line: string | null;
}

/** Every signed note about a member, newest service first; nobody's drafts. */
export async function signedNotesOf(context: CallContext, memberId: string): Promise<SignedNote[]> {
  const signed: SignedNote[] = [];
  for (let offset = 0; ; offset += PAGE) {
    // An author without an id has no drafts.
    const page = await selectNotes(context.db, { memberId, authorId: '' }, { limit: PAGE, offset });
    const lines = await linesOfNotes(
      context,
      page.notes.map(({ id }) => id),
    );
    for (const note of page.notes) {
      signed.push({
        id: note.id,
        title: noteTitle(note.content),
        content: note.content,
        author: note.author,
        staffName: note.staffName,
        signedAt: note.signedAt ?? note.updatedAt,
        line: lines.get(note.id)?.words ?? null,
      });
    }
    if (page.notes.length < PAGE) return signed;
  }
}
