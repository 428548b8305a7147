import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { DocumentCategory, FileBytes, StoredDocument } from '#shared/documents/contract.ts';
import { previewKind } from '#shared/documents/media.ts';
import { AppError } from '#shared/errors.ts';
import { searchWords } from '#shared/members/search.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { findByWords, findChunks, findDocument, findDocuments, updateDocument } from './store.ts';

/** As much of a text as is shown; a log of a gigabyte would only freeze the page. */
const MOST_TEXT = 200_000;

/** A member's documents with the retired ones at the end. */
export async function listDocuments(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<{ documents: StoredDocument[] }> {
  const member = await getMember(context, input.memberId);
  context.about({ memberId: member.id });
  return { documents: await findDocuments(context.db, member.id) };
}

/** Documents by words of their title or file name. */
export async function searchDocuments(
  context: CallContext,
  input: { readonly text: string; readonly limit: number },
): Promise<{ documents: { id: string; memberId: string; memberName: string; title: string }[] }> {
  const words = searchWords(input.text);
  return { documents: words.length === 0 ? [] : await findByWords(context.db, words, input.limit) };
}

/**
 * What the page may draw of a document.
 *
 * SECURITY: the page gets bytes and draws pictures and PDFs on a canvas; it never gets a path or an address, and
 * nothing that could run is handed over as anything but text.
 */
export async function previewDocument(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ document: StoredDocument; text: string | null; cut: boolean; content: FileBytes | null }> {
  const document = await getDocument(context, input.id);
  context.about({ memberId: document.memberId, entityId: document.id });
  const kind = previewKind(document.media);
  if (kind === 'none') return { document, text: null, cut: false, content: null };
  if (kind === 'text') {
    const head = Buffer.concat(await findChunks(context.db, document.id, 1));
    const text = new TextDecoder('utf-8').decode(head.subarray(0, MOST_TEXT), { stream: true });
    return { document, text, cut: document.bytes > MOST_TEXT, content: null };
  }
  const content = await wholeContent(context, document);
  return { document, text: null, cut: false, content: new Blob([content]) };
}

/** Changes title, category and day. */
export async function renameDocument(
  context: CallContext,
  input: {
    readonly id: string;
    readonly title: string;
    readonly category: DocumentCategory;
    readonly documentOn: string | null;
  },
): Promise<{ document: StoredDocument }> {
  const document = await getDocument(context, input.id);
  if (input.documentOn && input.documentOn > context.today()) {
    throw new AppError('VALIDATION', 'The day of the document is in the future.', { field: 'documentOn' });
  }
  await updateDocument(context.db, document.id, {
    title: input.title,
    category: input.category,
    document_on: input.documentOn,
  });
  context.about({ memberId: document.memberId, entityId: document.id });
  return { document: await getDocument(context, document.id) };
}

/** Takes a document off the chart; it stays readable below. */
export async function retireDocument(
  context: CallContext,
  input: { readonly id: string; readonly reason: string },
): Promise<{ document: StoredDocument }> {
  const document = await getDocument(context, input.id);
  if (document.retired) throw new AppError('CONFLICT', 'This document was taken off the chart already.');
  await updateDocument(context.db, document.id, {
    state: 'retired',
    retired_at: context.now(),
    retired_by: context.user.id,
    retired_reason: input.reason,
  });
  context.about({ memberId: document.memberId, entityId: document.id });
  return { document: await getDocument(context, document.id) };
}

/** Puts a retired document back on the chart. */
export async function putBackDocument(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ document: StoredDocument }> {
  const document = await getDocument(context, input.id);
  await updateDocument(context.db, document.id, {
    state: 'kept',
    retired_at: null,
    retired_by: null,
    retired_reason: null,
  });
  context.about({ memberId: document.memberId, entityId: document.id });
  return { document: await getDocument(context, document.id) };
}

/** Writes a copy where the user says, byte for byte what was added. */
export async function saveDocumentCopy(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ saved: boolean; fileName: string | null }> {
  const document = await getDocument(context, input.id);
  const content = await wholeContent(context, document);
  const extension = extname(document.name).replace('.', '');
  const words = extension ? document.name.slice(0, -extension.length - 1) : document.name;
  const target = await context.shell.saveFile({
    title: 'Save a copy of the document',
    suggestedName: extension ? fileNameOf(words, extension) : fileNameOf(words, 'bin').replace(/\.bin$/, ''),
    filters: [],
  });
  if (!target) return { saved: false, fileName: null };
  const { bytes, sha256, memberId, id: entityId } = document;
  await writeUserFile(target.path, content, () =>
    context.write((inside) =>
      inside.record('document.save-copy', { memberId, entityId, detail: { bytes, sha256 } }),
    ),
  );
  return { saved: true, fileName: target.name };
}

async function getDocument(context: CallContext, id: string): Promise<StoredDocument> {
  const document = await findDocument(context.db, id);
  if (!document) throw new AppError('NOT_FOUND', 'This document is not on file.');
  return document;
}

/** Everything of a document; refuses one that is not what was added. */
async function wholeContent(context: CallContext, document: StoredDocument): Promise<Buffer<ArrayBuffer>> {
  const content = Buffer.concat(await findChunks(context.db, document.id));
  if (createHash('sha256').update(content).digest('hex') !== document.sha256) {
    throw new AppError(
      'FILE_UNREADABLE',
      `${document.name} is not what was added. Restore it from a backup.`,
    );
  }
  return content;
}
