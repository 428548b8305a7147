import type { Questionnaire } from './questionnaire.ts';

/**
 * A form as Hearth runs it: the standard questionnaire, and beside it what FHIR has no place for.
 *
 * The whole of it is frozen into every assessment, so that a signed score can always be explained by the rules it
 * was made with.
 */
export interface Form {
  /** Stable id in the library, for example `phq-9`. */
  readonly id: string;
  /** Short name shown in lists: "PHQ-9". */
  readonly title: string;
  readonly questionnaire: Questionnaire;
  /** In order of preference: the first one whose items are all open is the form's result. */
  readonly scores: readonly ScoreRule[];
  readonly safety: readonly SafetyRule[];
  readonly followUps: readonly FollowUpRule[];
}

/** How one instrument inside the form is scored: the sum of its items' weights, never with a blank as zero. */
export interface ScoreRule {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Every one must be open for the rule to apply, and answered for a band. */
  readonly items: readonly string[];
  readonly min: number;
  readonly max: number;
  /** From here on the screen is positive. */
  readonly positiveFrom: number;
  readonly bands: readonly Band[];
  /** Where items, cut-offs and bands come from. */
  readonly source: string;
}

/** A span of totals with its meaning; both ends belong to it. */
export interface Band {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** One or two words: "moderate". */
  readonly label: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
}

/** An answer that needs a person at once, even while the form is a draft. */
export interface SafetyRule {
  readonly id: string;
  readonly linkId: string;
  /** It speaks up when the answer's weight is above this. */
  readonly above: number;
  /** "Item 9 is above “not at all”. Ask about safety before going on." */
  readonly title: string;
  readonly text: string;
  /** Said instead of the title once the answer has changed: the prompt never goes away by itself. */
  readonly earlier: string;
  readonly task: TaskText;
}

/** A task that signing sets when a score reaches a value. */
export interface FollowUpRule {
  readonly id: string;
  readonly scoreId: string;
  readonly from: number;
  readonly task: TaskText;
}

/** Task words; `{score}` and `{band}` are filled in. */
export interface TaskText {
  readonly title: string;
  readonly detail: string;
  readonly dueInDays: number;
  readonly why: string;
}
