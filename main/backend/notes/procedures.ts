import { notesContract } from '#shared/notes/contract.ts';
import { handle } from '../procedure.ts';
import {
  addAddendum,
  askCosign,
  cosignNote,
  dropTemplate,
  keepTemplate,
  listTemplates,
  strikeNote,
} from './after/after.ts';
import { codeNote } from './code-line.ts';
import { discardNote, ownDraft, restoreNote, saveDraft, showDraft, startNote } from './drafts.ts';
import { getNote, listNotes } from './notes.ts';
import { signAndAsk } from './sign-and-ask.ts';
import { emptyContent } from './stored-note.ts';
import { listWaiting } from './waiting.ts';

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
  sign: os.sign.handler(({ input, context }) => signAndAsk(context, input)),
  discard: os.discard.handler(({ input, context }) => discardNote(context, input)),
  restore: os.restore.handler(({ input, context }) => restoreNote(context, input)),
  addendum: os.addendum.handler(({ input, context }) => addAddendum(context, input)),
  strike: os.strike.handler(({ input, context }) => strikeNote(context, input)),
  askCosign: os.askCosign.handler(({ input, context }) => askCosign(context, input)),
  cosign: os.cosign.handler(({ input, context }) => cosignNote(context, input)),
  waiting: os.waiting.handler(({ context }) => listWaiting(context)),
  templates: os.templates.handler(({ context }) => listTemplates(context)),
  keepTemplate: os.keepTemplate.handler(({ input, context }) => keepTemplate(context, input)),
  dropTemplate: os.dropTemplate.handler(({ input, context }) => dropTemplate(context, input)),
  list: os.list.handler(({ input, context }) => listNotes(context, input)),
});
