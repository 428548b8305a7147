/** The letters Hearth ships a text for, in the order a member meets them. */
export const LETTER_KINDS = [
  'welcome',
  'outreach_1',
  'outreach_2',
  'outreach_3',
  'unable_to_reach',
  'appointment',
  'care_team',
  'enrollment',
  'assignment_change',
  'hap_copy',
  'reassessment_due',
  'graduation',
  'referral',
  'consent',
  'authorization',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** The words users see for each letter. */
export const LETTER_WORDS: Readonly<Record<LetterKind, string>> = {
  welcome: 'Welcome',
  outreach_1: 'Outreach, first letter',
  outreach_2: 'Outreach, second letter',
  outreach_3: 'Outreach, third letter',
  unable_to_reach: 'Unable to reach',
  appointment: 'Appointment',
  care_team: 'Your care team',
  enrollment: 'Enrollment',
  assignment_change: 'New lead care manager',
  hap_copy: 'Copy of the Health Action Plan',
  reassessment_due: 'Time to look at the plan again',
  graduation: 'Graduation',
  referral: 'Referral',
  consent: 'Consent to take part',
  authorization: 'Authorization to disclose',
};

/** Languages whose script is typeset and tested. Every other one goes through a PDF that the plan supplies. */
export const LETTER_LANGUAGES = ['en', 'es'] as const;
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number];
export const LANGUAGE_WORDS: Readonly<Record<LetterLanguage, string>> = { en: 'English', es: 'Spanish' };

/** The letter language of a member's language as it is on file; null for a language Hearth does not typeset. */
export function letterLanguage(onFile: string | null): LetterLanguage | null {
  const name = (onFile ?? '').trim().toLowerCase();
  if (name === '' || /^(en|eng|english|inglés|ingles)\b/.test(name)) return 'en';
  if (/^(es|spa|spanish|español|espanol|castilian)\b/.test(name)) return 'es';
  return null;
}

/** Where a template stands. Only approved ones are printed; approved ones are locked. */
export const TEMPLATE_STATES = ['draft', 'plan_approved', 'dhcs_approved', 'retired'] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];
export const TEMPLATE_STATE_WORDS: Readonly<Record<TemplateState, string>> = {
  draft: 'Draft',
  plan_approved: 'Approved by the plan',
  dhcs_approved: 'Approved by DHCS',
  retired: 'Retired',
};
