import { countKnown } from '#shared/roster/headings.ts';
import type { CallContext } from '../../context.ts';
import { decryptForPlan } from '../../plans/pgp.ts';
import { wholeOf } from '../files/kept-file.ts';
import { type Detected, detectKind } from './detect-kind.ts';
import { receivedSource } from './received-source.ts';
import type { StoredReceived } from './store.ts';

/** A received file as its importer reads it: decrypted where our key opens it. */
export interface Readable extends Detected {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** The most that an importer gets as one piece. */
const MOST_OPENED_BYTES = 64 * 1024 * 1024;

/** The content of a received file and what it is; null for one that is too large to be opened here. */
export async function readable(context: CallContext, received: StoredReceived): Promise<Readable | null> {
  if (received.bytes > MOST_OPENED_BYTES) return null;
  const bytes = await wholeOf(await receivedSource(context, received));
  const plain = received.kind === 'encrypted' ? await decryptForPlan(context, received.planId, bytes) : null;
  const content = plain ?? bytes;
  return {
    ...detectKind(content, countKnown),
    bytes: content,
    fileName: plain ? received.fileName.replace(/\.(pgp|gpg|asc)$/i, '') : received.fileName,
  };
}
