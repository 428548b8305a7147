/** One service line of a claim. */
export interface Line837 {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  /** Positions in the claim's diagnosis list, counted from 1, at most 4. */
  readonly pointers: readonly number[];
  /** `YYYY-MM-DD`. */
  readonly serviceOn: string;
  /** REF*6R: unique for ever, comes back in the plan's answers. */
  readonly number: string;
  /** SV102 in whole cents; zero where the plan pays by the month. */
  readonly chargeCents?: number;
}

/** The staff member who served, as 2310B names one. */
export interface Rendering837 {
  readonly firstName: string;
  readonly lastName: string;
  readonly npi: string;
  readonly taxonomy: string | null;
}

/** A supervising provider (2310D), for workers who have no NPI of their own. */
export interface Supervising837 {
  readonly firstName: string;
  readonly lastName: string;
  readonly npi: string;
}

/** One claim: 2300 with its lines. */
export interface Claim837 {
  /** CLM01: unique for ever, at most 20 characters come back. */
  readonly id: string;
  readonly placeOfService: string;
  /** 1 original, 7 replacement, 8 void; 7 and 8 name the plan's own number of the claim. */
  readonly frequency: '1' | '7' | '8';
  readonly authorization: string | null;
  readonly planClaimNumber: string | null;
  /** ICD-10-CM with or without the dot, the main one first, at most 12. */
  readonly diagnoses: readonly string[];
  readonly rendering: Rendering837 | null;
  readonly supervising?: Supervising837 | null;
  /** CN101, `05` for a capitated contract; null where the plan does not ask for it. */
  readonly contractType?: string | null;
  readonly lines: readonly Line837[];
}

/** One member with the claims sent for them; in Medi-Cal the member is always the subscriber. */
export interface Subscriber837 {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly memberId: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly claims: readonly Claim837[];
}

/** The agency as submitter and billing provider. */
export interface Billing837 {
  readonly name: string;
  readonly npi: string;
  readonly tin: string;
  readonly taxonomy: string | null;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

/** What stands at the head of one ST…SE: one plan, a modest number of claims, so that a rejected set costs little. */
export interface SetHead837 {
  readonly controlNumber: string;
  /** BHT03. */
  readonly batchId: string;
  readonly purpose: 'RP' | 'CH';
  readonly submitter: {
    readonly name: string;
    readonly id: string;
    readonly contactName: string;
    readonly contactPhone: string;
    readonly contactEmail: string | null;
  };
  readonly receiver: { readonly name: string; readonly id: string };
  readonly billing: Billing837;
  readonly payer: { readonly name: string; readonly id: string };
}

/** One ST…SE with its members. */
export interface Transaction837 extends SetHead837 {
  readonly subscribers: Iterable<Subscriber837>;
}

/** The envelope of a file: one interchange with one functional group. */
export interface Envelope837 {
  readonly senderQualifier: string;
  readonly senderId: string;
  readonly receiverQualifier: string;
  readonly receiverId: string;
  /** The day and minute it was built, in the agency's time zone. */
  readonly date: string;
  readonly time: string;
  /** ISA13 without padding, and GS06. */
  readonly controlNumber: number;
  readonly groupNumber: number;
  readonly usage: 'T' | 'P';
}

/** A whole file. */
export interface Interchange837 extends Envelope837 {
  readonly transactions: Iterable<Transaction837>;
}

/** From one segment to another, counted from ST = 1 as a 999 counts. */
export interface SegmentSpan {
  readonly from: number;
  readonly to: number;
}

/** Where a claim stands in its file, so that answers by position find their line. */
export interface ClaimPlace extends SegmentSpan {
  readonly id: string;
  /** GS06, ST02 and BHT03. */
  readonly group: string;
  readonly set: string;
  readonly reference: string;
  /** The last segment of the set before its first member. */
  readonly headTo: number;
  /** The member's own segments, from HL to the one before the first claim. */
  readonly member: SegmentSpan;
  /** The lines of the claim in their order. */
  readonly lines: readonly SegmentSpan[];
}

/** A piece of a file: whole segments, and where its claims stand. */
export interface Block837 {
  readonly text: string;
  readonly claims: readonly ClaimPlace[];
}
