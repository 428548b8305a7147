import type { Answer } from './questionnaire.ts';

/** One value a question was given, by whom and when; an empty list means it was cleared. */
export interface AnswerEntry {
  readonly answers: readonly Answer[];
  /** UTC ISO instant. */
  readonly at: string;
  /** User id. */
  readonly by: string;
}

/** Everything a question was ever given, and what branching did to its last value. */
export interface QuestionRecord {
  readonly entries: readonly AnswerEntry[];
  /** Set while the question is closed and its value put by. */
  readonly hidden?: { readonly at: string; readonly by: string; readonly because: string } | undefined;
  /** Set when it opened again with its old value, until somebody answers it anew. */
  readonly restored?: { readonly at: string } | undefined;
}

/** What stood in an occurrence of a repeating group when it was taken out. */
export interface RemovedOccurrence {
  readonly linkId: string;
  readonly questions: Readonly<Record<string, QuestionRecord>>;
  readonly at: string;
  readonly by: string;
}

/**
 * The first of the engine's two layers: every value ever entered.
 *
 * Nothing is ever removed from it while the assessment is open. Logic, scores, checks and export never read it; they
 * read the view.
 */
export interface AnswerStore {
  /** By occurrence: `drug` stands once, `drug[1]` is the second time round of a repeating group. */
  readonly questions: Readonly<Record<string, QuestionRecord>>;
  /** Safety rules that have spoken up, each once per assessment. */
  readonly raised: Readonly<Record<string, { readonly at: string; readonly by: string }>>;
  /** How often each repeating group stands, where more than once. */
  readonly repeats?: Readonly<Record<string, number>> | undefined;
  /** First values that an expression gave; they are worked out once and then stay. */
  readonly initials?: Readonly<Record<string, readonly Answer[]>> | undefined;
  readonly removed?: readonly RemovedOccurrence[] | undefined;
}

export const EMPTY_STORE: AnswerStore = { questions: {}, raised: {} };

/** The record of one occurrence; a linkId such as `constructor` finds nothing by accident. */
export function recordOf(store: AnswerStore, linkId: string): QuestionRecord | undefined {
  return Object.hasOwn(store.questions, linkId) ? store.questions[linkId] : undefined;
}

/** The last value a question was given; empty when it was cleared or never asked. */
export function lastAnswers(record: QuestionRecord | undefined): readonly Answer[] {
  return record?.entries.at(-1)?.answers ?? [];
}
