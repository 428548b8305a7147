import { AppError } from '#shared/errors.ts';
import type { ComparedRow } from '#shared/roster/compare.ts';
import type { ApplyEvent, WritingProgress } from '#shared/roster/contract.ts';
import type { RowValues } from '#shared/roster/read-row.ts';
import type { CallContext } from '../context.ts';
import type { NewRow } from '../db/schema.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import type { ColumnChange } from '../members/roster/roster.ts';
import { addFromRoster, changeFromRoster, markOffRoster, withClocks } from '../members/roster/roster.ts';
import { getPlan } from '../plans/plans.ts';
import { analyze } from './analyze.ts';
import { loadDecisions } from './decisions.ts';
import { getImport, original, requirePreview } from './imports.ts';
import { inOneWrite, type Step } from './in-one-write.ts';
import { keepPreview } from './keep-preview.ts';
import { presentRows } from './present.ts';
import { countUnanswered, updateImport } from './store.ts';
import { parseDetail, parseMapping } from './stored.ts';

type Done = Extract<ApplyEvent, { step: 'done' }>;

/** Members written between two looks at whether somebody still waits. */
const SLICE = 250;

/**
 * Puts a roster's good rows in, all in one transaction, telling how far it is; stopped before its end it leaves
 * nothing.
 *
 * The file is compared once more with the members as they are now, so that nothing typed since the preview is
 * lost. Problem rows stay listed with the import; members the file no longer lists are marked, never deleted.
 *
 * @throws AppError `CONFLICT` when it was applied or thrown away already, `HELD` while a needed column is missing
 * or a question has no answer.
 */
export async function* applyRoster(
  context: CallContext,
  input: { readonly importId: string },
): AsyncGenerator<ApplyEvent> {
  yield yield* inOneWrite<WritingProgress, Done>(context, (inside, step) =>
    write(inside, input.importId, step),
  );
}

async function write(context: CallContext, importId: string, step: Step<WritingProgress>): Promise<Done> {
  const found = await getImport(context, importId);
  requirePreview(found);
  const plan = await getPlan(context, found.plan_id);
  const { choices } = parseMapping(found.mapping);
  const decisions = await loadDecisions(context, found.id);
  const source = {
    bytes: await original(context, found.id),
    fileName: found.file_name,
    choices,
    decisions,
  };
  const steps = analyze(context, plan, source);
  let turn = await steps.next();
  while (!turn.done) {
    await step({ step: 'comparing', done: turn.value.done, total: turn.value.total });
    turn = await steps.next();
  }
  const analysis = turn.value;
  if (analysis.headings.missing.length > 0) {
    throw new AppError('HELD', 'A needed column has not been chosen yet. Nothing was applied.');
  }
  const { rows, gone } = analysis.comparison;
  await requireAnswers(context, found.id, rows);

  const arrivals = rows.filter((row) => row.effect === 'add');
  const known = rows.flatMap((row) => (row.effect === 'change' ? [toChange(row, plan.id)] : []));
  const total = arrivals.length + known.length + gone.length;
  let done = 0;
  const inSlices = async <Item, Result>(
    items: readonly Item[],
    run: (slice: readonly Item[]) => Promise<readonly Result[]>,
  ): Promise<Result[]> => {
    const results: Result[] = [];
    for (let start = 0; start < items.length; start += SLICE) {
      const slice = items.slice(start, start + SLICE);
      results.push(...(await run(slice)));
      done += slice.length;
      await step({ step: 'writing', done, total });
    }
    return results;
  };
  const addedIds = await inSlices(arrivals, async (slice) => {
    const ids = await addFromRoster(context, plan.id, slice);
    await refreshClocks(context, ids);
    return ids;
  });
  const toWrite = async (changes: readonly ColumnChange[]) => {
    await refreshClocks(
      context,
      changes.map((change) => change.memberId),
    );
    return withClocks(context, changes);
  };
  const written = [
    ...(await inSlices(known, async (slice) => toWrite(await changeFromRoster(context, slice)))),
    ...(await inSlices(gone, async (slice) =>
      toWrite(
        await markOffRoster(
          context,
          slice.map(({ id }) => id),
        ),
      ),
    )),
  ];
  const added = new Map(arrivals.map((row, index) => [row.rowNumber, addedIds[index] ?? null]));
  const stored = rememberForUndo(
    await presentRows(found.id, analysis, () => context.newId()),
    added,
    written,
  );
  await step({ step: 'writing', done: total, total });
  await keepPreview(context, found.id, { analysis, choices, planId: plan.id, rows: stored });
  await updateImport(context.db, found.id, {
    state: 'applied',
    applied_at: context.now(),
    applied_by: context.user.id,
  });
  await step({ step: 'writing', done: total, total });
  const { counts } = analysis;
  await context.record('roster.apply', { entityId: found.id, detail: { ...counts } });
  return {
    step: 'done',
    added: arrivals.length,
    changed: rows.filter((row) => row.effect === 'change' && row.changes.some((one) => !one.kept)).length,
    marked: counts.gone,
    leftOut: rows.filter((row) => row.effect === 'out').length,
  };
}

/** A question that came up only now, or was never answered, stops the applying: the row must not fall out unseen. */
async function requireAnswers(
  context: CallContext,
  importId: string,
  rows: readonly ComparedRow[],
): Promise<void> {
  const open = rows.filter((row) => row.question !== null && row.answer === null).length;
  if (open === 0) return;
  const seen = (await countUnanswered(context.db, [importId])).get(importId) ?? 0;
  const left = open === 1 ? '1 answer is' : `${open} answers are`;
  throw new AppError(
    'HELD',
    seen < open
      ? `${left} left: members changed since this file was compared. Open the file again. Nothing was applied.`
      : `${left} left. Say whether these rows are members on file. Nothing was applied.`,
  );
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
    const addedId = row.kind === 'gone' ? null : (added.get(row.row_number) ?? null);
    const change =
      addedId || row.kind === 'problem' || !row.member_id ? undefined : byMember.get(row.member_id);
    if (!addedId && !change) return row;
    // Two rows may name one member; what was written is told once.
    if (change) byMember.delete(change.memberId);
    const detail = { ...parseDetail(row.detail), addedId, written: change ? [change] : [] };
    return { ...row, member_id: addedId ?? row.member_id ?? null, detail: JSON.stringify(detail) };
  });
}
