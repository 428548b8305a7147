/**
 * Writes a cell so that no spreadsheet takes it for a formula.
 *
 * What begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe in front. Everything is quoted, and
 * quotes inside are doubled, so identifiers stay text.
 *
 * @see OWASP, CSV injection.
 */
export function csvCell(value: string): string {
  const plain = GUARDED.test(value) ? `'${value}` : value;
  return `"${plain.replaceAll('"', '""')}"`;
}

/** What a spreadsheet could take for a formula; apostrophes in front count too, so that each cell reads back as it was. */
const GUARDED = /^[\s']*[=+\-@\t\r]/;

/** A cell as it was before the guard put an apostrophe in front of it. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && GUARDED.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** A whole sheet as text: begins with the byte order mark Excel looks for, CRLF, everything quoted. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const text = rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  return `\uFEFF${text}`;
}
