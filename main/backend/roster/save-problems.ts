import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { getImport } from './imports.ts';
import { findRows } from './store.ts';
import { parseCounts, parseDetail } from './stored.ts';

const MOST_ROWS = 200_000;

/** A cell of the list: quoted, and never a formula for the spreadsheet that opens it. */
function cell(text: string): string {
  // SECURITY: a value that begins like a formula is kept as text.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/**
 * Saves the rows that cannot go in as a list for the plan: row, column, CIN, name and what is wrong.
 *
 * @throws AppError `CONFLICT` when every row is good.
 */
export async function saveProblemRows(
  context: CallContext,
  input: { readonly importId: string },
): Promise<{ saved: boolean; fileName: string | null; rows: number }> {
  const found = await getImport(context, input.importId);
  const total = parseCounts(found.counts).problem;
  if (total === 0)
    throw new AppError('CONFLICT', 'Every row of this file is good. There is no list to save.');
  const rows = await findRows(context.db, {
    importId: found.id,
    kind: 'problem',
    limit: MOST_ROWS,
    offset: 0,
  });
  const lines = [
    ['Row', 'Column', 'CIN', 'Name', 'What is wrong'],
    ...rows.flatMap((row) =>
      parseDetail(row.detail).problems.map((problem) => [
        String(row.row_number),
        problem.column ?? '',
        row.cin,
        row.name,
        problem.sentence,
      ]),
    ),
  ];
  const target = await context.shell.saveFile({
    title: 'Save the rows with problems',
    suggestedName: fileNameOf(`Problems in ${found.file_name.replace(/\.\w+$/, '')}`, 'csv'),
    filters: [{ name: 'CSV', extensions: ['csv'] }],
  });
  if (target === null) return { saved: false, fileName: null, rows: rows.length };
  // The mark at the start tells spreadsheets that the text is UTF-8.
  const text = `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
  await writeUserFile(target.path, new TextEncoder().encode(text), () =>
    context.write((inside) =>
      inside.record('roster.export-problems', { entityId: found.id, detail: { rows: rows.length } }),
    ),
  );
  return { saved: true, fileName: target.name, rows: rows.length };
}
