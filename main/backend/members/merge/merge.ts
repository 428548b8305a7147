import { AppError } from '#shared/errors.ts';
import type { EntryKind } from '#shared/members/entry-kinds.ts';
import { displayName } from '#shared/members/member.ts';
import type { CallContext } from '../../context.ts';
import { type MovedRow, moveRows, moveRowsBack, renumberPlans } from '../../db/move-rows.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import { type TaskChanges, takeTasksBack, watchTasks } from '../../tasks/rows/rows.ts';
import { onFile } from '../record/on-file.ts';
import { factsOf } from '../record/roster-past.ts';
import { deleteEntries, insertEntries } from '../record/store.ts';
import { versionRow } from '../record/versions.ts';
import { refreshClocks } from '../refresh-clocks.ts';
import { updateMember } from '../store.ts';
import { findMemberRows, findMerge, findPlanNumbers, insertMerge, writeMergeUndone } from './store.ts';

type Cells = Readonly<Record<string, string | number | null>>;

/** What a merge did, whole, so that it can be taken back exactly. */
interface MergeDetail {
  readonly moved: readonly MovedRow[];
  /** The versions of the HAP that got another number, with the one they had. */
  readonly renumbered: readonly { readonly id: string; readonly version: number }[];
  /** Entries the merge wrote into the record: the other name, number and address. */
  readonly entries: readonly string[];
  /** What the rules set and closed once both charts were one. */
  readonly tasks: TaskChanges;
  readonly kept: { readonly before: Cells; readonly after: Cells };
  readonly merged: { readonly before: Cells; readonly after: Cells };
}

/** Columns that are taken over where the chart that stays has nothing. */
const FILLED = [
  'plan_member_id',
  'mrn',
  'middle_name',
  'preferred_name',
  'pronouns',
  'language',
  'phone',
  'email',
  'tier',
  'housing_note',
  'lead_id',
] as const;
const ADDRESS = ['address', 'city', 'state', 'zip', 'county'] as const;

/**
 * Merges one chart into another: everything moves, the other chart stays as a redirect.
 *
 * @throws AppError `VALIDATION` for a chart with itself, `CONFLICT` when one of them was merged already.
 */
