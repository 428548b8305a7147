import { AppError } from '#shared/errors.ts';
import {
  countChanges,
  type DiagnosisChange,
  NO_CHANGES,
  type PackChanges,
  type PlaceChange,
  type RowChange,
  rowChangeProblem,
  spansMeet,
  type UnitChange,
} from '#shared/programs/changes.ts';
import type { RuleDraft } from '#shared/programs/contract.ts';
import { packRow } from '#shared/programs/packs.ts';
import { placeOf } from '#shared/programs/places.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { findChanges, insertChanges, type StoredChanges, selectDrafts, updateChanges } from './store.ts';

/** A change that may not have its id yet. */
type New<Change> = Omit<Change, 'id'> & { readonly id?: string | undefined };

/** A draft as the page shows it. */
export function toDraft(stored: StoredChanges): RuleDraft {
  const { id, changes, by, updatedAt } = stored;
  return { id, changes, by, updatedAt, replayed: stored.replayed === JSON.stringify(changes) };
}

/** The plan's draft, or undefined. */
export async function draftOf(context: CallContext, planId: string): Promise<StoredChanges | undefined> {
  return (await selectDrafts(context.db)).find((draft) => draft.planId === planId);
}

/** The plan's draft, which must be there. */
export async function requireDraft(context: CallContext, planId: string): Promise<StoredChanges> {
  const draft = await draftOf(context, planId);
  if (!draft) throw new AppError('NOT_FOUND', 'This plan has no draft of its rules.');
  return draft;
}

/** Keeps the draft's changes, beginning a draft when there is none. */
async function keep(
  context: CallContext,
  planId: string,
  change: (before: PackChanges) => PackChanges,
): Promise<RuleDraft> {
  await getPlan(context, planId);
  const now = context.now();
  const draft = await draftOf(context, planId);
  const changes = change(draft?.changes ?? NO_CHANGES);
  const id = draft?.id ?? context.newId();
  if (draft) await updateChanges(context.db, id, { changes: JSON.stringify(changes), updated_at: now });
  else
    await insertChanges(context.db, {
      id,
      plan_id: planId,
      state: 'draft',
      changes: JSON.stringify(changes),
      replayed: null,
      live_at: null,
      live_by: null,
      updated_at: now,
      created_at: now,
      created_by: context.user.id,
    });
  return toDraft((await findChanges(context.db, id)) as StoredChanges);
}

/** The list with a change in the place of the one with its id, or at the end. */
function put<Change extends { readonly id: string }>(list: readonly Change[], change: Change): Change[] {
  return list.some(({ id }) => id === change.id)
    ? list.map((one) => (one.id === change.id ? change : one))
    : [...list, change];
}

function refuse(field: string, message: string): never {
  throw new AppError('VALIDATION', message, { field });
}

/** Puts a changed or new row into the plan's draft. */
export async function changeRow(
  context: CallContext,
  input: { readonly planId: string; readonly change: New<RowChange> },
) {
  const change: RowChange = { ...input.change, id: input.change.id ?? context.newId() };
  const shipped = change.replaces === null ? null : packRow(change.replaces);
  if (shipped === undefined) throw new AppError('NOT_FOUND', 'There is no such rule.', { field: 'replaces' });
  if (shipped === null && change.code === null) refuse('code', 'Type the code of the new row.');
  // What a changed row speaks about is that of the row it replaces; only what it says is new.
  const own: RowChange = shipped
    ? {
        ...change,
        program: shipped.program,
        when: { ...shipped.when, modes: shipped.when.modes === null ? null : [...shipped.when.modes] },
      }
    : change;
  const draft = await keep(context, input.planId, (before) => {
    const problem = rowChangeProblem(own, before);
    if (problem) refuse(problem.field, problem.message);
    return { ...before, rows: put(before.rows, own) };
  });
  context.about({ entityId: input.planId, detail: { rule: own.replaces ?? 'new row', from: own.from } });
  return { draft, changeId: own.id };
}

