import { notesContract } from '#shared/notes/contract.ts';
import { handle } from '../procedure.ts';
import { codeNote } from './code-line.ts';
import { discardNote, ownDraft, restoreNote, saveDraft, showDraft, startNote } from './drafts.ts';
import { getNote, listNotes } from './notes.ts';
import { signNote } from './sign.ts';
import { emptyContent } from './stored-note.ts';

const os = handle(notesContract);

/** Notes over the contract. */
export const notesProcedures = os.router({
  start: os.start.handler(({ input, context }) => startNote(context, input)),
  draft: os.draft.handler(({ input, context }) => showDraft(context, input)),
  get: os.get.handler(({ input, context }) => getNote(context, input)),
  saveDraft: os.saveDraft.handler(({ input, context }) => saveDraft(context, input)),
  code: os.code.handler(async ({ input, context }) => {
    if ('id' in input) {
      const { id: noteId, memberId, content, origins } = await ownDraft(context, input.id);
      return (await codeNote(context, { noteId, memberId, content, origins })).line;
    }
    const { memberId, staffId, serviceOn, mode, minutes } = input;
    const content = { ...emptyContent(staffId, serviceOn), mode, minutes };
    return (await codeNote(context, { noteId: null, memberId, content, origins: {} })).line;
  }),
  sign: os.sign.handler(({ input, context }) => signNote(context, input)),
  discard: os.discard.handler(({ input, context }) => discardNote(context, input)),
  restore: os.restore.handler(({ input, context }) => restoreNote(context, input)),
  list: os.list.handler(({ input, context }) => listNotes(context, input)),
});
