import { HELD_SENTENCES } from '#shared/encounters/held.ts';
import { codeText } from '#shared/programs/pack.ts';
import type { CallContext } from '../context.ts';
import { selectLines } from './lines/store.ts';
import { checkOpenLines } from './open-lines.ts';

/** The encounter line of a note in the words of lists. */
export interface NoteLine {
  readonly encounterId: string;
  readonly state: string;
  readonly words: string;
}

/** "not billable, member not there". */
const NOT_BILLABLE_WORDS: Readonly<Record<string, string>> = {
  without_member: 'not billable, member not there',
};

/** The lines of notes, by note: "ready to send, G9012 U2", "held, no diagnosis on the note". */
export async function linesOfNotes(
  context: CallContext,
  noteIds: readonly string[],
): Promise<ReadonlyMap<string, NoteLine>> {
  const result = new Map<string, NoteLine>();
  if (noteIds.length === 0) return result;
  const open = new Map(
    (await checkOpenLines(context, { noteIds })).map((checked) => [checked.line.id, checked]),
  );
  for (const line of await selectLines(context.db, { noteIds }, { limit: noteIds.length, offset: 0 })) {
    const checked = open.get(line.id);
    const reason = checked?.holds[0]?.reason;
    const code = codeText(checked?.tag.code ?? line.code ?? '', checked?.tag.modifiers ?? line.modifiers);
    let state = line.state;
    let words = `${line.state}, ${code}`;
    if (line.state === 'not_billable') {
      words = line.keptBackBecause ? 'kept back' : (NOT_BILLABLE_WORDS[line.facts.mode] ?? 'not billable');
    } else if (reason) {
      state = 'held';
      const sentence = HELD_SENTENCES[reason].replace(/\.$/, '');
      words = `held, ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
    } else if (checked) {
      words = `ready to send, ${code}`;
    }
    result.set(line.noteId, { encounterId: line.id, state, words });
  }
  return result;
}