export async function mergeMembers(
  context: CallContext,
  input: { readonly keepId: string; readonly mergeId: string },
): Promise<{ mergeId: string; moved: number }> {
  const [kept, merged] = await bothRows(context, input.keepId, input.mergeId);
  for (const row of [kept, merged]) {
    if (row.merged_into) {
      throw new AppError(
        'CONFLICT',
        `${nameOf(row)} was merged into another chart already. Take that back first.`,
      );
    }
  }
  const renumbered = await alignPlans(context, kept.id, merged.id);
  const moved = await moveRows(context.db, merged.id, kept.id);
  const entries = await keepWhatDiffers(context, kept, merged);
  await updateMember(context.db, kept.id, filledColumns(kept, merged, context.now()));
  await updateMember(context.db, merged.id, {
    merged_into: kept.id,
    status: 'returned',
    lead_id: null,
    updated_at: context.now(),
  });
  const tasks = await watchTasks(context, [kept.id, merged.id], () =>
    refreshClocks(context, [kept.id, merged.id]),
  );
  const [keptAfter, mergedAfter] = await bothRows(context, kept.id, merged.id);
  const detail: MergeDetail = {
    moved,
    renumbered,
    entries,
    tasks,
    kept: difference(kept, keptAfter),
    merged: difference(merged, mergedAfter),
  };
  const mergeId = context.newId();
  await insertMerge(context.db, {
    id: mergeId,
    kept_id: kept.id,
    merged_id: merged.id,
    detail: JSON.stringify(detail),
    undone_at: null,
    undone_by: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  context.about({ memberId: kept.id, entityId: merged.id, detail: { moved: moved.length } });
  await context.record('member.merge', {
    memberId: merged.id,
    entityId: kept.id,
    detail: { moved: moved.length },
  });
  return { mergeId, moved: moved.length };
}

/**
 * Takes a merge back: every row that moved goes where it was, and both charts say what they said.
 *
 * What was added to the chart since stays with it.
 *
 * @throws AppError `CONFLICT` when it was taken back already, or when a later merge stands on it.
 */
export async function undoMerge(
  context: CallContext,
  input: { readonly mergeId: string },
): Promise<{ keptId: string; mergedId: string }> {
  const merge = await findMerge(context.db, input.mergeId);
  if (!merge) throw new AppError('NOT_FOUND', 'This merge is not on file.');
  if (merge.undone_at) throw new AppError('CONFLICT', 'This merge was taken back already.');
  const [kept, merged] = await bothRows(context, merge.kept_id, merge.merged_id);
  if (kept.merged_into) {
    throw new AppError(
      'CONFLICT',
      `${nameOf(kept)} was merged into another chart since. Take that back first.`,
    );
  }
  const detail = JSON.parse(merge.detail) as MergeDetail;
  await takeTasksBack(context, [kept.id, merged.id], detail.tasks);
  await deleteEntries(context.db, detail.entries);
  await moveRowsBack(context.db, detail.moved, kept.id, merged.id);
  await renumberPlans(context.db, detail.renumbered);
  await updateMember(context.db, merged.id, restored(merged, detail.merged));
  await updateMember(context.db, kept.id, restored(kept, detail.kept));
  await writeMergeUndone(context.db, merge.id, context.now(), context.user.id);
  await refreshClocks(context, [kept.id, merged.id]);
  context.about({ memberId: kept.id, entityId: merged.id });
  await context.record('member.undo-merge', { memberId: merged.id, entityId: kept.id });
  return { keptId: kept.id, mergedId: merged.id };
}

async function bothRows(
  context: CallContext,
  keepId: string,
  mergeId: string,
): Promise<[Row<'member'>, Row<'member'>]> {
  if (keepId === mergeId) throw new AppError('VALIDATION', 'A chart cannot be merged with itself.');
  const rows = await findMemberRows(context.db, [keepId, mergeId]);
  const kept = rows.find(({ id }) => id === keepId);
  const merged = rows.find(({ id }) => id === mergeId);
  if (!kept || !merged) throw new AppError('NOT_FOUND', 'One of these members is not on file.');
  return [kept, merged];
}

function nameOf(row: Row<'member'>): string {
  return displayName(row.first_name, row.middle_name, row.last_name);
}

/**
 * Gives the HAP versions of both charts numbers that do not collide; the newer signed plan stays the current one.
 *
 * Returns the numbers they had.
 */
async function alignPlans(context: CallContext, keptId: string, mergedId: string) {
  const plans = await findPlanNumbers(context.db, [keptId, mergedId]);
  const own = plans.filter((plan) => plan.member_id === keptId);
  const other = plans.filter((plan) => plan.member_id === mergedId);
  if (own.length === 0 || other.length === 0) return [];
  const newest = (list: typeof plans) =>
    list.reduce((last, { signed_at: at }) => (at && at > last ? at : last), '');
  const [below, above] = newest(other) > newest(own) ? [own, other] : [other, own];
  const shift = Math.max(...below.map(({ version }) => version));
  const changed = above.map(({ id, version }) => ({ id, version: version + shift }));
  await renumberPlans(context.db, changed);
  // Given back in the order that never collides on the way down: the lowest first.
  return above.map(({ id, version }) => ({ id, version })).reverse();
}

/** Keeps the other chart's name, number and address in the record where they differ from the chart's own. */
async function keepWhatDiffers(
  context: CallContext,
  kept: Row<'member'>,
  merged: Row<'member'>,
): Promise<string[]> {
  const rows: NewRow<'member_entry'>[] = [];
  for (const kind of ['name', 'phone', 'address'] satisfies EntryKind[]) {
    const own = onFile(kind, factsOf(kept));
    const other = onFile(kind, factsOf(merged));
    if (!own || !other || JSON.stringify(own) === JSON.stringify(other)) continue;
    rows.push(
      versionRow(context, kept.id, {
        kind,
        seriesId: context.newId(),
        version: 1,
        content: kind === 'name' ? { ...other, use: 'alias' } : { ...other, first: false },
        from: null,
        to: null,
        source: 'merge',
        state: 'held',
        reason: `from the merged chart, CIN ${merged.cin}`,
      }),
    );
  }
  await insertEntries(context.db, rows);
  return rows.map(({ id }) => id);
}

function filledColumns(kept: Row<'member'>, merged: Row<'member'>, now: string): Partial<NewRow<'member'>> {
  const columns: Record<string, string | number | null> = { updated_at: now };
  for (const column of FILLED) {
    if (kept[column] === null && merged[column] !== null) columns[column] = merged[column];
  }
  if (ADDRESS.every((column) => kept[column] === null)) {
    for (const column of ADDRESS) columns[column] = merged[column];
  }
  const seen = merged.last_contact_on;
  if (seen !== null && (kept.last_contact_on === null || seen > kept.last_contact_on)) {
    columns.last_contact_on = seen;
    columns.last_contact_mode = merged.last_contact_mode;
    columns.last_contact_place = merged.last_contact_place;
  }
  return columns as Partial<NewRow<'member'>>;
}

function difference(before: Row<'member'>, after: Row<'member'>): { before: Cells; after: Cells } {
  const was = before as unknown as Cells;
  const is = after as unknown as Cells;
  const columns = Object.keys(is).filter((column) => was[column] !== is[column]);
  const pick = (cells: Cells) => Object.fromEntries(columns.map((column) => [column, cells[column] ?? null]));
  return { before: pick(was), after: pick(is) };
}

/** The columns to put back: those that still hold what the merge wrote. */
function restored(row: Row<'member'>, change: MergeDetail['kept']): Partial<NewRow<'member'>> {
  const now = row as unknown as Cells;
  const back = Object.entries(change.before).filter(([column]) => now[column] === change.after[column]);
  return { ...Object.fromEntries(back), search_text: row.search_text } as Partial<NewRow<'member'>>;
}
