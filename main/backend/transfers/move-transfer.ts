import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { selectOutbox, updatePositions } from './store.ts';

/**
 * Moves a file of the outbox up or down by so many places, or as far as there are any; the first one goes first.
 *
 * @throws AppError `NOT_FOUND` for a file that is not in the outbox
 */
export async function moveTransfer(
  context: CallContext,
  input: { readonly id: string; readonly to: 'up' | 'down'; readonly by: number },
): Promise<{ moved: boolean }> {
  const ids = (await selectOutbox(context.db)).map((row) => row.id);
  const at = ids.indexOf(input.id);
  if (at < 0) throw new AppError('NOT_FOUND', 'This file is not in the outbox.');
  context.about({ entityId: input.id, detail: { to: input.to } });
  const goal = Math.min(ids.length - 1, Math.max(0, input.to === 'up' ? at - input.by : at + input.by));
  if (goal === at) return { moved: false };
  await updatePositions(context.db, ids.toSpliced(at, 1).toSpliced(goal, 0, input.id));
  return { moved: true };
}
