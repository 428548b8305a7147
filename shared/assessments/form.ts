import type { ProtocolKind } from './protocols.ts';
import type { Answer, Coding, Questionnaire } from './questionnaire.ts';

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
  /** In order of preference: of each group the first one that applies and whose items are all open counts. */
  readonly scores: readonly ScoreRule[];
  readonly safety: readonly SafetyRule[];
  readonly followUps: readonly FollowUpRule[];
  /** Problems for the Health Action Plan and SDOH codes that answers point to. */
  readonly suggestions?: readonly SuggestionRule[];
  /** Who must co-sign before it counts, and why; null or left out when nobody must. */
  readonly cosign?: { readonly role: 'clinical_lead'; readonly why: string } | null;
  /** What in this form was written down from memory, and must be compared with its owner's page before use. */
  readonly confirm?: readonly string[];
}

/** Holds when a question has this answer. */
export interface AnswerTest {
  readonly linkId: string;
  readonly is: Answer;
}

/** A problem that an answer or a positive score points to; a person decides. */
export interface SuggestionRule {
  readonly id: string;
  /** Any of the answers, or a positive score. */
  readonly on: { readonly any: readonly AnswerTest[] } | { readonly positive: string };
  readonly problem: string;
  /** ICD-10-CM, mostly Z55 to Z65. */
  readonly code: Coding | null;
  /** The code has no public source behind it yet, and is to be confirmed with the plan before it is sent. */
  readonly unconfirmed?: boolean;
}

/** How one instrument inside the form is scored: the sum of its items' weights, never with a blank as zero. */
export interface ScoreRule {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Rules of one group stand for each other: PHQ-9, or PHQ-2 when its gate stayed closed. */
  readonly group?: string;
  /** Scores that may stand in one line over time; the rule's own id where left out. */
  readonly trend?: string;
  /** The answer that decides whether this rule applies: cut-offs that differ by sex. */
  readonly when?: AnswerTest;
  /** Every one must be open for the rule to apply, and answered for a band. */
  readonly items: readonly string[];
  readonly min: number;
  readonly max: number;
  /** From here on the screen is positive; null where nobody has said from where. */
  readonly positiveFrom: number | null;
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
  /** It speaks up when the answer's weight is above this, */
  readonly above?: number;
  /** or when it is this answer. */
  readonly is?: Answer;
  /** "Item 9 is above “not at all”. Ask about safety before going on." */
  readonly title: string;
  readonly text: string;
  /** Said instead of the title once the answer has changed: the prompt never goes away by itself. */
  readonly earlier: string;
  /** Which of the agency's protocols it opens; see `protocolOf` where left out. */
  readonly protocol?: ProtocolKind;
  readonly task: TaskText;
}

/** A task that signing sets when a score reaches a value, or on an answer. */
export interface FollowUpRule {
  readonly id: string;
  readonly scoreId?: string;
  readonly from?: number;
  readonly on?: AnswerTest;
  readonly task: TaskText;
}

/** Task words; `{score}` and `{band}` are filled in. */
export interface TaskText {
  readonly title: string;
  readonly detail: string;
  readonly dueInDays: number;
  readonly why: string;
}
