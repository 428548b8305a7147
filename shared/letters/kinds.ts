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

/**
 * English and the threshold languages of Medi-Cal.
 *
 * @see DHCS language taglines, statewide set; which of them a county asks for changes over time.
 */
export const LETTER_LANGUAGES = [
  'en',
  'es',
  'vi',
  'tl',
  'ru',
  'uk',
  'hy',
  'hmn',
  'ium',
  'ar',
  'fa',
  'zh-Hant',
  'zh-Hans',
  'ko',
  'ja',
  'km',
  'lo',
  'th',
  'hi',
  'pa',
] as const;
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number];
export const LANGUAGE_WORDS: Readonly<Record<LetterLanguage, string>> = {
  en: 'English',
  es: 'Spanish',
  vi: 'Vietnamese',
  tl: 'Tagalog',
  ru: 'Russian',
  uk: 'Ukrainian',
  hy: 'Armenian',
  hmn: 'Hmong',
  ium: 'Mien',
  ar: 'Arabic',
  fa: 'Farsi',
  'zh-Hant': 'Chinese, traditional',
  'zh-Hans': 'Chinese, simplified',
  ko: 'Korean',
  ja: 'Japanese',
  km: 'Khmer',
  lo: 'Lao',
  th: 'Thai',
  hi: 'Hindi',
  pa: 'Punjabi',
};

/**
 * Languages whose script Hearth sets in type; tests/unit/pdf/languages.test.ts proves each.
 *
 * The others need joining, reordering, another direction or tens of thousands of signs: a letter in one of them is
 * a PDF that the plan supplies.
 */
export const TYPESET_LANGUAGES = ['en', 'es', 'vi', 'tl', 'ru', 'uk', 'hy', 'hmn', 'ium'] as const;
export type TypesetLanguage = (typeof TYPESET_LANGUAGES)[number];

/** Tells whether Hearth sets a language in type. */
export function isTypeset(language: LetterLanguage): language is TypesetLanguage {
  return (TYPESET_LANGUAGES as readonly LetterLanguage[]).includes(language);
}

// How plans and people write them: names, own names, and the codes of ISO 639.
const NAMES: readonly (readonly [LetterLanguage, RegExp])[] = [
  ['en', /^(en|eng|english|inglés|ingles)\b/],
  ['es', /^(es|spa|spanish|español|espanol|castilian)\b/],
  ['vi', /^(vi|vie|vietnamese|tiếng việt)(?!\p{L})/u],
  ['tl', /^(tl|tgl|fil|tagalog|filipino|pilipino)\b/],
  ['ru', /^(ru|rus|russian|русский)(?!\p{L})/u],
  ['uk', /^(uk|ukr|ukrainian|українська)(?!\p{L})/u],
  ['hy', /^(hy|hye|arm|armenian|հայերեն)(?!\p{L})/u],
  ['hmn', /^(hmn|mww|hmong|hmoob)\b/],
  ['ium', /^(ium|iu mien|mien)\b/],
  ['ar', /^(ar|ara|arabic|العربية)(?!\p{L})/u],
  ['fa', /^(fa|fas|per|farsi|persian|dari|فارسی)(?!\p{L})/u],
  ['zh-Hant', /^(zh-hant|zh-tw|yue|cantonese|chinese[,( ]+traditional|繁體中文)(?!\p{L})/u],
  ['zh-Hans', /^(zh-hans|zh-cn|cmn|mandarin|chinese[,( ]+simplified|简体中文)(?!\p{L})/u],
  ['ko', /^(ko|kor|korean|한국어)(?!\p{L})/u],
  ['ja', /^(ja|jpn|japanese|日本語)(?!\p{L})/u],
  ['km', /^(km|khm|khmer|cambodian)\b/],
  ['lo', /^(lo|lao|laotian)\b/],
  ['th', /^(th|tha|thai)\b/],
  ['hi', /^(hi|hin|hindi)\b/],
  ['pa', /^(pa|pan|punjabi|panjabi)\b/],
];

/**
 * The letter language of a member's language as it is on file; null for one that no letter is written in.
 *
 * "Chinese" alone says nothing about the writing, so it is null too, and a person chooses.
 */
export function letterLanguage(onFile: string | null): LetterLanguage | null {
  const name = (onFile ?? '').trim().toLowerCase();
  if (name === '') return 'en';
  return NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** The tag a document in this language carries, BCP 47. */
export function languageTag(language: LetterLanguage): string {
  return language === 'en' ? 'en-US' : language === 'es' ? 'es-US' : language;
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
