import { AppError } from '#shared/errors.ts';
import type { UndoEvent, WritingProgress } from '#shared/roster/contract.ts';
import type { CallContext } from '../context.ts';
import { putBack, removeUntouched } from '../members/roster/roster.ts';
import { getImport } from './imports.ts';
import { inOneWrite, type Step } from './in-one-write.ts';
import { findDetails, findNewestApplied, updateImport } from './store.ts';
import { parseDetail } from './stored.ts';

type Done = Extract<UndoEvent, { step: 'done' }>;

const SLICE = 250;

/**
 * Takes an applied roster back, all in one transaction.
 *
 * Columns return to what they were unless somebody changed them since; members it added are removed unless
 * something was written about them since, and then they stay.
 *
 * @throws AppError `CONFLICT` when it is not the plan's newest applied roster.
 */
export async function* undoRoster(
  context: CallContext,
  input: { readonly importId: string },
): AsyncGenerator<UndoEvent> {
  yield yield* inOneWrite<WritingProgress, Done>(context, (inside, step) =>
    takeBack(inside, input.importId, step),
  );
}

async function takeBack(context: CallContext, importId: string, step: Step<WritingProgress>): Promise<Done> {
  const found = await getImport(context, importId);
  const newest = await findNewestApplied(context.db, found.plan_id);
  if (found.state !== 'applied' || newest?.id !== found.id) {
    throw new AppError('CONFLICT', 'Only the plan’s newest applied roster can be taken back.');
  }
  const details = (await findDetails(context.db, found.id)).map(({ detail }) => parseDetail(detail));
  const written = details.flatMap((detail) => detail.written);
  const addedIds = details.flatMap(({ addedId }) => addedId ?? []);
  const total = written.length + addedIds.length;
  let restored = 0;
  let removed = 0;
  let stay = 0;
  for (let start = 0; start < written.length; start += SLICE) {
    restored += await putBack(context, written.slice(start, start + SLICE));
    await step({ step: 'writing', done: Math.min(start + SLICE, written.length), total });
  }
  for (let start = 0; start < addedIds.length; start += SLICE) {
    const result = await removeUntouched(context, addedIds.slice(start, start + SLICE));
    removed += result.removed;
    stay += result.stay.length;
    await step({ step: 'writing', done: written.length + Math.min(start + SLICE, addedIds.length), total });
  }
  await updateImport(context.db, found.id, { state: 'undone' });
  await context.record('roster.undo', { entityId: found.id, detail: { removed, restored, stay } });
  return { step: 'done', removed, restored, stay };
}
