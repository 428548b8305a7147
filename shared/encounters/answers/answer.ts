import { z } from 'zod';

/** The kinds of answers Hearth reads, in the order they arrive; a sheet is the answer to an invoice. */
export const ANSWER_KINDS = ['ta1', '999', '277ca', 'sheet', '835'] as const;
export const answerKindSchema = z.enum(ANSWER_KINDS);
export type AnswerKind = z.infer<typeof answerKindSchema>;

/** The kinds as people in billing say them. */
export const ANSWER_KIND_WORDS: Readonly<Record<AnswerKind, string>> = {
  ta1: 'TA1',
  '999': '999',
  '277ca': '277CA',
  sheet: 'sheet',
  '835': '835',
};

/** What an answer says: taken in for now, taken for good, or sent back. */
export const verdictSchema = z.enum(['received', 'accepted', 'rejected']);
export type Verdict = z.infer<typeof verdictSchema>;

/** What an answer speaks about; each wider level covers everything beneath it. */
export const answerLevelSchema = z.enum(['file', 'set', 'claim', 'line']);
export type AnswerLevel = z.infer<typeof answerLevelSchema>;

/** One reason of a plan: its code as sent, in plain words, and what it points at. */
export const answerReasonSchema = z.object({
  /** `A7:562`, `999:3`, `TA1:001`. */
  code: z.string(),
  sentence: z.string(),
  /** The plan's own free text, if it wrote any. */
  note: z.string().nullable(),
  /** The segment of our file that is meant, counted from ST = 1; only a 999 says it. */
  segment: z.number().int().nullable(),
});
export type AnswerReason = z.infer<typeof answerReasonSchema>;

/** What an 835 says was paid for a claim or a line, in whole cents. */
export const paymentSchema = z.object({
  chargedCents: z.number().int(),
  paidCents: z.number().int(),
  patientCents: z.number().int(),
  /** TRN02 of the payment. */
  trace: z.string(),
  /** CLP02 = 22: what was paid before is taken back. */
  reversal: z.boolean(),
});
export type Payment = z.infer<typeof paymentSchema>;

/** One thing a plan says about something we sent. */
export interface Answer {
  readonly kind: AnswerKind;
  readonly level: AnswerLevel;
  readonly verdict: Verdict;
  /** Our numbers that the answer names; empty where it names none. */
  readonly about: {
    /** Our ISA13, without leading zeros. */
    readonly interchange: string;
    /** Our GS06, without leading zeros. */
    readonly group: string;
    /** Our ST02. */
    readonly set: string;
    /** Our BHT03. */
    readonly batch: string;
    /** Our CLM01. */
    readonly claim: string;
    /** Our REF*6R. */
    readonly line: string;
  };
  readonly reasons: readonly AnswerReason[];
  /** The plan's own number of the claim (REF*1K), needed to replace or void it. */
  readonly planClaimNumber: string | null;
  /** When the plan wrote it, `2026-11-18T09:41`; decides between answers that disagree. */
  readonly writtenAt: string;
  /** The segments it was read from. */
  readonly segments: readonly string[];
  readonly position: number;
  /** Only in an 835. */
  readonly payment?: Payment;
}

/** Something odd in an answer file that did not keep the rest from being read. */
export interface AnswerFinding {
  readonly segment: number;
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** A whole answer file. */
export interface ReadAnswers {
  readonly answers: readonly Answer[];
  readonly findings: readonly AnswerFinding[];
}

/** An answer about nothing yet; readers fill in what they find. */
export const NOTHING: Answer['about'] = {
  interchange: '',
  group: '',
  set: '',
  batch: '',
  claim: '',
  line: '',
};
