/** The delimiters Hearth writes; data never contains them. */
export const DELIMITERS = { element: '*', component: ':', repetition: '^', segment: '~' } as const;

/** Letters that do not fall apart into a base letter and a mark. */
const SPECIAL: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Ł: 'L',
  Ħ: 'H',
  Ŧ: 'T',
  Ŋ: 'NG',
  Ŀ: 'L',
  ẞ: 'SS',
  ĸ: 'K',
  ʼ: "'",
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
  ʻ: "'",
  ʿ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '№': 'NO',
};

/** The basic X12 character set without our delimiters, plus the few extended ones that addresses of mail need. */
const ALLOWED = /^[A-Z0-9 !"&'()+,\-./;?=@_#%]$/;
/** Words of allowed characters with single spaces: what needs no rewriting, as nearly every text does. */
const PLAIN = /^[A-Z0-9!"&'()+,\-./;?=@_#%]+(?: [A-Z0-9!"&'()+,\-./;?=@_#%]+)*$/;

function oneCharacter(character: string): string {
  const special = SPECIAL[character];
  if (special !== undefined) return special;
  if (ALLOWED.test(character)) return character;
  // Anything else, delimiters and control characters included, becomes a space so that words stay apart.
  return ' ';
}

/**
 * Writes a text as an 837P can carry it: ASCII, upper case, no delimiters, single spaces, at most `max` long.
 *
 * é becomes E and ñ N; scripts that have no Latin letters come out empty, which callers must treat as missing.
 * The record keeps the original spelling.
 */
export function x12Text(value: string, max: number): string {
  if (value.length <= max && PLAIN.test(value)) return value;
  const upper = value.toUpperCase();
  if (upper.length <= max && PLAIN.test(upper)) return upper;
  const decomposed = upper.normalize('NFKD').replace(/\p{M}/gu, '');
  let written = '';
  for (const character of decomposed) written += oneCharacter(character);
  return written.replace(/ +/g, ' ').trim().slice(0, max).trimEnd();
}

/** Only the digits of a text: ZIP codes, telephone and tax numbers. */
export function digitsOnly(value: string): string {
  return value.replace(/\D/g, '');
}

/** A date `YYYY-MM-DD` as X12 writes it: `CCYYMMDD`. */
export function x12Date(date: string): string {
  return date.slice(0, 4) + date.slice(5, 7) + date.slice(8, 10);
}

/** An e-mail address as it was typed, without anything an address or a file cannot hold. */
export function x12Email(value: string): string {
  return value.replace(/[^A-Za-z0-9._@+'-]/g, '').slice(0, 256);
}
