import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { type Authorization, authorizationProblem, authorizationSchema } from './authorizations.ts';

// What gathers around a version: who reviewed it, who signed it, who got it.

const personSchema = z.object({ id: idSchema, name: z.string() });

/** How a review ended; null while it waits. */
export const REVIEW_OUTCOMES = ['approved', 'returned', 'withdrawn'] as const;

/** One request to a clinical lead to look at a draft. */
export const reviewSchema = z.object({
  id: idSchema,
  planId: idSchema,
  reviewer: personSchema,
  askedAt: instantSchema,
  askedBy: personSchema,
  note: z.string(),
  outcome: z.enum(REVIEW_OUTCOMES).nullable(),
  comment: z.string(),
  answeredAt: instantSchema.nullable(),
  answeredBy: personSchema.nullable(),
  /** SHA-256 of the draft as the reviewer saw it; a later change of the draft leaves the review behind. */
  contentSha256: z.string(),
});
export type Review = z.infer<typeof reviewSchema>;

/** Who signs beside the person at the keyboard. */
export const SIGNERS = ['member', 'representative'] as const;
export const SIGNER_WORDS: Readonly<Record<(typeof SIGNERS)[number], string>> = {
  member: 'Member',
  representative: 'Representative',
};

/** How a signature was given. */
export const SIGNATURE_METHODS = ['drawn', 'typed', 'verbal', 'paper'] as const;
export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];
export const SIGNATURE_METHOD_WORDS: Readonly<Record<SignatureMethod, string>> = {
  drawn: 'on this screen',
  typed: 'by typing the name',
  verbal: 'by word of mouth',
  paper: 'on paper',
};

/** The pad a signature is drawn on: points are counted in its thousandths, so it prints at any size. */
export const PAD = { width: 1000, height: 300 } as const;

const pointSchema = z.tuple([
  z.number().int().min(0).max(PAD.width),
  z.number().int().min(0).max(PAD.height),
]);

/** The lines of a drawn signature; at most 200 lines of 2,000 points. */
export const strokesSchema = z.array(z.array(pointSchema).min(1).max(2000)).min(1).max(200);
export type Strokes = z.infer<typeof strokesSchema>;

/** A signature under a frozen version. */
export const signatureSchema = z.object({
  id: idSchema,
  planId: idSchema,
  signer: z.enum(SIGNERS),
  name: z.string(),
  method: z.enum(SIGNATURE_METHODS),
  /** Who heard it, where the paper is, or the representative's right to sign. */
  detail: z.string(),
  strokes: strokesSchema.nullable(),
  signedAt: instantSchema,
  witness: personSchema,
  /** The hash of the version that was signed. */
  contentSha256: z.string(),
  /** The hash over this signature itself. */
  sha256: z.string(),
});
export type Signature = z.infer<typeof signatureSchema>;

/** What a person enters to sign, before the name, the time and the hashes are put to it. */
export const newSignatureSchema = z.strictObject({
  id: idSchema,
  signer: z.enum(SIGNERS),
  name: lineSchema.min(1, 'Whose signature is it?'),
  method: z.enum(SIGNATURE_METHODS),
  detail: lineSchema.default(''),
  strokes: strokesSchema.nullable().default(null),
});
export type NewSignature = z.infer<typeof newSignatureSchema>;

/** Says what a signature lacks; null when it is whole. */
export function signatureGap(signature: NewSignature): { field: string; sentence: string } | null {
  if (signature.method === 'drawn' && signature.strokes === null) {
    return { field: 'strokes', sentence: 'Nothing was drawn yet.' };
  }
  if (signature.method !== 'drawn' && signature.strokes !== null) {
    return { field: 'strokes', sentence: 'Only a signature made on the screen has a drawing.' };
  }
  if (signature.detail === '' && signature.method === 'verbal') {
    return { field: 'detail', sentence: 'Say who heard the member agree, and how.' };
  }
  if (signature.detail === '' && signature.method === 'paper') {
    return { field: 'detail', sentence: 'Say where the signed paper is kept.' };
  }
  if (signature.detail === '' && signature.signer === 'representative') {
    return { field: 'detail', sentence: 'Say by what right the representative signs.' };
  }
  return null;
}

/** Whom a plan is given to. */
export const RECIPIENT_KINDS = ['member', 'provider', 'plan', 'family', 'other'] as const;
export type RecipientKind = (typeof RECIPIENT_KINDS)[number];
export const RECIPIENT_WORDS: Readonly<Record<RecipientKind, string>> = {
  member: 'The member',
  provider: 'A provider who treats the member',
  plan: 'The health plan',
  family: 'Family or a support person',
  other: 'Somebody else',
};

