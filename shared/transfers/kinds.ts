/** What a file from a plan can be. */
export const RECEIVED_KINDS = [
  'ta1',
  '999',
  '277ca',
  '835',
  '834',
  'roster',
  'response_sheet',
  'admissions',
  'encrypted',
  'unknown',
] as const;

export type ReceivedKind = (typeof RECEIVED_KINDS)[number];

/** Kinds of ours that a plan acknowledges; nothing else has an answer to wait for. */
export const ANSWERED_KINDS: readonly string[] = ['encounters', 'invoice'];

/** What each kind is called. */
export const RECEIVED_WORDS: Readonly<Record<ReceivedKind, string>> = {
  ta1: 'Receipt of the envelope (TA1)',
  '999': 'Receipt (999)',
  '277ca': 'Answer to encounters (277CA)',
  '835': 'Payment advice (835)',
  '834': 'Enrollment file (834)',
  roster: 'Member roster',
  response_sheet: 'Response sheet',
  admissions: 'Hospital notices (ADT)',
  encrypted: 'Encrypted file (PGP)',
  unknown: 'Unknown kind of file',
};
