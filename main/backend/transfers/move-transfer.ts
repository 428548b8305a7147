import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { selectOutbox, updatePositions } from './store.ts';

/**
 * Moves a file of the outbox one place up or down; the first one goes first.
 *
 * @throws AppError `NOT_FOUND` for a file that is not in the outbox
 */
export async function moveTransfer(
  context: CallContext,
  input: { readonly id: string; readonly to: 'up' | 'down' },
): Promise<{ moved: boolean }> {
  const ids = (await selectOutbox(context.db)).map((row) => row.id);
  const at = ids.indexOf(input.id);
  if (at < 0) throw new AppError('NOT_FOUND', 'This file is not in the outbox.');
  context.about({ entityId: input.id, detail: { to: input.to } });
  const other = input.to === 'up' ? at - 1 : at + 1;
  const neighbor = ids[other];
  if (neighbor === undefined) return { moved: false };
  await updatePositions(context.db, ids.with(at, neighbor).with(other, input.id));
  return { moved: true };
}
