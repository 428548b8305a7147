import type { CallContext } from '../../context.ts';
import { updateStanding } from './store.ts';

/** Says how a received file stands after somebody decided a part of it. Call it inside a write. */
export async function closeReceived(
  context: CallContext,
  id: string,
  standing: { readonly state: 'waiting' | 'done'; readonly sentence: string },
): Promise<void> {
  const settled = standing.state === 'done' ? { at: context.now(), by: context.user.id } : null;
  await updateStanding(context.db, id, { ...standing, settled });
}
