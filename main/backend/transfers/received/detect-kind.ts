import { looksLikeHl7 } from '#shared/admissions/hl7.ts';
import { isNoticeHeadings } from '#shared/admissions/sheet.ts';
import type { ReceivedKind } from '#shared/transfers/kinds.ts';

/** What a file turned out to be. */
export interface Detected {
  readonly kind: ReceivedKind;
  /** The first readable line, at most 80 characters; empty for a file that is no text. */
  readonly firstLine: string;
  /** Control numbers of our files that an X12 answer speaks about (TA101, AK102), without leading zeros. */
  readonly answers: readonly string[];
  /** Our own references that it repeats (TRN02 of a 277CA, CLP01 of an 835), as they stand. */
  readonly references: readonly string[];
}

/**
 * Says what a plan's file is, by its content alone: names differ by plan and prove nothing.
 *
 * @param countKnown how many cells of a line are headings of a member roster
 */
export function detectKind(bytes: Uint8Array, countKnown: (cells: readonly string[]) => number): Detected {
  const text = headOf(bytes);
  if (text === null)
    return { kind: isPgp(bytes) ? 'encrypted' : 'unknown', firstLine: '', ...NOTHING_ANSWERED };
  const firstLine = readable(text);
  if (text.startsWith('-----BEGIN PGP MESSAGE-----'))
    return { kind: 'encrypted', firstLine, ...NOTHING_ANSWERED };
  if (text.startsWith('ISA')) return { ...x12Kind(bytes), firstLine };
  if (looksLikeHl7(text)) return { kind: 'admissions', firstLine, ...NOTHING_ANSWERED };
  return { kind: tableKind(text, countKnown), firstLine, ...NOTHING_ANSWERED };
}

const NOTHING_ANSWERED = { answers: [], references: [] } as const;
const HEAD_BYTES = 64 * 1024;

/** The beginning of a file as text, or null when it is no text. */
function headOf(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, HEAD_BYTES);
  const [first, second] = head;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (!utf16 && head.subarray(0, 1024).some((byte) => byte < 9 || (byte > 13 && byte < 28))) return null;
  const label = utf16 ? (first === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  return new TextDecoder(label)
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
}

/** Binary OpenPGP packets begin with a tag byte of a session key packet. */
function isPgp([first]: Uint8Array): boolean {
  return first === 0xc1 || first === 0x84 || first === 0x85;
}

function readable(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  // SECURITY: a file of another's making never brings control or direction characters onto the screen.
  return line
    .replace(/[\p{C}\u2028\u2029]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
}

function x12Kind(bytes: Uint8Array): Pick<Detected, 'kind' | 'answers' | 'references'> {
  const text = new TextDecoder().decode(bytes.subarray(0, 4_000_000));
  const element = text[3] ?? '*';
  const end = text[105] ?? '~';
  const answers: string[] = [];
  const references: string[] = [];
  let kind: ReceivedKind = 'unknown';
  for (const raw of text.split(end)) {
    const segment = raw.trim().split(element);
    const [tag, one, two] = segment;
    if (tag === 'TA1') {
      if (kind === 'unknown') kind = 'ta1';
      if (one) answers.push(one.trim().replace(/^0+/, ''));
    }
    if (tag === 'ST' && one) kind = BY_SET[one] ?? kind;
    if (tag === 'TRN' && one === '2' && two) references.push(two.trim());
    if (tag === 'CLP' && one) references.push(one.trim());
    if (tag === 'AK1' && two) answers.push(two.trim().replace(/^0+/, ''));
  }
  return { kind, answers: [...new Set(answers)], references: [...new Set(references)] };
}

const BY_SET: Readonly<Record<string, ReceivedKind>> = {
  '999': '999',
  '997': '999',
  '277': '277ca',
  '835': '835',
  '834': '834',
};

/** Lines above the headings are titles; a roster shows three of its headings within the first ten lines. */
function tableKind(text: string, countKnown: (cells: readonly string[]) => number): ReceivedKind {
  for (const line of text.split(/\r\n|\n|\r/).slice(0, 10)) {
    for (const delimiter of [',', '\t', ';', '|']) {
      const cells = line.split(delimiter).map((cell) => cell.replace(/^\s*"?|"?\s*$/g, ''));
      if (cells.length < 3) continue;
      if (isNoticeHeadings(cells)) return 'admissions';
      if (countKnown(cells) >= 3) return 'roster';
    }
  }
  return 'unknown';
}
