/**
 * Writes a cell so that no spreadsheet takes it for a formula.
 *
 * What begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe in front. Everything is quoted, and
 * quotes inside are doubled, so identifiers stay text.
 *
 * @see OWASP, CSV injection.
 */
export function csvCell(value: string): string {
  const plain = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${plain.replaceAll('"', '""')}"`;
}

/** A whole sheet as text: begins with the byte order mark Excel looks for, CRLF, everything quoted. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const text = rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  return `\uFEFF${text}`;
}
