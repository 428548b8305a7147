import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { addTask } from '../tasks/add-task.ts';
import { findLetter, findLetters, writeMailed, writeReturned } from './store.ts';

/** The mail log, newest first. */
export async function mailLog(
  context: CallContext,
  input: { readonly memberId?: string | undefined; readonly limit: number; readonly offset: number },
) {
  context.about(input.memberId === undefined ? {} : { memberId: input.memberId });
  return findLetters(context.db, { memberId: input.memberId, limit: input.limit, offset: input.offset });
}

/** Says when letters went to the mail. */
export async function markMailed(
  context: CallContext,
  input: { readonly ids: readonly string[]; readonly on: string },
): Promise<void> {
  if (input.on > context.today()) {
    throw new AppError('VALIDATION', 'A letter is marked on the day it is mailed.', { field: 'on' });
  }
  await writeMailed(context.db, input.ids, input.on);
  context.about({ detail: { letters: input.ids.length, on: input.on } });
}

/** Records a letter that came back, and gives the lead a task to find the right address. */
export async function markReturned(
  context: CallContext,
  input: { readonly id: string; readonly on: string; readonly reason: string },
): Promise<void> {
  const letter = await findLetter(context.db, input.id);
  if (!letter) throw new AppError('NOT_FOUND', 'This letter is not in the log.');
  if (letter.returnedOn !== null) {
    throw new AppError('CONFLICT', 'This letter was recorded as returned already.');
  }
  await writeReturned(context.db, letter.id, input.on, input.reason);
  await addTask(context, {
    memberId: letter.memberId,
    title: 'Find the right address',
    detail: `“${letter.title}” came back: ${input.reason}`.slice(0, 200),
    kind: 'letter',
    dueOn: context.today(),
    sourceKind: 'letter',
    sourceId: letter.id,
    why: 'A letter came back in the mail.',
  });
  context.about({ memberId: letter.memberId, entityId: letter.id });
}
