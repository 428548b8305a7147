import { displayName } from '#shared/members/member.ts';
import { searchWords } from '#shared/members/search.ts';
import type { NoteHit, TaskHit } from '#shared/search/contract.ts';
import { excerptAround } from '#shared/search/excerpt.ts';
import type { CallContext } from '../context.ts';
import { findOrNearby } from '../db/search.ts';
import { findNotes, findTasks } from './store.ts';

/** Letters from which a word says enough to look through every note. */
const NOTE_LETTERS = 3;
const TASK_LETTERS = 2;
const NOTHING = { rows: [], terms: [] } as const;

/**
 * Signed notes and open tasks that have every typed word, or a word that begins with it.
 *
 * Where nothing has them, words that were typed with one slip count as the words that were really written.
 */
export async function searchWork(
  context: CallContext,
  input: { readonly text: string; readonly limit: number },
): Promise<{ notes: NoteHit[]; tasks: TaskHit[] }> {
  const words = searchWords(input.text);
  const longest = Math.max(0, ...words.map((word) => word.length));
  const notes =
    longest < NOTE_LETTERS
      ? NOTHING
      : await findOrNearby(context.db, 'notes', words, (terms) => findNotes(context.db, terms, input.limit));
  const tasks =
    longest < TASK_LETTERS
      ? NOTHING
      : await findOrNearby(context.db, 'tasks', words, (terms) => findTasks(context.db, terms, input.limit));
  return {
    notes: notes.rows.map((row) => ({
      id: row.id,
      memberId: row.member_id,
      memberName: displayName(row.first_name, row.middle_name, row.last_name),
      excerpt: excerptAround(row.text, notes.terms.flat()),
      on: row.service_on,
      staff: row.staff,
    })),
    tasks: tasks.rows.map((row) => ({
      id: row.id,
      memberId: row.member_id,
      memberName:
        row.first_name === null || row.last_name === null
          ? null
          : displayName(row.first_name, row.middle_name, row.last_name),
      title: row.title,
      dueOn: row.due_on,
    })),
  };
}