/** By what authority. */
export const AUTHORITIES = ['own_copy', 'treatment', 'plan_contract', 'member_authorization', 'law'] as const;
export type Authority = (typeof AUTHORITIES)[number];
export const AUTHORITY_WORDS: Readonly<Record<Authority, string>> = {
  own_copy: 'The member’s own copy',
  treatment: 'Treatment and care coordination',
  plan_contract: 'The contract with the plan',
  member_authorization: 'Written authorization of the member',
  law: 'Required by law',
};

export const SHARE_WAYS = ['in_person', 'mail', 'fax', 'secure_email', 'sftp', 'portal'] as const;
export const SHARE_WAY_WORDS: Readonly<Record<(typeof SHARE_WAYS)[number], string>> = {
  in_person: 'in person',
  mail: 'by mail',
  fax: 'by fax',
  secure_email: 'by secure email',
  sftp: 'by SFTP',
  portal: 'through a portal',
};

/** One disclosure of one version. */
export const shareSchema = z.object({
  id: idSchema,
  planId: idSchema,
  recipient: z.string(),
  recipientKind: z.enum(RECIPIENT_KINDS),
  how: z.enum(SHARE_WAYS),
  sharedOn: dateSchema,
  authority: z.enum(AUTHORITIES),
  authorityDetail: z.string(),
  authorityUntil: dateSchema.nullable(),
  /** True when the version names substance use, which needs an authorization that says so. */
  sensitive: z.boolean(),
  sharedBy: personSchema,
});
export type Share = z.infer<typeof shareSchema>;

export const newShareSchema = z.strictObject({
  id: idSchema,
  recipient: lineSchema.min(1, 'Who gets the plan?'),
  recipientKind: z.enum(RECIPIENT_KINDS),
  how: z.enum(SHARE_WAYS),
  sharedOn: dateSchema,
  authority: z.enum(AUTHORITIES),
  /** Which law or order, where that is the authority. */
  authorityDetail: lineSchema.default(''),
  /** The signed authorization on file, where that is the authority. */
  authorizationId: idSchema.nullable().default(null),
});
export type NewShare = z.infer<typeof newShareSchema>;

/** Which authorities can carry which recipient. Family and others need the member's own word or the law. */
export function authoritiesFor(kind: RecipientKind): readonly Authority[] {
  switch (kind) {
    case 'member':
      return ['own_copy'];
    case 'provider':
      return ['treatment', 'member_authorization'];
    case 'plan':
      return ['plan_contract', 'member_authorization'];
    case 'family':
      return ['member_authorization'];
    case 'other':
      return ['member_authorization', 'law'];
  }
}

/**
 * Says why a plan may not be given out as entered; null when it may.
 *
 * Substance use information goes to anybody but the member under an authorization that names it only.
 *
 * @param authorization - The one on file that was chosen; null when none was.
 * @see 45 CFR 164.506 and 164.508; 42 CFR 2.31; Cal. Civ. Code 56.11.
 */
export function shareProblem(
  share: NewShare,
  facts: {
    readonly substanceUse: boolean;
    readonly today: string;
    readonly authorization: Authorization | null;
  },
): { field: string; sentence: string } | null {
  if (share.sharedOn > facts.today) {
    return { field: 'sharedOn', sentence: 'A plan is recorded as shared on the day it is, not before.' };
  }
  if (!authoritiesFor(share.recipientKind).includes(share.authority)) {
    return {
      field: 'authority',
      sentence: `${AUTHORITY_WORDS[share.authority]} does not cover ${RECIPIENT_WORDS[share.recipientKind].toLowerCase()}.`,
    };
  }
  if (share.authority === 'law' && share.authorityDetail === '') {
    return { field: 'authorityDetail', sentence: 'Say which law or order.' };
  }
  if (share.authority === 'member_authorization') {
    const { authorization, substanceUse } = facts;
    return authorization === null
      ? { field: 'authorizationId', sentence: 'Choose the authorization the member signed.' }
      : authorizationProblem(authorization, { recipient: share.recipient, on: share.sharedOn, substanceUse });
  }
  if (facts.substanceUse && share.recipientKind !== 'member') {
    return {
      field: 'authority',
      sentence:
        'This version speaks of substance use. Sharing it needs the member’s written authorization that names substance use.',
    };
  }
  return null;
}

/** Everything around the versions of one member's plan, newest first. */
export const papersSchema = z.object({
  reviews: z.array(reviewSchema),
  signatures: z.array(signatureSchema),
  shares: z.array(shareSchema),
  /** Authorizations to disclose the member signed, ended and withdrawn ones too. */
  authorizations: z.array(authorizationSchema),
  /** Active clinical leads a draft can be sent to, without the person who asks. */
  reviewers: z.array(personSchema),
  /** Hash of the draft as it is kept now, to see whether its approval still holds; null without a draft. */
  draftSha256: z.string().nullable(),
  /** Whether each signed version and its signatures are still what was signed. */
  checked: z.array(z.object({ planId: idSchema, intact: z.boolean(), problem: z.string().nullable() })),
});
export type Papers = z.infer<typeof papersSchema>;
