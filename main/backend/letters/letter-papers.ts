import type { CallContext } from '../context.ts';
import { findLetterTexts, type LetterText } from './store.ts';

/** Every letter printed for a member with its text and what the mail did with it, oldest first. */
export async function lettersOf(context: CallContext, memberId: string): Promise<readonly LetterText[]> {
  return findLetterTexts(context.db, memberId);
}
