import { AppError } from '../errors.ts';
import type { AnswerEntry, AnswerStore, QuestionRecord } from './answer-store.ts';
import { lastAnswers, recordOf } from './answer-store.ts';
import { checkAnswers } from './check-answers.ts';
import type { CompiledForm, FormNode } from './compile.ts';
import { nodeOf, shapeFor } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { addOccurrence, keepUnderAnswers, removeOccurrence } from './occurrences.ts';
import type { Answer } from './questionnaire.ts';
import { compareAnswers, isAnswer } from './values.ts';
import type { View } from './view.ts';

/** One change as it comes from the page: an answer (null or an empty list clears), or a repeating group's size. */
export type AnswerChange =
  | { readonly linkId: string; readonly value: Answer | readonly Answer[] | null }
  | { readonly linkId: string; readonly occurrence: 'add' | 'remove' };

export interface ChangeStamp {
  readonly at: string;
  readonly by: string;
  /** When the assessment was started. */
  readonly started: string;
}

/** Typing in a text field within this time is one entry, not one for every save. */
const TYPING_MILLISECONDS = 60_000;

/**
 * Applies changes in order; after each one, questions that closed keep their value and say why, and questions that
 * opened again are marked as restored.
 *
 * @throws AppError `VALIDATION` when a question is not in the form, cannot be edited, or the value does not fit it.
 */
export function applyChanges(
  form: CompiledForm,
  store: AnswerStore,
  changes: readonly AnswerChange[],
  stamp: ChangeStamp,
): AnswerStore {
  let view = evaluate(form, store, stamp);
  let current = keepInitials(store, view);
  for (const change of changes) {
    current = enter(shapeFor(form, current), current, change, stamp);
    const next = evaluate(form, current, stamp);
    current = keepInitials(markMoves(current, view, next, stamp), next);
    view = next;
  }
  return current;
}

function enter(
  form: CompiledForm,
  store: AnswerStore,
  change: AnswerChange,
  stamp: ChangeStamp,
): AnswerStore {
  const node = nodeOf(form, change.linkId);
  if ('occurrence' in change) {
    return change.occurrence === 'add'
      ? addOccurrence(form, store, node)
      : removeOccurrence(form, store, node, stamp);
  }
  if (node.kind !== 'question')
    throw new AppError('VALIDATION', 'There is nothing to answer here.', { field: node.linkId });
  if (node.readOnly) {
    throw new AppError('VALIDATION', 'Hearth fills this in; it cannot be typed.', { field: node.linkId });
  }
  const given: readonly Answer[] = change.value === null ? [] : asList(change.value);
  const record = recordOf(store, node.linkId);
  const answers = withoutExcluded(
    node,
    lastAnswers(record),
    checkAnswers(
      node,
      given.filter((answer) => isAnswer(answer)),
    ),
  );
  const kept = node.splits ? keepUnderAnswers(form, store, node, lastAnswers(record), answers) : store;
  const entries = addEntry(node, record?.entries ?? [], { answers, at: stamp.at, by: stamp.by });
  return {
    ...kept,
    questions: {
      ...kept.questions,
      [node.linkId]: { entries, ...(record?.hidden && { hidden: record.hidden }) },
    },
  };
}

function asList(value: Answer | readonly Answer[]): readonly Answer[] {
  return Array.isArray(value) ? value : [value as Answer];
}

/** "None of these" clears the others, and any other clears "none of these": the newcomer wins. */
function withoutExcluded(
  node: FormNode,
  before: readonly Answer[],
  answers: readonly Answer[],
): readonly Answer[] {
  if (answers.length < 2) return answers;
  const isExclusive = (answer: Answer) =>
    node.options.some((option) => option.exclusive && compareAnswers(option.answer, answer) === 'equal');
  const exclusive = answers.filter(isExclusive);
  if (exclusive.length === 0) return answers;
  const isNew = (answer: Answer) => !before.some((old) => compareAnswers(old, answer) === 'equal');
  const newcomer =
    exclusive.find(isNew) ?? (answers.some((each) => !isExclusive(each)) ? null : exclusive[0]);
  return newcomer ? [newcomer] : answers.filter((answer) => !isExclusive(answer));
}

/** What a question held before its last entry: giving it again undoes the entry. Null when there is none. */
export function answersBefore(store: AnswerStore, linkId: string): readonly Answer[] | null {
  const entries = recordOf(store, linkId)?.entries ?? [];
  return entries.length === 0 ? null : (entries.at(-2)?.answers ?? []);
}

function addEntry(
  node: FormNode,
  entries: readonly AnswerEntry[],
  entry: AnswerEntry,
): readonly AnswerEntry[] {
  const last = entries.at(-1);
  const isTyping = node.item.type === 'string' || node.item.type === 'text' || node.item.type === 'url';
  const goesOn =
    isTyping &&
    last !== undefined &&
    last.by === entry.by &&
    last.answers.length > 0 &&
    Date.parse(entry.at) - Date.parse(last.at) < TYPING_MILLISECONDS;
  return goesOn ? [...entries.slice(0, -1), entry] : [...entries, entry];
}

/** First values that an expression gave are kept, so that they stay when what they came from changes. */
function keepInitials(store: AnswerStore, view: View): AnswerStore {
  const found: [string, readonly Answer[]][] = [];
  for (const item of view.open.values()) {
    const { node, source, answers } = item;
    if (!node.initialExpression || source !== 'initial') continue;
    if (!Object.hasOwn(store.initials ?? {}, node.linkId)) found.push([node.linkId, answers]);
  }
  return found.length === 0
    ? store
    : { ...store, initials: { ...store.initials, ...Object.fromEntries(found) } };
}

/** Compares the forms before and after a change, and notes what was put by and what came back. */
function markMoves(store: AnswerStore, before: View, after: View, stamp: ChangeStamp): AnswerStore {
  const moved: [string, QuestionRecord][] = [];
  for (const [linkId, record] of Object.entries(store.questions)) {
    const skipped = after.skipped.get(linkId);
    const hasValue = lastAnswers(record).length > 0;
    if (skipped && hasValue && !record.hidden) {
      const hidden = { at: stamp.at, by: stamp.by, because: skipped.because };
      moved.push([linkId, { entries: record.entries, hidden }]);
    } else if (skipped && !hasValue && record.hidden) {
      moved.push([linkId, { entries: record.entries }]);
    } else if (!skipped && record.hidden) {
      const came = hasValue && before.skipped.has(linkId);
      moved.push([linkId, { entries: record.entries, ...(came && { restored: { at: stamp.at } }) }]);
    }
  }
  // Most answers move nothing; then the store stays the same object.
  return moved.length === 0
    ? store
    : { ...store, questions: { ...store.questions, ...Object.fromEntries(moved) } };
}
