import type { CallContext } from '../context.ts';
import { dismissWaiting } from './store.ts';

/** Says that nothing is to be done about whatever of a file still waits. Call it inside a write. */
export async function dismissAll(context: CallContext, receivedId: string, sentence: string): Promise<void> {
  await dismissWaiting(context.db, receivedId, { sentence, at: context.now(), by: context.user.id });
}
