import type { CallContext } from '../context.ts';
import type { NewRow } from '../db/schema.ts';
import { todayIn } from '../procedure.ts';
import type { Analysis } from './analyze.ts';
import { presentColumns, presentRows } from './present.ts';
import { findNewestApplied, updateImport, writeRows } from './store.ts';
import type { Choices, StoredMapping } from './stored.ts';

/** Writes what a preview shows: how columns are read, the counts, every row. */
export async function keepPreview(
  context: CallContext,
  importId: string,
  kept: {
    readonly analysis: Analysis;
    readonly choices: Choices;
    readonly planId: string;
    /** The rows to keep when they say more than the analysis does. */
    readonly rows?: readonly NewRow<'roster_row'>[];
  },
): Promise<void> {
  const { analysis, choices } = kept;
  const applied = await findNewestApplied(context.db, kept.planId);
  const mapping: StoredMapping = {
    choices,
    delimiter: analysis.file.delimiter,
    encoding: analysis.file.encoding,
    notices: [...analysis.notices],
    missing: [...analysis.headings.missing],
    comparedWith: applied?.applied_at
      ? todayIn(context.workspace.timeZone, new Date(applied.applied_at))
      : null,
    rows: analysis.file.rows.length,
  };
  await updateImport(context.db, importId, {
    headers: JSON.stringify(presentColumns(analysis)),
    mapping: JSON.stringify(mapping),
    counts: JSON.stringify(analysis.counts),
  });
  const rows = kept.rows ?? (await presentRows(importId, analysis, () => context.newId()));
  await writeRows(context.db, importId, rows);
}
