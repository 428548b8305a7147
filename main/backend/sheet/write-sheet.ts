import writeXlsxFile from 'write-excel-file/node';
import { writeCsv } from '#shared/csv.ts';

/** The kinds of sheets people and plans take. */
export type SheetKind = 'csv' | 'xlsx';

/**
 * Writes rows, the heading first, as a sheet in which every cell is text.
 *
 * In a workbook every cell is typed as text, so that ids keep their zeros and nothing is ever a formula; in CSV what
 * could be taken for one gets an apostrophe in front.
 *
 * @see OWASP, CSV injection.
 */
export async function writeSheet(
  rows: readonly (readonly string[])[],
  kind: SheetKind,
  title: string,
): Promise<Uint8Array> {
  if (kind === 'csv') return Buffer.from(writeCsv(rows), 'utf8');
  // SECURITY: the type is given for each cell; a value that looks like a formula or a number stays the text it is.
  const data = rows.map((row, index) =>
    row.map((value) => ({
      value: printable(value),
      type: String,
      format: '@',
      ...(index === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  );
  const columns = (rows[0] ?? []).map((_, at) => ({
    width: Math.min(40, Math.max(8, ...rows.slice(0, 200).map((row) => (row[at] ?? '').length + 2))),
  }));
  const sheet = title.replace(/[[\]*?/\\:]/g, ' ').slice(0, 31);
  const file = writeXlsxFile(data, { columns, sheet, stickyRowsCount: 1 });
  return file.toBuffer();
}

/** A cell's text without what XML cannot hold. */
function printable(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  const text = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, 32_000);
  // The library looks texts up in a plain object, where "constructor" and its like are found before they are put in:
  // the sheet would be damaged. A space behind them is seen by nobody.
  return text in Object.prototype ? `${text} ` : text;
}
