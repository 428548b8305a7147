/** Language codes as claim systems send them, with the names people say; Medi-Cal's threshold languages and more. */
const NAMES: Readonly<Record<string, string>> = {
  eng: 'English',
  en: 'English',
  spa: 'Spanish',
  es: 'Spanish',
  ara: 'Arabic',
  ar: 'Arabic',
  arm: 'Armenian',
  hye: 'Armenian',
  hy: 'Armenian',
  khm: 'Khmer',
  km: 'Khmer',
  cambodian: 'Khmer',
  chi: 'Chinese',
  zho: 'Chinese',
  yue: 'Cantonese',
  cmn: 'Mandarin',
  per: 'Farsi',
  fas: 'Farsi',
  fa: 'Farsi',
  persian: 'Farsi',
  hmn: 'Hmong',
  jpn: 'Japanese',
  kor: 'Korean',
  ko: 'Korean',
  lao: 'Lao',
  pan: 'Punjabi',
  rus: 'Russian',
  ru: 'Russian',
  tgl: 'Tagalog',
  tl: 'Tagalog',
  tha: 'Thai',
  vie: 'Vietnamese',
  vi: 'Vietnamese',
  ase: 'American Sign Language',
  asl: 'American Sign Language',
};

/** A language by the name people say; what is no known code stays as the plan wrote it. */
export function languageName(text: string): string {
  const plain = text.trim();
  const known = NAMES[plain.toLowerCase()];
  if (known !== undefined) return known;
  return plain === plain.toUpperCase() && plain.length > 3
    ? plain.charAt(0) + plain.slice(1).toLowerCase()
    : plain;
}
