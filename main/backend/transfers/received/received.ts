import { readFile, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import type { Received, ReceivedState } from '#shared/transfers/contract.ts';
import type { CallContext } from '../../context.ts';
import { writeUserFile } from '../../pdf/write-file.ts';
import { getPlan } from '../../plans/plans.ts';
import { piecesOf } from '../files/kept-file.ts';
import { isPlainName } from '../list-folder.ts';
import { arrivedInMemory } from './intake.ts';
import { keepReceived, openReceived, type SaidKind } from './keep.ts';
import { receivedSource } from './received-source.ts';
import { type StoredReceived, selectReceived } from './store.ts';

const HEAD_LINES = 12;
const HEAD_BYTES = 4096;
/** What a person loads by hand is read as a whole. */
const MOST_LOADED_BYTES = 64 * 1024 * 1024;

/**
 * One received file with its first lines.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function showReceived(context: CallContext, input: { readonly id: string }): Promise<Received> {
  const stored = await findReceived(context, input.id);
  const { answersNumbers, answersTitle, transferId, fileId, ...received } = stored;
  context.about({ entityId: received.id, detail: { kind: received.kind } });
  return {
    ...received,
    answers: transferId && answersTitle ? { id: transferId, title: answersTitle } : null,
    head: received.firstLine === '' ? [] : headLines(await beginning(context, stored)),
  };
}

async function beginning(context: CallContext, received: StoredReceived): Promise<Uint8Array> {
  if (received.contentRemovedAt !== null) return new Uint8Array();
  const source = await receivedSource(context, received);
  return source.read(0, Math.min(HEAD_BYTES, source.size));
}

async function findReceived(context: CallContext, id: string) {
  const received = await selectReceived(context.db, id);
  if (!received) throw new AppError('NOT_FOUND', 'This file is not in the inbox.');
  return received;
}

function headLines(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  const lines = text.startsWith('ISA') ? text.split(text[105] ?? '~') : text.split(/\r\n|\n|\r/);
  return lines
    .map((line) =>
      line
        .replace(/[\p{C}\u2028\u2029]/gu, ' ')
        .trim()
        .slice(0, 160),
    )
    .filter((line) => line !== '')
    .slice(0, HEAD_LINES);
}

/** Keeps an answer that a person fetched from a plan's portal; null when the dialog was put away. */
export async function loadResponse(
  context: CallContext,
  input: { readonly planId: string },
): Promise<{ id: string; known: boolean; sentence: string } | null> {
  const plan = await getPlan(context, input.planId);
  const grant = await context.shell.openFile({
    title: `Load a response from ${plan.shortName}`,
    filters: [{ name: 'All files', extensions: ['*'] }],
  });
  if (!grant) return null;
  const bytes = await readChosen(grant);
  const fileName = isPlainName(grant.name) ? grant.name : 'response';
  const kept = await keepReceived(context, {
    planId: plan.id,
    fileName,
    ...arrivedInMemory(bytes),
    from: null,
  });
  const outcome = await openReceived(context, kept.id);
  context.about({ entityId: kept.id, detail: { known: kept.known } });
  const sentence = kept.known ? `This file came before. Nothing was done twice.` : outcome.sentence;
  return { ...kept, sentence };
}

async function readChosen(grant: { readonly path: string; readonly name: string }): Promise<Uint8Array> {
  try {
    const info = await stat(grant.path);
    if (info.size > MOST_LOADED_BYTES) {
      throw new AppError('TOO_LARGE', `${grant.name} is larger than the 64 MB that Hearth takes.`);
    }
    if (info.size === 0) throw new AppError('FILE_UNREADABLE', `${grant.name} is empty.`);
    return await readFile(grant.path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // SECURITY: the system's own message would carry the path.
    throw new AppError('FILE_UNREADABLE', `${grant.name} could not be read. Choose it again.`);
  }
}

/** Does with a waiting file what a person says. */
export async function settleReceived(
  context: CallContext,
  input: { readonly id: string; readonly as: SaidKind },
): Promise<{ state: ReceivedState; sentence: string }> {
  const received = await findReceived(context, input.id);
  context.about({ entityId: received.id, detail: { as: input.as } });
  if (received.state === 'done')
    throw new AppError('CONFLICT', 'There is nothing to decide about this file.');
  const { state, sentence } = await openReceived(context, received.id, input.as);
  return { state, sentence };
}

/** Saves a received file where the user says, byte for byte. */
export async function saveReceived(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ fileName: string | null }> {
  const received = await findReceived(context, input.id);
  const source = await receivedSource(context, received);
  context.about({ entityId: received.id });
  const grant = await context.shell.saveFile({
    title: `Save ${received.fileName}`,
    suggestedName: received.fileName,
    filters: [{ name: 'All files', extensions: ['*'] }],
  });
  if (!grant) return { fileName: null };
  await writeUserFile(grant.path, piecesOf(source), () =>
    context.write((inside) => inside.record('transfer.file_saved', { entityId: received.id })),
  );
  return { fileName: grant.name };
}
