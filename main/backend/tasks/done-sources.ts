import type { CallContext } from '../context.ts';
import { findSourcesDone } from './store.ts';

/**
 * Which of the things a member's tasks came from are done: their source ids, for one kind of source.
 *
 * A source whose work was set again later, and is open again, is not among them.
 */
export async function findDoneSources(
  context: CallContext,
  filter: { readonly memberId: string; readonly sourceKind: string },
): Promise<string[]> {
  return findSourcesDone(context.db, filter);
}
