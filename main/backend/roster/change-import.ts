import { AppError } from '#shared/errors.ts';
import type { RosterCounts } from '#shared/roster/contract.ts';
import { isFieldKey } from '#shared/roster/fields.ts';
import { normalizeHeading } from '#shared/roster/headings.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { analyzeNow } from './analyze.ts';
import { loadDecisions } from './decisions.ts';
import { getImport, original, requirePreview } from './imports.ts';
import { keepPreview } from './keep-preview.ts';
import { updateImport, writeRows } from './store.ts';
import { parseColumns, parseMapping } from './stored.ts';

/**
 * Says which field a column fills, and compares the file again.
 *
 * A field given to a column is taken from the one that had it, and the plan's next files are read the same way.
 */
export async function chooseColumn(
  context: CallContext,
  input: { readonly importId: string; readonly letter: string; readonly field: string | null },
): Promise<{ missing: string[]; counts: RosterCounts }> {
  const found = await getImport(context, input.importId);
  requirePreview(found);
  const column = parseColumns(found.headers).find(({ letter }) => letter === input.letter);
  if (!column)
    throw new AppError('NOT_FOUND', `The file has no column ${input.letter}.`, { field: 'letter' });
  const { field } = input;
  if (field !== null && !isFieldKey(field)) {
    throw new AppError('VALIDATION', 'Hearth has no such field.', { field: 'field' });
  }
  const before = parseMapping(found.mapping).choices;
  const others = Object.entries(before).filter(([, chosen]) => chosen === null || chosen !== field);
  const choices = { ...Object.fromEntries(others), [normalizeHeading(column.heading)]: field };
  const plan = await getPlan(context, found.plan_id);
  const bytes = await original(context, found.id);
  const decisions = await loadDecisions(context, found.id);
  const analysis = await analyzeNow(context, plan, { bytes, fileName: found.file_name, choices, decisions });
  await keepPreview(context, found.id, { analysis, choices, planId: plan.id });
  context.about({ entityId: found.id, detail: { column: input.letter, field } });
  return { missing: [...analysis.headings.missing], counts: analysis.counts };
}

/** Throws a preview away; the members were never touched, and the same file can be opened again. */
export async function discardRoster(
  context: CallContext,
  input: { readonly importId: string },
): Promise<{ discarded: true }> {
  const found = await getImport(context, input.importId);
  requirePreview(found);
  await updateImport(context.db, found.id, { state: 'discarded' });
  await writeRows(context.db, found.id, []);
  context.about({ entityId: found.id });
  return { discarded: true };
}
