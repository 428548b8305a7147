import type { CompiledForm, FormNode } from './compile.ts';
import type { Answer } from './questionnaire.ts';

/** An open item: what everything but the answer store works with. */
export interface OpenItem {
  readonly node: FormNode;
  /** Never blank ones; empty while unanswered. */
  readonly answers: readonly Answer[];
  readonly source: 'none' | 'entered' | 'initial' | 'calculated';
  /** When the value that came back had been entered, UTC ISO; null when nothing was restored. */
  readonly restoredFrom: string | null;
  /** Why a conditional item is open: "Items 3 to 9 opened because items 1 and 2 add up to 4 (3 or more)". */
  readonly because: string | null;
}

/** A closed item. */
export interface SkippedItem {
  readonly node: FormNode;
  /** "only if items 1 and 2 add up to 3 or more" */
  readonly because: string;
  /** False when it is closed only because something above it is. */
  readonly own: boolean;
  /** The value put by, which comes back if it opens again. */
  readonly kept: readonly Answer[];
}

/** Something the form could not decide while running. */
export interface RunProblem {
  readonly linkId: string;
  readonly message: string;
}

/**
 * The second layer: the form as it stands. Every item is in exactly one of the two maps, in document order.
 */
export interface View {
  /** The form as the answers shape it: every occurrence of what repeats. */
  readonly form: CompiledForm;
  readonly open: ReadonlyMap<string, OpenItem>;
  readonly skipped: ReadonlyMap<string, SkippedItem>;
  readonly problems: readonly RunProblem[];
  /** Items whose expressions chase each other without end; they were frozen. */
  readonly unsettled: readonly string[];
}

/** Answers of open items while the view is being worked out. */
export type OpenAnswers = ReadonlyMap<
  string,
  { readonly answers: readonly Answer[]; readonly source: OpenItem['source'] }
>;
