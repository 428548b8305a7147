import { AppError } from '#shared/errors.ts';

/** A file's text with the name of the encoding it was read in. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
  /** What a person should know about how it was read. */
  readonly notices: readonly string[];
}

const KINDS: readonly { readonly magic: readonly number[]; readonly is: string }[] = [
  {
    magic: [0xd0, 0xcf, 0x11, 0xe0],
    is: 'an older Excel workbook (.xls) or one locked with a password. Save it as .xlsx or CSV without a password, then open that',
  },
  { magic: [0x25, 0x50, 0x44, 0x46], is: 'a PDF. Ask the plan for the list as CSV or .xlsx' },
  { magic: [0x1f, 0x8b], is: 'a compressed file. Unpack it, then open what is inside' },
  {
    magic: [0x7b, 0x5c, 0x72, 0x74, 0x66],
    is: 'a Word document. Ask the plan for the list as CSV or .xlsx',
  },
  {
    magic: [0x49, 0x53, 0x41, 0x2a],
    is: 'an X12 file, such as an 834. Hearth reads member lists as CSV, .xlsx and XML. Ask the plan for one of those',
  },
];

/** Tells whether the bytes are a ZIP, as Excel workbooks are. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * Turns a file's bytes into text: UTF-8 with or without its mark, UTF-16 with or without it, the encoding an XML file
 * names, else Windows-1252. A file in two encodings is read line by line, and says so.
 *
 * @throws AppError `FILE_UNREADABLE` for an empty file and for what is no text.
 */
export function decodeText(bytes: Uint8Array, fileName: string): Decoded {
  const unreadable = (sentence: string) => new AppError('FILE_UNREADABLE', `${fileName} ${sentence}`);
  const kind = KINDS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
  if (kind) throw unreadable(`is ${kind.is}.`);
  const decoded = decode(bytes);
  if (decoded === null || decoded.text.includes('\0')) {
    throw unreadable('is not a text file. Hearth reads CSV, tab-separated text, .xlsx and XML.');
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
  const named = namedByXml(bytes);
  if (named) return named;
  const utf8 = as('utf-8', bytes, 'UTF-8');
  if (utf8) return utf8;
  if (looksBinary(bytes)) return null;
  return lineByLine(bytes) ?? as('windows-1252', bytes, 'Windows-1252, because it is not UTF-8');
}

/** The text, or null when the bytes do not fit the encoding. */
function as(label: string, bytes: Uint8Array, encoding: string): Decoded | null {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding, notices: [] };
  } catch {
    return null;
  }
}

/** XML says its encoding in its first line; UTF-8 needs no such look. */
function namedByXml(bytes: Uint8Array): Decoded | null {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const label = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,40})["']/i.exec(start)?.[1]?.toLowerCase();
  if (label === undefined || label === 'utf-8' || label.startsWith('utf-16')) return null;
  return as(label, bytes, label.startsWith('iso-8859-1') ? 'Latin 1' : label.toUpperCase());
}

/**
 * A file put together from two sources: most lines UTF-8, some Windows-1252. Read as one encoding, the names of one
 * source would come out garbled without a word.
 */
function lineByLine(bytes: Uint8Array): Decoded | null {
  const lines: string[] = [];
  let other = 0;
  let wide = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end + 1);
    start += line.length;
    const utf8 = as('utf-8', line, '');
    if (utf8 === null) other += 1;
    else if (line.some((byte) => byte > 127)) wide += 1;
    const read = utf8 ?? as('windows-1252', line, '');
    if (read === null) return null;
    lines.push(read.text);
  }
  if (wide === 0 || other === 0) return null;
  const rows = other === 1 ? '1 line is' : `${other.toLocaleString('en-US')} lines are`;
  return {
    text: lines.join(''),
    encoding: 'UTF-8 and Windows-1252',
    notices: [`${rows} written in Windows-1252, the others in UTF-8. Look at the names with accents.`],
  };
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
