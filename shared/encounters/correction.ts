import { z } from 'zod';

/** What sending a line once more does to the claim the plan has. */
export const correctionSchema = z.object({
  /** 1 sends it anew, 7 replaces the plan's claim, 8 takes it back. */
  frequency: z.enum(['1', '7', '8']),
  /** The claim that came back or is replaced, as we numbered it. */
  claim: z.string(),
  /** The claim that the chain began with. */
  firstClaim: z.string(),
  /** The plan's own number of that claim, for REF*F8; 7 and 8 have one always. */
  planClaimNumber: z.string().nullable(),
});
export type Correction = z.infer<typeof correctionSchema>;

/** What a sent line must say for its correction to be chosen. */
export interface Correctable {
  readonly claim: string;
  readonly firstClaim: string;
  readonly frequency: string;
  /** REF*F8 it went out with, and REF*1K the plan answered with. */
  readonly planClaimNumber: string | null;
  readonly planNumber: string | null;
}

/**
 * Chooses how a claim that came back goes out again.
 *
 * A claim the plan has a number for is replaced; one it never took in, for example after a refused envelope, is sent
 * anew, since a replacement without REF*F8 would come back at once. Later links of a chain keep the number that the
 * first one got.
 */
export function correctionOf(sent: Correctable): Correction {
  const planClaimNumber = sent.planClaimNumber ?? sent.planNumber;
  const frequency = sent.frequency === '8' ? '8' : planClaimNumber === null ? '1' : '7';
  return { frequency, claim: sent.claim, firstClaim: sent.firstClaim, planClaimNumber };
}
