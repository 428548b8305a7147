import { AppError } from '#shared/errors.ts';
import { countKnown } from '#shared/roster/headings.ts';
import { RECEIVED_WORDS, type ReceivedKind } from '#shared/transfers/kinds.ts';
import { dismissAll } from '../../admissions/dismiss-all.ts';
import { isNoticeList } from '../../admissions/read-file.ts';
import { takeNotices } from '../../admissions/take-in.ts';
import type { CallContext } from '../../context.ts';
import { isResponseSheet, keepSheet } from '../../encounters/response-sheets/sheets.ts';
import { readResponse } from '../../encounters/responses.ts';
import { getPlan } from '../../plans/plans.ts';
import { openRosterBytes } from '../../roster/open.ts';
import { type Detected, detectKind } from './detect-kind.ts';
import { type ArrivedBytes, forget } from './intake.ts';
import { type Readable, readable } from './readable.ts';
import {
  insertReceived,
  type ReceivedFacts,
  type SeenFile,
  selectReceived,
  selectReceivedBySha256,
  selectTransferAnswered,
  updateAnswered,
  updateReceived,
  upsertSeen,
} from './store.ts';

/** A file from a plan that is on no list yet. */
export interface Arrived extends ArrivedBytes {
  readonly planId: string;
  readonly fileName: string;
  /** Where it lies on the server and whose key that server showed; null when loaded by hand. */
  readonly from: { readonly file: SeenFile; readonly hostKey: string } | null;
}

/**
 * Keeps a file from a plan in the workspace, in one transaction with its audit row.
 *
 * The same bytes from the same plan are kept once, whatever they are called; the second time only the place is
 * remembered.
 */
export async function keepReceived(
  context: CallContext,
  arrived: Arrived,
): Promise<{ id: string; known: boolean }> {
  const { bytes, sha256 } = arrived;
  const detected = detectKind(arrived.head, countKnown);
  const kept = await context.write(async (inside) => {
    const before = await selectReceivedBySha256(inside.db, arrived.planId, sha256);
    const id = before?.id ?? inside.newId();
    const at = inside.now();
    if (!before) {
      await insertReceived(inside.db, {
        id,
        plan_id: arrived.planId,
        kind: detected.kind,
        file_name: arrived.fileName,
        server_path: arrived.from?.file.serverPath ?? null,
        host_key: arrived.from?.hostKey ?? null,
        bytes,
        sha256,
        content: rowContent(arrived),
        file_id: arrived.file?.id ?? null,
        state: 'new',
        sentence: 'Kept, not opened yet.',
        facts: JSON.stringify(factsOf(detected)),
        transfer_id: null,
        received_at: at,
        received_by: inside.user.id,
        settled_at: null,
        settled_by: null,
      });
      await inside.record('transfer.received', {
        entityId: id,
        detail: { kind: detected.kind, bytes, sha256 },
      });
    }
    if (arrived.from) await upsertSeen(inside.db, arrived.from.file, { receivedId: id, cleared: 'no', at });
    return { id, known: before !== undefined };
  });
  if (kept.known) await forget(context, arrived);
  return kept;
}

/** The driver takes an empty value for none at all, so a row without bytes of its own holds one that is never read. */
function rowContent({ content }: ArrivedBytes): Uint8Array {
  return content === null || content.byteLength === 0 ? Uint8Array.of(0) : Uint8Array.from(content);
}

function factsOf({ firstLine, answers }: Detected): ReceivedFacts {
  return { firstLine, answers: [...answers], importId: null };
}

/** What a person may say a file is. */
export type SaidKind = 'roster' | 'admissions' | 'nothing';

/** What became of a file once it was handed on. */
interface Outcome {
  readonly state: 'waiting' | 'done';
  readonly sentence: string;
  readonly importId?: string | null;
  /** Set where opening it showed what it is. */
  readonly kind?: ReceivedKind;
}

/**
 * Hands a kept file to the capability that understands it and notes what became of it.
 *
 * Safe to repeat: a file that is not `new` any more is left alone unless a person says what it is.
 *
 * @param as what a person says the file is; without it the content decides.
 */
export async function openReceived(context: CallContext, id: string, as?: SaidKind): Promise<Outcome> {
  const received = await selectReceived(context.db, id);
  if (!received) throw new AppError('NOT_FOUND', 'This file is not in the inbox.');
  if (received.state === 'done' || (received.state === 'waiting' && as === undefined)) {
    return { state: received.state, sentence: received.sentence };
  }
  const opened = as === 'nothing' ? null : await readable(context, received);
  const kind: ReceivedKind = as === 'roster' || as === 'admissions' ? as : (opened?.kind ?? received.kind);
  const answers = opened?.answers ?? received.answersNumbers;
  const references = opened?.references ?? [];
  const transferId = await selectTransferAnswered(context.db, received.planId, {
    control: answers,
    references,
  });
  const outcome =
    as === 'nothing' ? await nothing(context, received) : await handOn(context, kind, received, opened);
  await context.write(async (inside) => {
    const at = inside.now();
    await updateReceived(inside.db, id, {
      kind: outcome.kind ?? kind,
      state: outcome.state,
      sentence: outcome.sentence,
      facts: {
        firstLine: received.firstLine,
        answers: [...answers],
        importId: outcome.importId ?? null,
      },
      transferId,
      settled: outcome.state === 'done' ? { at, by: inside.user.id } : null,
    });
    if (transferId) await updateAnswered(inside.db, transferId, received.receivedAt);
  });
  return outcome;
}

