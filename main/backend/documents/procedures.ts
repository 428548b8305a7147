import { documentsContract } from '#shared/documents/contract.ts';
import { handle } from '../procedure.ts';
import { addDocument, addDropped } from './add.ts';
import {
  listDocuments,
  previewDocument,
  putBackDocument,
  renameDocument,
  retireDocument,
  saveDocumentCopy,
  searchDocuments,
} from './documents.ts';

const os = handle(documentsContract);

export const documentsProcedures = os.router({
  list: os.list.handler(({ input, context }) => listDocuments(context, input)),
  find: os.find.handler(({ input, context }) => searchDocuments(context, input)),
  add: os.add.handler(({ input, context }) => addDocument(context, input)),
  addDropped: os.addDropped.handler(({ input, context }) => addDropped(context, input)),
  preview: os.preview.handler(({ input, context }) => previewDocument(context, input)),
  rename: os.rename.handler(({ input, context }) => renameDocument(context, input)),
  retire: os.retire.handler(({ input, context }) => retireDocument(context, input)),
  putBack: os.putBack.handler(({ input, context }) => putBackDocument(context, input)),
  saveCopy: os.saveCopy.handler(({ input, context }) => saveDocumentCopy(context, input)),
});
