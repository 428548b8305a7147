import { HELD_SENTENCES } from '#shared/encounters/held.ts';
import { recode } from '#shared/encounters/line.ts';
import type { ChangePreviewRow, LineChange } from '#shared/encounters/line-changes.ts';
import { AppError } from '#shared/errors.ts';
import { codeText } from '#shared/programs/pack.ts';
import { countUnits } from '#shared/programs/units.ts';
import type { CallContext } from '../../context.ts';
import {
  type GrantedAuthorization,
  grantAuthorization,
  takeAuthorizationBack,
} from '../../members/authorization.ts';
import { getPlan } from '../../plans/plans.ts';
import { loadTables } from '../../programs/tables.ts';
import { type StoredLine, selectOpenLines } from '../lines/store.ts';
import { type CheckedLine, checkLines } from '../open-lines.ts';
import { applyChange, type ChangedLine } from './apply.ts';
import {
  findLineFix,
  insertLineFix,
  type LineValues,
  markFixUndone,
  restoreLine,
  selectLineValues,
  writeLine,
} from './store.ts';

interface Many {
  readonly ids: readonly string[];
  readonly change: LineChange;
}

/** The lines in the order they were chosen; one that was built meanwhile is refused. */
async function chosenLines(context: CallContext, ids: readonly string[]): Promise<StoredLine[]> {
  const lines = new Map((await selectOpenLines(context.db, { ids })).map((line) => [line.id, line]));
  return [...new Set(ids)].map((id) => {
    const line = lines.get(id);
    if (!line)
      throw new AppError(
        'CONFLICT',
        'One of these lines was built or kept back meanwhile. Nothing was changed.',
      );
    return line;
  });
}

function codeWords({ tag, line }: CheckedLine): string {
  if (!tag.billable) return 'no code';
  return `${codeText(tag.code ?? line.code ?? '', tag.modifiers)}, ${countUnits(tag.units)}`;
}

/** What a change would do to each of the chosen lines, scrubbed as though it were made; nothing is written. */
export async function previewChange(
  context: CallContext,
  input: Many,
): Promise<{ rows: ChangePreviewRow[]; fits: number; ready: number }> {
  const lines = await chosenLines(context, input.ids);
  const changed = await applyChange(context, lines, input.change);
  const before = await checkLines(context, lines, { ids: input.ids });
  const after = await checkLines(
    context,
    changed.map((one) => one.after),
    { ids: input.ids },
  );
  const rows = changed.map((one, at) =>
    toRow(one, before[at] as CheckedLine, after[at] as CheckedLine, input.change),
  );
  context.about({ detail: { lines: rows.length, change: input.change.kind } });
  return {
    rows,
    fits: rows.filter((row) => row.fits).length,
    ready: rows.filter((row) => row.fits && row.ready).length,
  };
}

function toRow(
  one: ChangedLine,
  before: CheckedLine,
  after: CheckedLine,
  change: LineChange,
): ChangePreviewRow {
  // Once the others are in one line, they are no longer beside it.
  const holds = after.holds.filter(
    ({ reason }) =>
      change.kind !== 'bundle' || (reason !== 'same_code_same_day' && reason !== 'times_overlap'),
  );
  const [first] = holds;
  const still = first ? `Still held: ${HELD_SENTENCES[first.reason]}` : 'Ready';
  return {
    id: one.before.id,
    memberName: one.before.member.name,
    serviceOn: one.before.serviceOn,
    old: one.old,
    new: one.new,
    oldCode: codeWords(before),
    newCode: one.gone ? 'not billed' : codeWords(after),
    ready: !one.gone && first === undefined,
    words: one.misfit ?? (one.gone ? 'Not billed' : still),
    fits: one.misfit === null,
  };
}

/** Puts an authorization on the charts of the lines' members, once each. */
async function grantAll(
  context: CallContext,
  changed: readonly ChangedLine[],
  change: Extract<LineChange, { kind: 'authorization' }>,
): Promise<GrantedAuthorization[]> {
  const granted: GrantedAuthorization[] = [];
  for (const memberId of new Set(changed.map(({ before }) => before.member.id))) {
    granted.push(await grantAuthorization(context, { memberId, ...change }));
  }
  return granted;
}

/** The values a changed line is written with. */
async function valuesOf(
  context: CallContext,
  one: ChangedLine,
  change: LineChange,
): Promise<Omit<LineValues, 'id'>> {
  const { after, gone } = one;
  const plan = await getPlan(context, after.planId);
  const tag = recode(after.facts, (await loadTables(context)).of(plan));
  const reason = change.kind === 'keep_back' ? change.reason : 'Put together with another line of that day';
  return {
    staff_id: after.staff.id,
    minutes: after.minutes,
    place_of_service: after.placeOfService,
    diagnoses: JSON.stringify(after.diagnoses),
    units: tag.units,
    state: gone ? 'not_billable' : 'ready',
    billable: gone ? 0 : 1,
    explanation: JSON.stringify({
      facts: after.facts,
      tag,
      ...(gone ? { keptBack: { by: context.user.name, at: context.now(), reason } } : {}),
    }),
  };
}

/**
 * Makes one change to many open lines; those it does not fit stay as they are.
 *
 * The signed notes keep what they say; the lines keep what they were, so that one undo takes the whole change back.
 *
 * @throws AppError `CONFLICT` when a line was built meanwhile, `VALIDATION` when the change fits none of them.
 */
export async function changeMany(
  context: CallContext,
  input: Many,
): Promise<{ fixId: string; changed: number; left: number }> {
  const lines = await chosenLines(context, input.ids);
  const all = await applyChange(context, lines, input.change);
  const changed = all.filter((one) => one.misfit === null);
  if (changed.length === 0)
    throw new AppError('VALIDATION', all[0]?.misfit ?? 'The change fits none of these lines.', {
      field: 'code',
    });
  const ids = changed.map(({ before }) => before.id);
  const before = await selectLineValues(context.db, ids);
  const entries = input.change.kind === 'authorization' ? await grantAll(context, changed, input.change) : [];
  if (input.change.kind !== 'authorization') {
    for (const one of changed)
      await writeLine(context.db, one.before.id, await valuesOf(context, one, input.change));
  }
  const fixId = context.newId();
  await insertLineFix(context.db, {
    id: fixId,
    kind: input.change.kind,
    before: JSON.stringify({ lines: before, entries }),
    undone_at: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  context.about({ detail: { lines: ids.length, change: input.change.kind } });
  return { fixId, changed: ids.length, left: all.length - ids.length };
}

/**
 * Takes one change of many lines back as a whole.
 *
 * @throws AppError `CONFLICT` when it was taken back already or one of the lines was built since.
 */
export async function undoMany(
  context: CallContext,
  input: { readonly fixId: string },
): Promise<{ changed: number }> {
  const fix = await findLineFix(context.db, input.fixId);
  if (!fix) throw new AppError('NOT_FOUND', 'This change is not on file.');
  if (fix.undoneAt !== null) throw new AppError('CONFLICT', 'This change was taken back already.');
  for (const line of fix.lines) {
    if (!(await restoreLine(context.db, line)))
      throw new AppError('CONFLICT', 'One of these lines was built since. Nothing was taken back.');
  }
  for (const granted of fix.entries) await takeAuthorizationBack(context, granted);
  await markFixUndone(context.db, input.fixId, context.now());
  context.about({ detail: { lines: fix.lines.length } });
  return { changed: fix.lines.length };
}
