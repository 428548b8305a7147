import { AppError } from '#shared/errors.ts';

/** A file's text with the name of the encoding it was read in. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
}

const KINDS: readonly { readonly magic: readonly number[]; readonly is: string }[] = [
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    is: 'an Excel workbook or a ZIP file. Save the sheet as CSV, then open that',
  },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], is: 'an older Excel workbook. Save the sheet as CSV, then open that' },
  { magic: [0x25, 0x50, 0x44, 0x46], is: 'a PDF. Ask the plan for the list as CSV' },
  { magic: [0x1f, 0x8b], is: 'a compressed file. Unpack it, then open what is inside' },
  { magic: [0x7b, 0x5c, 0x72, 0x74, 0x66], is: 'a Word document. Ask the plan for the list as CSV' },
];

/**
 * Turns a file's bytes into text: UTF-8 with or without its mark, UTF-16 with or without it, else Windows-1252.
 *
 * @throws AppError `FILE_UNREADABLE` for an empty file and for what is no text.
 */
export function decodeText(bytes: Uint8Array, fileName: string): Decoded {
  const unreadable = (sentence: string) => new AppError('FILE_UNREADABLE', `${fileName} ${sentence}`);
  const kind = KINDS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
  if (kind) throw unreadable(`is ${kind.is}.`);
  const decoded = decode(bytes);
  if (decoded === null || decoded.text.includes('\0')) {
    throw unreadable('is not a text file. Hearth reads CSV and tab-separated text.');
  }
  if (decoded.text.trim() === '') throw unreadable('is empty.');
  return decoded;
}

function decode(bytes: Uint8Array): Decoded | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return as('utf-8', bytes, 'UTF-8') ?? as('windows-1252', bytes.subarray(3), 'Windows-1252');
  }
  if (first === 0xff && second === 0xfe) return as('utf-16le', bytes, 'UTF-16');
  if (first === 0xfe && second === 0xff) return as('utf-16be', bytes, 'UTF-16');
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked) return as(unmarked, bytes, 'UTF-16 without its mark');
  const utf8 = as('utf-8', bytes, 'UTF-8');
  if (utf8) return utf8;
  return looksBinary(bytes) ? null : as('windows-1252', bytes, 'Windows-1252, because it is not UTF-8');
}

/** The text, or null when the bytes do not fit the encoding. */
function as(label: string, bytes: Uint8Array, encoding: string): Decoded | null {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}

/** Western text in UTF-16 has a zero byte in every second place. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 400);
  if (sample.length < 8 || bytes.length % 2 === 1) return null;
  let even = 0;
  let odd = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = sample.length / 2;
  if (odd > half * 0.8 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.8 && odd < half * 0.1) return 'utf-16be';
  return null;
}

/** Control characters other than tab and line ends do not stand in text. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096);
  let odd = 0;
  for (const byte of sample) {
    if (byte < 9 || (byte > 13 && byte < 32)) odd += 1;
  }
  return odd > sample.length / 100;
}
