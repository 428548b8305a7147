import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { AddDocumentEvent, DocumentCategory, StoredDocument } from '#shared/documents/contract.ts';
import { cleanFileName, MOST_DOCUMENT_BYTES, sizeWords } from '#shared/documents/media.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { diskReason } from '../disk-reason.ts';
import { getMember } from '../members/members.ts';
import { mediaOf } from './detect.ts';
import { findDocument, findSame, insertChunk, insertDocument } from './store.ts';

/** What is said about a document when it is added. */
export interface DocumentFacts {
  readonly memberId: string;
  readonly category: DocumentCategory;
  readonly documentOn: string | null;
}

/** One piece of a document in the database: small enough to read without filling the memory. */
const CHUNK = 1024 * 1024;

/**
 * Asks for a file and keeps it in the encrypted database.
 *
 * @throws AppError `TOO_LARGE` or `FILE_UNREADABLE`, with the file's name and never its path; nothing is kept then.
 */
export async function* addDocument(
  context: CallContext,
  input: DocumentFacts,
): AsyncGenerator<AddDocumentEvent> {
  const member = await getMember(context, input.memberId);
  const file = await context.shell.openFile({
    title: `Add a document for ${member.name}`,
    filters: [{ name: 'All files', extensions: ['*'] }],
  });
  if (!file) {
    yield { step: 'done', outcome: 'cancelled', document: null };
    return;
  }
  const name = cleanFileName(file.name);
  const chunks: Buffer[] = [];
  for await (const chunk of readFileInPieces(file.path, name)) {
    context.signal?.throwIfAborted();
    chunks.push(chunk.bytes);
    yield { step: 'read', done: chunk.done, total: chunk.total };
  }
  const { outcome, document } = await keep(context, input, name, chunks);
  yield { step: 'done', outcome, document };
}

/** Keeps a file whose bytes the page already holds, because it was dropped there; `content` is base64. */
export async function addDropped(
  context: CallContext,
  input: DocumentFacts & { readonly name: string; readonly content: string },
): Promise<{ outcome: 'added' | 'same'; document: StoredDocument }> {
  await getMember(context, input.memberId);
  const name = cleanFileName(input.name);
  const bytes = Buffer.from(input.content, 'base64');
  refuseSize(name, bytes.length);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) chunks.push(bytes.subarray(at, at + CHUNK));
  return keep(context, input, name, chunks);
}

function refuseSize(name: string, size: number): void {
  if (size === 0) {
    throw new AppError('FILE_UNREADABLE', `${name} is empty. Nothing was added.`);
  }
  if (size > MOST_DOCUMENT_BYTES) {
    throw new AppError(
      'TOO_LARGE',
      `${name} has ${sizeWords(size)}. A chart takes files up to ${sizeWords(MOST_DOCUMENT_BYTES)}. Nothing was added.`,
    );
  }
}

async function* readFileInPieces(path: string, name: string) {
  let file: FileHandle;
  try {
    // SECURITY: a pipe or device would hang or never end; only a plain file is read.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw unreadable(name, error);
  }
  try {
    const facts = await file.stat();
    if (!facts.isFile()) {
      throw new AppError('FILE_UNREADABLE', `${name} is not a file. Nothing was added.`);
    }
    refuseSize(name, facts.size);
    let done = 0;
    while (done < facts.size) {
      const buffer = Buffer.alloc(Math.min(CHUNK, facts.size - done));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, done);
      if (bytesRead === 0) {
        throw new AppError('FILE_UNREADABLE', `${name} became shorter while it was read. Nothing was added.`);
      }
      done += bytesRead;
      yield { bytes: buffer.subarray(0, bytesRead), done, total: facts.size };
    }
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(name, error);
  } finally {
    await file.close();
  }
}

function unreadable(name: string, error: unknown): unknown {
  const reason = diskReason(error);
  return reason === null
    ? new AppError('FILE_UNREADABLE', `${name} could not be read. Nothing was added.`)
    : new AppError('FILE_UNREADABLE', `${name} could not be read. ${reason} Nothing was added.`);
}

async function keep(
  context: CallContext,
  facts: DocumentFacts,
  name: string,
  chunks: readonly Buffer[],
): Promise<{ outcome: 'added' | 'same'; document: StoredDocument }> {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  const sha256 = hash.digest('hex');
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const media = mediaOf(chunks[0] ?? new Uint8Array());
  const same = await findSame(context.db, facts.memberId, sha256);
  if (same) return { outcome: 'same', document: same };
  return context.write(async (inside) => {
    const id = inside.newId();
    await insertDocument(inside.db, {
      id,
      member_id: facts.memberId,
      name,
      title: name.replace(/\.[A-Za-z0-9]{1,8}$/, '') || name,
      category: facts.category,
      media,
      bytes,
      sha256,
      document_on: facts.documentOn,
      state: 'kept',
      retired_at: null,
      retired_by: null,
      retired_reason: null,
      created_at: inside.now(),
      created_by: inside.user.id,
    });
    let seq = 0;
    for (const content of chunks) {
      context.signal?.throwIfAborted();
      await insertChunk(inside.db, { document_id: id, seq, content });
      seq += 1;
    }
    await inside.record('document.add', {
      memberId: facts.memberId,
      entityId: id,
      detail: { bytes, media, sha256 },
    });
    const document = await findDocument(inside.db, id);
    if (!document) throw new Error('The document just written is not there.');
    return { outcome: 'added', document };
  });
}
