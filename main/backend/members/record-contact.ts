import type { CallContext } from '../context.ts';
import { refreshClocks } from './refresh-clocks.ts';
import { writeContact } from './store.ts';

/** A contact with the member, as a signed note or a logged attempt knows it. */
export interface Contact {
  readonly memberId: string;
  /** The day of service, `YYYY-MM-DD`. */
  readonly on: string;
  /** How it took place: a mode of the note, for example `in_person`. */
  readonly mode: string;
  /** Where, in a few words; null when the mode says it all. */
  readonly place: string | null;
}

/**
 * Remembers when a member was last seen or spoken to, and moves the clocks that depend on it.
 *
 * An older contact than the one on file changes nothing, so late notes may be signed in any order.
 */
export async function recordContact(context: CallContext, contact: Contact): Promise<void> {
  await writeContact(context.db, contact);
  await refreshClocks(context, [contact.memberId]);
}
