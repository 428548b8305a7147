import { AppError } from '#shared/errors.ts';
import type { ReplayEvent } from '#shared/programs/contract.ts';
import {
  addToTotals,
  type Difference,
  emptyTotals,
  inForceDuring,
  type ReplayTables,
  replayNote,
} from '#shared/programs/replay.ts';
import type { CallContext } from '../context.ts';
import { openCodeBook } from '../diagnoses/code-book.ts';
import { countPeriodNotes, readPeriodNotes } from '../encounters/period-notes.ts';
import { getPlan } from '../plans/plans.ts';
import { requireDraft } from './draft.ts';
import { updateChanges } from './store.ts';
import { loadTables } from './tables.ts';

/** So many notes are coded before the others get a turn. */
const PAGE = 1000;
/** So many differences are listed; the totals count all of them. */
const LISTED = 500;

/**
 * Codes every signed note of a period under the plan's draft, as though the draft had been in force, and lists what
 * differs. Nothing is changed, except that the draft remembers that these very changes were replayed.
 *
 * @throws AppError `NOT_FOUND` without a draft, `VALIDATION` for a period that ends before it begins.
 */
export async function* replayDraft(
  context: CallContext,
  input: { readonly planId: string; readonly from: string; readonly to: string },
): AsyncGenerator<ReplayEvent> {
  if (input.to < input.from)
    throw new AppError('VALIDATION', 'The period ends before it begins.', { field: 'to' });
  const plan = await getPlan(context, input.planId);
  const draft = await requireDraft(context, plan.id);
  const tables = await loadTables(context);
  const compared: Omit<ReplayTables, 'listed'> = {
    current: tables.of(plan),
    asIf: tables.with(plan, inForceDuring(draft.changes, input)),
    dated: tables.with(plan, draft.changes),
    unitChargeCents: plan.profile.edi.unitChargeCents,
  };
  const total = await countPeriodNotes(context, input);
  const differences: Difference[] = [];
  let totals = emptyTotals();
  let done = 0;
  for (let after: string | null = ''; after !== null; ) {
    context.signal?.throwIfAborted();
    const page = await readPeriodNotes(context, { ...input, after, limit: PAGE });
    const book = await openCodeBook(
      context,
      page.notes.flatMap(({ diagnoses, facts }) => diagnoses.map((code) => ({ code, on: facts.serviceOn }))),
    );
    for (const note of page.notes) {
      const difference = replayNote(note, { ...compared, listed: book.check });
      totals = addToTotals(totals, difference);
      if (difference && differences.length < LISTED) differences.push(difference);
    }
    done += page.read;
    after = page.next;
    yield { done, total, totals: null, differences: [] };
    // Typing and search get their turn between pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await context.write(({ db }) => updateChanges(db, draft.id, { replayed: JSON.stringify(draft.changes) }));
  context.about({
    entityId: plan.id,
    detail: { from: input.from, to: input.to, notes: totals.notes, different: totals.different },
  });
  differences.sort((a, b) => a.serviceOn.localeCompare(b.serviceOn));
  yield { done, total, totals, differences };
}
