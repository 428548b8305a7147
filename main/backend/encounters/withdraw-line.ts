import type { CallContext } from '../context.ts';
import { keepBack } from './change-lines.ts';
import { selectLines } from './lines/store.ts';
import { takeBackLines } from './sent/correct.ts';

/**
 * Takes the line of a note out of billing because the note no longer holds; says what became of it in a sentence.
 *
 * A line that waits is kept back; one the plan accepted goes out once more with frequency 8; one that is on its way
 * is for billing to take back once the plan has answered.
 */
export async function withdrawLine(context: CallContext, noteId: string, reason: string): Promise<string> {
  const [line] = await selectLines(context.db, { noteIds: [noteId] }, { limit: 1, offset: 0 });
  if (!line) return 'It had no line.';
  if (line.state === 'ready') {
    await keepBack(context, { ids: [line.id], reason });
    return 'Its line is kept back.';
  }
  if (line.state === 'accepted' && line.lineNumber !== null) {
    await takeBackLines(context, { lineNumbers: [line.lineNumber], reason });
    return 'Its claim is taken back with the next file.';
  }
  const away = ['built', 'sent', 'received'].includes(line.state);
  return away
    ? 'Its line is on the way to the plan. Take it back once the plan has answered.'
    : 'It was not billed.';
}
