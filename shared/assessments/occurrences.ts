import { AppError } from '../errors.ts';
import type { AnswerStore, QuestionRecord } from './answer-store.ts';
import type { CompiledForm, FormNode } from './compile.ts';
import type { Answer } from './questionnaire.ts';
import { compareAnswers } from './values.ts';

/**
 * Adds an occurrence of a repeating group after its last one.
 *
 * @throws AppError `VALIDATION` when the group may not stand more often.
 */
export function addOccurrence(form: CompiledForm, store: AnswerStore, node: FormNode): AnswerStore {
  const { repeat } = node;
  if (!repeat) throw new AppError('VALIDATION', 'This group stands once.', { field: node.linkId });
  const count = occurrencesOf(form, repeat.key).length;
  if (count >= repeat.most) {
    throw new AppError('VALIDATION', `This can be given ${repeat.most} times at most.`, {
      field: node.linkId,
    });
  }
  return { ...store, repeats: { ...store.repeats, [repeat.key]: count + 1 } };
}

/**
 * Takes an occurrence out; later ones move up. What stood in it is kept aside, never lost.
 *
 * @throws AppError `VALIDATION` when the group must stand as often as it does.
 */
export function removeOccurrence(
  form: CompiledForm,
  store: AnswerStore,
  node: FormNode,
  stamp: { readonly at: string; readonly by: string },
): AnswerStore {
  const { repeat } = node;
  const count = repeat ? occurrencesOf(form, repeat.key).length : 0;
  if (!repeat || count <= repeat.least) {
    throw new AppError('VALIDATION', 'At least one of these stays; clear its answers instead.', {
      field: node.linkId,
    });
  }
  const depth = node.path.length - 1;
  const out = node.path[depth] ?? 0;
  const { moved, taken } = move(form, store, node.item.linkId, node.path.slice(0, depth), (index) =>
    index === out ? null : index > out ? index - 1 : index,
  );
  return {
    ...moved,
    repeats: { ...moved.repeats, [repeat.key]: count - 1 },
    removed: [
      ...(store.removed ?? []),
      { linkId: node.linkId, questions: taken, at: stamp.at, by: stamp.by },
    ],
  };
}

/** Keeps what hangs under each answer of a question with its answer, when answers come, go or change places. */
export function keepUnderAnswers(
  form: CompiledForm,
  store: AnswerStore,
  node: FormNode,
  before: readonly Answer[],
  after: readonly Answer[],
): AnswerStore {
  if (before.length === 0) return store;
  const places = before.map((old, index) => {
    const same = after.findIndex((answer) => compareAnswers(answer, old) === 'equal');
    if (same >= 0) return same;
    // An answer that was typed over keeps what hangs under it.
    return before.length === after.length && after[index] ? index : null;
  });
  return move(form, store, node.item.linkId, node.path, (index) => places[index] ?? null).moved;
}

function occurrencesOf(form: CompiledForm, key: string): readonly FormNode[] {
  return form.nodes.filter((node) => node.repeat?.key === key);
}

/** Renames everything that stands in a container at `prefix`, by what becomes of each of its indexes. */
function move(
  form: CompiledForm,
  store: AnswerStore,
  container: string,
  prefix: readonly number[],
  to: (index: number) => number | null,
): { moved: AnswerStore; taken: Record<string, QuestionRecord> } {
  const within = new Set(
    form.nodes.filter((node) => isBelow(node, container, prefix)).map((node) => node.linkId),
  );
  const depth = prefix.length;
  const taken: [string, QuestionRecord][] = [];
  const rename = <Value>(values: Readonly<Record<string, Value>>, isOurs: (key: string) => boolean) =>
    Object.entries(values).flatMap(([key, value]): [string, Value][] => {
      if (!isOurs(key)) return [[key, value]];
      const [, linkId = '', indexes = ''] = /^(.*?)((?:\[\d+\])*)$/s.exec(key) ?? [];
      const path = [...indexes.matchAll(/\d+/g)].map(([digits]) => Number(digits));
      const index = to(path[depth] ?? 0);
      if (index === null) {
        taken.push([key, value as QuestionRecord]);
        return [];
      }
      path[depth] = index;
      return [[linkId + path.map((each) => `[${each}]`).join(''), value]];
    });
  const questions = Object.fromEntries(rename(store.questions, (key) => within.has(key)));
  const removed = Object.fromEntries(taken.splice(0));
  const keys = new Set(
    form.nodes
      .filter((node) => node.repeat && node.path.length > depth + 1 && within.has(node.linkId))
      .map((node) => node.repeat?.key ?? ''),
  );
  const repeats = Object.fromEntries(rename(store.repeats ?? {}, (key) => keys.has(key)));
  const initials = Object.fromEntries(rename(store.initials ?? {}, (key) => within.has(key)));
  return { moved: { ...store, questions, repeats, initials }, taken: removed };
}

/** Whether a node stands in the container, inside the outer occurrences that `prefix` names. */
function isBelow(node: FormNode, container: string, prefix: readonly number[]): boolean {
  if (node.path.length <= prefix.length || prefix.some((index, at) => node.path[at] !== index)) return false;
  for (let above: FormNode | null = node; above; above = above.parent) {
    if (above.item.linkId === container && (above.repeat !== null || above !== node)) return true;
  }
  return false;
}