/** Drafts other unit settings from a day of service on. */
export async function changeUnits(
  context: CallContext,
  input: { readonly planId: string; readonly change: New<UnitChange> },
) {
  const change: UnitChange = { ...input.change, id: input.change.id ?? context.newId() };
  if (change.to !== null && change.to < change.from) refuse('to', 'It ends before it begins.');
  const draft = await keep(context, input.planId, (before) => {
    if (before.units.some((other) => other.id !== change.id && spansMeet(change, other)))
      refuse('from', 'The draft has other unit settings for some of these days.');
    return { ...before, units: put(before.units, change) };
  });
  context.about({ entityId: input.planId, detail: { rule: 'units', from: change.from } });
  return { draft, changeId: change.id };
}

/** Drafts that the plan does not take a place of service. */
export async function refusePlace(
  context: CallContext,
  input: { readonly planId: string; readonly change: New<PlaceChange> },
) {
  const change: PlaceChange = { ...input.change, id: input.change.id ?? context.newId() };
  if (!placeOf(change.code)) refuse('code', `Place of service ${change.code} is not on the list.`);
  if (change.to !== null && change.to < change.from) refuse('to', 'It ends before it begins.');
  const draft = await keep(context, input.planId, (before) => {
    const twin = before.places.some(
      (other) => other.id !== change.id && other.code === change.code && spansMeet(change, other),
    );
    if (twin) refuse('from', 'The draft says so already for some of these days.');
    return { ...before, places: put(before.places, change) };
  });
  context.about({ entityId: input.planId, detail: { rule: `place ${change.code}`, from: change.from } });
  return { draft, changeId: change.id };
}

/** Drafts that the plan takes a diagnosis the list refuses, or does not take one, from a day of service on. */
export async function changeDiagnosis(
  context: CallContext,
  input: { readonly planId: string; readonly change: New<DiagnosisChange> },
) {
  const change: DiagnosisChange = { ...input.change, id: input.change.id ?? context.newId() };
  if (change.to !== null && change.to < change.from) refuse('to', 'It ends before it begins.');
  if (change.instead === change.code) refuse('instead', 'This is the same code.');
  const draft = await keep(context, input.planId, (before) => {
    const twin = before.diagnoses.some(
      (other) => other.id !== change.id && other.code === change.code && spansMeet(change, other),
    );
    if (twin) refuse('from', `The draft has ${change.code} already for some of these days.`);
    return { ...before, diagnoses: put(before.diagnoses, change) };
  });
  context.about({ entityId: input.planId, detail: { rule: `diagnosis ${change.code}`, from: change.from } });
  return { draft, changeId: change.id };
}

/** Takes one change out of the draft; a draft without changes is gone. */
export async function dropChange(
  context: CallContext,
  input: { readonly planId: string; readonly changeId: string },
): Promise<{ draft: RuleDraft | null }> {
  const before = (await requireDraft(context, input.planId)).changes;
  const others = <Change extends { readonly id: string }>(list: readonly Change[]) =>
    list.filter(({ id }) => id !== input.changeId);
  const after = {
    rows: others(before.rows),
    units: others(before.units),
    places: others(before.places),
    diagnoses: others(before.diagnoses),
  };
  if (countChanges(after) === countChanges(before))
    throw new AppError('NOT_FOUND', 'This change is not in the draft.');
  if (countChanges(after) === 0) {
    await discardDraft(context, input);
    return { draft: null };
  }
  context.about({ entityId: input.planId });
  return { draft: await keep(context, input.planId, () => after) };
}

/** Puts the plan's draft away; `restoreDraft` brings it back. */
export async function discardDraft(
  context: CallContext,
  input: { readonly planId: string },
): Promise<{ id: string }> {
  const { id, changes } = await requireDraft(context, input.planId);
  await updateChanges(context.db, id, { state: 'undone', updated_at: context.now() });
  context.about({ entityId: input.planId, detail: { changes: countChanges(changes) } });
  return { id };
}

/** Brings a draft back that was put away. */
export async function restoreDraft(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ draft: RuleDraft }> {
  const stored = await findChanges(context.db, input.id);
  if (stored?.state !== 'undone') throw new AppError('NOT_FOUND', 'This draft was not put away.');
  if (await draftOf(context, stored.planId))
    throw new AppError('CONFLICT', 'The plan has a new draft already. It stays as it is.');
  await updateChanges(context.db, stored.id, { state: 'draft', updated_at: context.now() });
  context.about({ entityId: stored.planId });
  return { draft: toDraft({ ...stored, state: 'draft' }) };
}
