import { z } from 'zod';
import { dateSchema, idSchema, instantSchema } from '../fields.ts';
import {
  answerKindSchema,
  answerLevelSchema,
  answerReasonSchema,
  paymentSchema,
  verdictSchema,
} from './answers/answer.ts';
import { fixSchema } from './held.ts';

/** Where one sent line stands by the plan's word; everything else is waiting. */
export const sentStateSchema = z.enum(['accepted', 'came_back', 'waiting']);
export type SentState = z.infer<typeof sentStateSchema>;

/** One line as it went out in one file, with what the plan said. */
export const sentLineSchema = z.object({
  lineNumber: z.string(),
  claimNumber: z.string(),
  encounterId: idSchema,
  noteId: idSchema,
  memberId: idSchema,
  memberName: z.string(),
  planId: idSchema,
  planName: z.string(),
  serviceOn: dateSchema,
  code: z.string(),
  units: z.number().int(),
  /** 1 original, 7 replacement, 8 taken back. */
  frequency: z.string(),
  batchId: idSchema,
  fileName: z.string(),
  usage: z.enum(['T', 'P']),
  state: sentStateSchema,
  /** Why, in plain words; empty while nobody answered. */
  sentence: z.string(),
  reasons: z.array(answerReasonSchema),
  fix: fixSchema.nullable(),
  /** The answer that decided: its kind, when the plan wrote it, and the segments themselves. */
  answer: z
    .object({
      kind: answerKindSchema,
      writtenAt: z.string(),
      segments: z.array(z.string()),
      payment: paymentSchema.nullable(),
    })
    .nullable(),
  /** The plan's own number of the claim. */
  planNumber: z.string().nullable(),
  /** How it goes out again when it is corrected: anew, as a replacement, or taken back once more. */
  again: z.enum(['1', '7', '8']),
  /** Whether this is the last time it went out, so that it can be corrected. */
  current: z.boolean(),
});
export type SentLineRow = z.infer<typeof sentLineSchema>;

/** Sent, and what became of it; `sent` is what the files themselves count. */
export const balanceSchema = z.object({
  sent: z.number().int(),
  accepted: z.number().int(),
  cameBack: z.number().int(),
  waiting: z.number().int(),
});
export type Balance = z.infer<typeof balanceSchema>;

/** A file in the reconciliation. */
export const reconciledFileSchema = balanceSchema.extend({
  batchId: idSchema,
  /** "Encounters Nov 2–10". */
  title: z.string(),
  fileName: z.string(),
  controlNumber: z.string(),
  usage: z.enum(['T', 'P']),
  sentAt: instantSchema,
  /** The last answers to it, oldest first. */
  answers: z.array(
    z.object({
      kind: answerKindSchema,
      level: answerLevelSchema,
      writtenAt: z.string(),
      verdict: verdictSchema,
      count: z.number().int(),
    }),
  ),
  corrected: z.number().int(),
  /** What the plan's payment advices come to, in whole cents; null while none came. */
  paidCents: z.number().int().nullable(),
  /** Days without an answer past what the plan usually takes; 0 when nothing is late. */
  lateDays: z.number().int(),
});
export type ReconciledFile = z.infer<typeof reconciledFileSchema>;

/** The whole reconciliation. */
export const reconciliationSchema = z.object({
  from: dateSchema,
  total: balanceSchema,
  /** Sentences about figures that do not add up, each with its file; empty when all do. */
  problems: z.array(z.object({ batchId: idSchema, sentence: z.string() })),
  plans: z.array(
    z.object({
      planId: idSchema,
      planName: z.string(),
      balance: balanceSchema,
      files: z.array(reconciledFileSchema),
    }),
  ),
  /** Why lines came back, most frequent first. */
  reasons: z.array(z.object({ code: z.string(), sentence: z.string(), count: z.number().int() })),
  /** Files that wait longer than their plan usually takes, each with what is usual and how long it has been. */
  late: z.array(z.object({ batchId: idSchema, sentence: z.string(), lines: z.number().int() })),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

/** Whether sent equals accepted, came back and waiting together. */
export function addsUp({ sent, accepted, cameBack, waiting }: Balance): boolean {
  return sent === accepted + cameBack + waiting;
}

/** The sum of balances. */
export function sumBalances(balances: readonly Balance[]): Balance {
  const total = { sent: 0, accepted: 0, cameBack: 0, waiting: 0 };
  for (const one of balances) {
    total.sent += one.sent;
    total.accepted += one.accepted;
    total.cameBack += one.cameBack;
    total.waiting += one.waiting;
  }
  return total;
}

/** The word of a stored state in the reconciliation. */
export function sentStateOf(state: string): SentState {
  return state === 'accepted' ? 'accepted' : state === 'rejected' ? 'came_back' : 'waiting';
}
