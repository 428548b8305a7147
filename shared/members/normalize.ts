import { isCin } from '../fields.ts';

/** Lower case without accents, spaces collapsed: how names are compared and searched. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'l')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'd')
    .replaceAll('ı', 'i')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What a normalizer found: a value, or the sentence that says what is wrong with the text. */
export type Checked = { readonly value: string } | { readonly sentence: string };

/** A CIN in capitals without spaces and hyphens, or what it lacks. */
export function normalizeCin(text: string): Checked {
  const value = text.replaceAll(/[\s-]/g, '').toUpperCase();
  if (value === '') return { sentence: 'CIN is empty.' };
  if (isCin(value)) return { value };
  // Excel turns 91234567E into a number in scientific notation, and drops the letter.
  if (/^\d(\.\d+)?E\+?\d+$/.test(value)) {
    return { sentence: `CIN ${text.trim()} was changed by a spreadsheet. Ask the plan for it as text.` };
  }
  if (value.length !== 9) {
    const count = `${value.length} ${value.length === 1 ? 'character' : 'characters'}`;
    return { sentence: `CIN has ${count}, needs 9.` };
  }
  return { sentence: 'CIN needs 8 digits and then a letter.' };
}

/** The ten digits of a US phone number, or null when there are not ten. */
export function phoneDigits(text: string): string | null {
  const digits = text.replaceAll(/\D/g, '');
  const ten = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  return ten.length === 10 ? ten : null;
}

/** A phone number as Hearth writes it, "(555) 010-0142"; an extension stays behind it. */
export function normalizePhone(text: string): Checked {
  const [, main = text, extension = ''] = /^(.*?)(?:\s*(?:x|ext\.?)\s*(\d{1,6}))?$/i.exec(text.trim()) ?? [];
  const digits = phoneDigits(main);
  if (digits === null) {
    const count = main.replaceAll(/\D/g, '').length;
    return { sentence: `Phone number has ${count} ${count === 1 ? 'digit' : 'digits'}, needs 10.` };
  }
  const written = `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
  return { value: extension ? `${written} x${extension}` : written };
}

/** A ZIP as five digits or ZIP+4; a leading zero that a spreadsheet dropped is put back. */
export function normalizeZip(text: string): Checked {
  const compact = text.replaceAll(/[\s-]/g, '').replace(/\.0$/, '');
  if (/^\d{9}$/.test(compact)) return { value: `${compact.slice(0, 5)}-${compact.slice(5)}` };
  if (/^\d{5}$/.test(compact)) return { value: compact };
  if (/^\d{4}$/.test(compact)) return { value: `0${compact}` };
  return { sentence: `ZIP ${text.trim()} needs 5 or 9 digits.` };
}