async function nothing(
  context: CallContext,
  received: { readonly id: string; readonly kind: ReceivedKind },
): Promise<Outcome> {
  const sentence = `${context.user.name} says there is nothing to do.`;
  if (received.kind === 'admissions') {
    await context.write((inside) => dismissAll(inside, received.id, sentence));
  }
  return { state: 'done', sentence: `Kept. ${sentence}` };
}

async function handOn(
  context: CallContext,
  kind: ReceivedKind,
  received: {
    readonly id: string;
    readonly planId: string;
    readonly planName: string;
    readonly fileName: string;
  },
  opened: Readable | null,
): Promise<Outcome> {
  if (!opened) {
    return {
      state: 'waiting',
      sentence:
        'Too large to be opened here. It is kept: save a copy to look at it, then say that there is nothing to do.',
    };
  }
  const { bytes } = opened;
  const file = { ...received, fileName: opened.fileName };
  if (await mayBeAnswer(context, kind, file.planId, bytes)) {
    const sheet = { planId: file.planId, fileName: file.fileName, bytes };
    if (await isResponseSheet(context, sheet)) return openAsAnswer(context, sheet);
  }
  if (kind === 'roster') return openAsRoster(context, file, bytes);
  if (kind === 'admissions' || (kind === 'unknown' && (await isNoticeList(context, { ...file, bytes })))) {
    const notices = { receivedId: received.id, planId: file.planId, fileName: file.fileName, bytes };
    return { ...(await takeNotices(context, notices)), kind: 'admissions' };
  }
  if (kind === 'unknown') {
    return { state: 'waiting', sentence: 'Hearth does not know this kind of file. You decide.' };
  }
  if (kind === 'encrypted') {
    return {
      state: 'waiting',
      sentence: `${file.planName} encrypted this file for a key that Hearth does not have. Save it, open it with the program of that key, then load what is inside.`,
    };
  }
  if (kind === 'ta1' || kind === '999' || kind === '277ca' || kind === '835') {
    return readResponse(context, { planId: file.planId, fileName: file.fileName, bytes });
  }
  // Nothing here reads it: a file that only lies in a list, read by nobody, would be worse than none.
  return {
    state: 'waiting',
    sentence: `${RECEIVED_WORDS[kind]}, kept as it came. Hearth does not read these: save a copy, do what it asks for, then say that there is nothing left to do.`,
  };
}

/** Whether a table may be the answer to an invoice: the plan gets invoices, or it is a workbook nobody knows. */
async function mayBeAnswer(
  context: CallContext,
  kind: ReceivedKind,
  planId: string,
  bytes: Uint8Array,
): Promise<boolean> {
  if (kind !== 'unknown' && kind !== 'roster') return false;
  const { profile } = await getPlan(context, planId);
  return profile.encountersAs === 'invoice' || (kind === 'unknown' && bytes[0] === 0x50 && bytes[1] === 0x4b);
}

/** Keeps the answer to an invoice; nothing counts before a person has looked at it. */
async function openAsAnswer(
  context: CallContext,
  file: { readonly planId: string; readonly fileName: string; readonly bytes: Uint8Array },
): Promise<Outcome> {
  const { id, counts } = await keepSheet(context, file);
  const unmatched = counts.unmatched > 0 ? `, ${counts.unmatched} about nothing that was sent` : '';
  const what = `${counts.accepted} accepted, ${counts.cameBack} came back, ${counts.waiting} waiting${unmatched}`;
  return {
    state: 'done',
    kind: 'response_sheet',
    sentence: `Opened in Encounters: ${what}. Look at it there, then apply it.`,
    importId: id,
  };
}

async function openAsRoster(
  context: CallContext,
  file: { readonly planId: string; readonly fileName: string },
  bytes: Uint8Array,
): Promise<Outcome> {
  try {
    for await (const event of openRosterBytes(context, { ...file, bytes })) {
      if (event.step !== 'done') continue;
      const sentence =
        event.outcome === 'nothing_new' ? event.sentence : `Opened in Rosters. ${event.sentence}`;
      return { state: 'done', sentence, importId: event.importId };
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
    return { state: 'waiting', sentence: error.message };
  }
  return { state: 'waiting', sentence: 'Rosters could not open this file. You decide.' };
}
