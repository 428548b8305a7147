import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';

// A member's written permission to disclose: what was signed, for whom, until when, and whether it still holds.

/** A signed authorization to disclose, as it is on file. */
export const authorizationSchema = z.object({
  id: idSchema,
  memberId: idSchema,
  recipient: z.string(),
  information: z.string(),
  purpose: z.string(),
  signedOn: dateSchema,
  signedBy: z.string(),
  /** By what right somebody else signed for the member; empty when the member did. */
  representativeRight: z.string(),
  /** The last day it holds; null when an event ends it. */
  expiresOn: dateSchema.nullable(),
  expiresEvent: z.string(),
  substanceUse: z.boolean(),
  sensitive: z.boolean(),
  keptWhere: z.string(),
  withdrawnOn: dateSchema.nullable(),
  withdrawnHow: z.string(),
  recordedBy: z.string(),
  recordedAt: instantSchema,
});
export type Authorization = z.infer<typeof authorizationSchema>;

/** What a person enters from the signed form. */
export const newAuthorizationSchema = z.strictObject({
  memberId: idSchema,
  recipient: lineSchema.min(1, 'Who may get it?'),
  information: lineSchema.min(1, 'Say what may be shared, as the form does.'),
  purpose: lineSchema.min(1, 'Say what for, as the form does.'),
  signedOn: dateSchema,
  signedBy: lineSchema.min(1, 'Whose signature is on it?'),
  representativeRight: lineSchema.default(''),
  expiresOn: dateSchema.nullable().default(null),
  expiresEvent: lineSchema.default(''),
  substanceUse: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  keptWhere: lineSchema.min(1, 'Say where the signed form is kept.'),
});
export type NewAuthorization = z.infer<typeof newAuthorizationSchema>;

/** Says what a signed form lacks to count; null when it counts. */
export function authorizationGap(
  form: NewAuthorization,
  today: string,
): { readonly field: string; readonly sentence: string } | null {
  if (form.signedOn > today) {
    return { field: 'signedOn', sentence: 'A form counts from the day it is signed, not before.' };
  }
  if (form.expiresOn === null && form.expiresEvent === '') {
    return { field: 'expiresOn', sentence: 'An authorization ends on a date or with an event. Enter which.' };
  }
  if (form.expiresOn !== null && form.expiresOn < form.signedOn) {
    return { field: 'expiresOn', sentence: 'It would end before it was signed.' };
  }
  return null;
}

/**
 * Says why an authorization does not carry a disclosure on a day; null when it does.
 *
 * @see 45 CFR 164.508(b)(5) and (c); Cal. Civ. Code 56.11 and 56.15.
 */
export function authorizationProblem(
  authorization: Authorization,
  share: { readonly recipient: string; readonly on: string; readonly substanceUse: boolean },
): { readonly field: string; readonly sentence: string } | null {
  const field = 'authorizationId';
  if (!sameName(authorization.recipient, share.recipient)) {
    return { field, sentence: `This authorization names ${authorization.recipient}, nobody else.` };
  }
  if (share.on < authorization.signedOn) {
    return { field, sentence: 'This authorization was signed after that day.' };
  }
  if (authorization.withdrawnOn !== null && authorization.withdrawnOn <= share.on) {
    return { field, sentence: 'The member withdrew this authorization. Ask for a new one.' };
  }
  if (authorization.expiresOn !== null && authorization.expiresOn < share.on) {
    return { field, sentence: 'This authorization has ended. Ask for a new one.' };
  }
  if (share.substanceUse && !authorization.substanceUse) {
    return {
      field,
      sentence: 'This version speaks of substance use, and the authorization does not name substance use.',
    };
  }
  return null;
}

/** Whether an authorization holds on a day. */
export function isInForce(authorization: Authorization, on: string): boolean {
  return (
    authorization.signedOn <= on &&
    (authorization.withdrawnOn === null || authorization.withdrawnOn > on) &&
    (authorization.expiresOn === null || authorization.expiresOn >= on)
  );
}

function sameName(one: string, other: string): boolean {
  const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return fold(one) === fold(other);
}
