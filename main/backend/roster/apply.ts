import { AppError } from '#shared/errors.ts';
import type { ComparedRow } from '#shared/roster/compare.ts';
import type { RowValues } from '#shared/roster/read-row.ts';
import type { CallContext } from '../context.ts';
import type { NewRow } from '../db/schema.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import type { ColumnChange } from '../members/roster/roster.ts';
import { addFromRoster, changeFromRoster, markOffRoster } from '../members/roster/roster.ts';
import { getPlan } from '../plans/plans.ts';
import { analyzeNow } from './analyze.ts';
import { keepPreview } from './open.ts';
import { presentRows } from './present.ts';
import { getImport } from './preview.ts';
import type { ImportRow } from './store.ts';
import { findOriginal, updateImport } from './store.ts';
import { parseDetail, parseMapping } from './stored.ts';

/**
 * Puts a roster's good rows in, all in the call's one transaction.
 *
 * The file is compared once more with the members as they are now, so that nothing typed since the preview is
 * lost. Problem rows stay listed with the import; members the file no longer lists are marked, never deleted.
 *
 * @throws AppError `CONFLICT` when it was applied or thrown away already, `HELD` while a needed column is missing.
 */
export async function applyRoster(
  context: CallContext,
  input: { readonly importId: string },
): Promise<{ added: number; changed: number; marked: number; leftOut: number }> {
  const found = await getImport(context, input.importId);
  requirePreview(found);
  const plan = await getPlan(context, found.plan_id);
  const bytes = await original(context, found.id);
  const { choices } = parseMapping(found.mapping);
  const analysis = await analyzeNow(context, plan, { bytes, fileName: found.file_name, choices });
  if (analysis.headings.missing.length > 0) {
    throw new AppError('HELD', 'A needed column has not been chosen yet. Nothing was applied.');
  }
  const { rows, gone } = analysis.comparison;
  const arrivals = rows.filter((row) => row.kind === 'new');
  const addedIds = await addFromRoster(context, plan.id, arrivals);
  const known = rows.flatMap((row) => (row.member && row.kind !== 'problem' ? [toChange(row, plan.id)] : []));
  const written = [
    ...(await changeFromRoster(context, known)),
    ...(await markOffRoster(
      context,
      gone.map((member) => member.id),
    )),
  ];
  const changed = rows.filter((row) => row.kind === 'changed').map((row) => row.member?.id ?? '');
  await refreshClocks(context, [...addedIds, ...changed]);
  const added = new Map(arrivals.map((row, index) => [row.rowNumber, addedIds[index] ?? null]));
  const stored = rememberForUndo(
    presentRows(found.id, analysis, () => context.newId()),
    added,
    written,
  );
  await keepPreview(context, found.id, { analysis, choices, planId: plan.id, rows: stored });
  await updateImport(context.db, found.id, {
    state: 'applied',
    applied_at: context.now(),
    applied_by: context.user.id,
  });
  const { counts } = analysis;
  context.about({ entityId: found.id, detail: { ...counts } });
  return { added: counts.new, changed: counts.changed, marked: counts.gone, leftOut: counts.problem };
}

/** Only a preview can be applied, changed or thrown away. */
export function requirePreview(found: ImportRow): void {
  if (found.state === 'preview') return;
  const was =
    { applied: 'applied', undone: 'taken back', discarded: 'thrown away' }[found.state] ?? found.state;
  throw new AppError('CONFLICT', `This roster was ${was} already. Open the file again to compare it anew.`);
}

/** The bytes of the plan's file as they were opened. */
export async function original(context: CallContext, importId: string): Promise<Uint8Array> {
  const bytes = await findOriginal(context.db, importId);
  if (!bytes) throw new AppError('NOT_FOUND', 'The file of this roster is not in Hearth.');
  return bytes;
}

function toChange(row: ComparedRow, planId: string) {
  const values: Partial<Record<string, string>> = {};
  for (const { field, to, kept } of row.changes) {
    if (!kept && to !== null && field in row.values) values[field] = to;
  }
  return {
    memberId: row.member?.id ?? '',
    values: values as RowValues,
    kept: row.kept,
    planId: row.member?.planId === planId ? null : planId,
  };
}

/** Each stored row learns what it wrote: the new member's id, or the columns before and after. */
function rememberForUndo(
  stored: readonly NewRow<'roster_row'>[],
  added: ReadonlyMap<number, string | null>,
  written: readonly ColumnChange[],
): NewRow<'roster_row'>[] {
  const byMember = new Map(written.map((change) => [change.memberId, change]));
  return stored.map((row) => {
    const addedId = row.kind === 'new' ? (added.get(row.row_number) ?? null) : null;
    const change = row.kind === 'problem' || !row.member_id ? undefined : byMember.get(row.member_id);
    if (!addedId && !change) return row;
    const detail = { ...parseDetail(row.detail), addedId, written: change ? [change] : [] };
    return { ...row, member_id: addedId ?? row.member_id ?? null, detail: JSON.stringify(detail) };
  });
}
