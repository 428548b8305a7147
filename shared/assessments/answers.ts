import { AppError } from '../errors.ts';
import type { AnswerEntry, AnswerStore, QuestionRecord } from './answer-store.ts';
import { lastAnswers } from './answer-store.ts';
import { checkAnswers } from './check-answers.ts';
import type { CompiledForm, FormNode } from './compile.ts';
import { nodeOf } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { Answer } from './questionnaire.ts';
import { isAnswer } from './values.ts';
import type { View } from './view.ts';

/** One change as it comes from the page: null or an empty list clears. */
export interface AnswerChange {
  readonly linkId: string;
  readonly value: Answer | readonly Answer[] | null;
}

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
  let current = store;
  let view = evaluate(form, current, stamp);
  for (const change of changes) {
    current = enter(form, current, change, stamp);
    const next = evaluate(form, current, stamp);
    current = markMoves(current, view, next, stamp);
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
  if (node.kind !== 'question')
    throw new AppError('VALIDATION', 'There is nothing to answer here.', { field: node.linkId });
  if (node.readOnly) {
    throw new AppError('VALIDATION', 'Hearth fills this in; it cannot be typed.', { field: node.linkId });
  }
  const given: readonly Answer[] = change.value === null ? [] : asList(change.value);
  const answers = checkAnswers(
    node,
    given.filter((answer) => isAnswer(answer)),
  );
  const record = store.questions[node.linkId];
  const entries = addEntry(node, record?.entries ?? [], { answers, at: stamp.at, by: stamp.by });
  return {
    ...store,
    questions: {
      ...store.questions,
      [node.linkId]: { entries, ...(record?.hidden && { hidden: record.hidden }) },
    },
  };
}

function asList(value: Answer | readonly Answer[]): readonly Answer[] {
  return Array.isArray(value) ? value : [value as Answer];
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

/** Compares the forms before and after a change, and notes what was put by and what came back. */
function markMoves(store: AnswerStore, before: View, after: View, stamp: ChangeStamp): AnswerStore {
  const questions: Record<string, QuestionRecord> = {};
  for (const [linkId, record] of Object.entries(store.questions)) {
    const skipped = after.skipped.get(linkId);
    const hasValue = lastAnswers(record).length > 0;
    if (skipped && hasValue && !record.hidden) {
      questions[linkId] = {
        entries: record.entries,
        hidden: { at: stamp.at, by: stamp.by, because: skipped.because },
      };
    } else if (skipped && !hasValue && record.hidden) {
      questions[linkId] = { entries: record.entries };
    } else if (!skipped && record.hidden) {
      questions[linkId] = {
        entries: record.entries,
        ...(hasValue && before.skipped.has(linkId) && { restored: { at: stamp.at } }),
      };
    }
  }
  // Most answers move nothing; then the store stays the same object.
  return Object.keys(questions).length === 0
    ? store
    : { ...store, questions: { ...store.questions, ...questions } };
}
