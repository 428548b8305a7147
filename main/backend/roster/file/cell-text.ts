/** How a workbook writes the numbers of a cell. */
export type NumberStyle =
  | { readonly kind: 'general' }
  | { readonly kind: 'date' }
  /** Shown with zeros at its beginning, always this many digits. */
  | { readonly kind: 'padded'; readonly digits: number };

const GENERAL: NumberStyle = { kind: 'general' };
const DATE: NumberStyle = { kind: 'date' };

/**
 * The style behind a format's number or code.
 *
 * @see ECMA-376 part 1, 18.8.30 numFmt: ids below 164 are built in and their codes stand in no file.
 */
export function numberStyle(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) {
    const isDate = (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return isDate ? DATE : GENERAL;
  }
  const [first = ''] = code.split(';');
  const bare = first
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\\./g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/_.|\*./g, '');
  if (/[yd]/i.test(bare) && !/general/i.test(bare)) return DATE;
  const digits = bare.replaceAll(/[-() .]/g, '');
  return /^0{2,15}$/.test(digits) && !bare.includes('.')
    ? { kind: 'padded', digits: digits.length }
    : GENERAL;
}

/** What a number in a cell says as text, or why it says nothing. */
export type NumberText = { readonly text: string } | { readonly sentence: string };

const DAY_MS = 86_400_000;
/** December 31, 9999: the last day a spreadsheet knows. */
const LAST_DAY = 2_958_465;

/** A number as the plan saw it in its spreadsheet: dates as ISO dates, fixed digits with their zeros. */
export function numberText(raw: string, style: NumberStyle, date1904: boolean): NumberText {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value))
    return { sentence: `The cell’s number ${raw.slice(0, 20)} cannot be read.` };
  if (style.kind === 'date') return dateText(value, date1904);
  if (style.kind === 'padded' && Number.isInteger(value) && value >= 0) {
    return { text: String(value).padStart(style.digits, '0') };
  }
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) {
    return { sentence: 'The number has more digits than a spreadsheet keeps: the last ones are lost.' };
  }
  return { text: Number.isInteger(value) ? value.toFixed(0) : String(value) };
}

function dateText(serial: number, date1904: boolean): NumberText {
  const day = Math.floor(serial);
  const last = date1904 ? LAST_DAY - 1462 : LAST_DAY;
  // Spreadsheets count a February 29, 1900 that never was, so the days before it stand one further.
  if (day < (date1904 ? 0 : 1) || day > last || (!date1904 && day === 60)) {
    return { sentence: `The cell’s date, day number ${day}, does not exist.` };
  }
  const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return { text: new Date(start + day * DAY_MS).toISOString().slice(0, 10) };
}

/** Text as it was typed: spreadsheets write characters that XML cannot hold as `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code === 0x5f ? '_' : code < 32 && code !== 9 && code !== 10 ? ' ' : String.fromCharCode(code);
  });
}

const LETTERS = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/;

/** Column from 0 and row from 1 of a reference such as `AB12`; null for what is none. */
export function parseReference(text: string): { readonly column: number; readonly row: number } | null {
  const match = LETTERS.exec(text);
  if (!match) return null;
  let column = 0;
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(match[2]) };
}
