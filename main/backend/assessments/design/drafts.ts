import { blankForm, copyOfForm, nextVersion } from '#shared/assessments/design/new-form.ts';
import { placedItems } from '#shared/assessments/design/tree.ts';
import type { Form } from '#shared/assessments/form.ts';
import { readQuestionnaire } from '#shared/assessments/read-questionnaire.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../../context.ts';
import { loadForm } from '../library.ts';
import type { DraftRow, PublishedVersion } from './store.ts';
import {
  findDraft,
  findOpenDrafts,
  findVersion,
  findVersions,
  newestVersionOf,
  putDraft,
  updateDraft,
  updateDraftState,
} from './store.ts';

/** How long a draft that was put away can be taken back. */
const DISCARDED_DAYS = 30;

/** What open drafts and published versions the agency has, by form. */
export async function listDrafts(context: CallContext) {
  const drafts = await findOpenDrafts(context.db);
  const byForm = new Map<string, Omit<PublishedVersion, 'formId'>[]>();
  for (const { formId, ...version } of await findVersions(context.db)) {
    byForm.set(formId, [...(byForm.get(formId) ?? []), version]);
  }
  return {
    drafts: new Map(
      drafts.map(({ id, form, from, updatedAt, by }) => [
        id,
        { title: form.title, items: placedItems(form.questionnaire).length, from, updatedAt, by },
      ]),
    ),
    versions: byForm,
  };
}

/**
 * Begins a draft: the next version of an own form, a copy of any form, or an empty form.
 *
 * @throws AppError `NOT_FOUND` when there is no such form or version.
 */
export async function startDraft(
  context: CallContext,
  input: {
    readonly from: { readonly formId: string; readonly version?: number | undefined } | null;
    readonly copy?: boolean | undefined;
    readonly title?: string | undefined;
  },
): Promise<{ formId: string }> {
  const { from, title } = input;
  const stamp = { at: context.now(), by: context.user.id };
  const ownId = `own-${context.newId()}`;
  if (!from) {
    const form = blankForm(ownId, title ?? 'New form');
    await putDraft(context.db, { form, base: null, ...stamp });
    context.about({ entityId: form.id, detail: { from: null } });
    return { formId: form.id };
  }
  const newest = await newestVersionOf(context.db, from.formId);
  if (newest > 0 && !input.copy) {
    const open = await findDraft(context.db, from.formId);
    context.about({ entityId: from.formId, detail: { from: from.formId } });
    if (open?.state === 'open') return { formId: from.formId };
    const form = await versionOf(context, from.formId, from.version ?? newest);
    await putDraft(context.db, {
      form: nextVersion(form, newest + 1),
      base: { name: `version ${form.questionnaire.version}`, form },
      ...stamp,
    });
    return { formId: from.formId };
  }
  const source =
    from.version === undefined
      ? await loadForm(context, from.formId)
      : await versionOf(context, from.formId, from.version);
  const form = copyOfForm(source, ownId, title ?? `${source.title}, copy`);
  const base = { name: `${source.title} ${source.questionnaire.version}`, form: source };
  await putDraft(context.db, { form, base, ...stamp });
  context.about({ entityId: form.id, detail: { from: from.formId } });
  return { formId: form.id };
}

async function versionOf(context: CallContext, formId: string, version: number): Promise<Form> {
  const form = await findVersion(context.db, formId, version);
  if (!form) throw new AppError('NOT_FOUND', `This form has no version ${version}.`);
  return form;
}

/**
 * An open draft.
 *
 * @throws AppError `NOT_FOUND` when there is none.
 */
export async function loadDraftForm(context: CallContext, formId: string): Promise<DraftRow> {
  const row = await findDraft(context.db, formId);
  if (row?.state !== 'open') throw new AppError('NOT_FOUND', 'This form has no open draft.');
  return row;
}

/** A draft with what it was begun from and the number it will get. */
export async function getDraft(context: CallContext, input: { readonly formId: string }) {
  const { form, base, revision, updatedAt } = await loadDraftForm(context, input.formId);
  return { form, base, revision, updatedAt, nextVersion: (await newestVersionOf(context.db, form.id)) + 1 };
}

/**
 * Saves a draft as it stands, wrong or not; what keeps it from being published is told beside it.
 *
 * @throws AppError `CONFLICT` when somebody else saved it since.
 */
export async function saveDraft(
  context: CallContext,
  input: { readonly form: unknown; readonly revision: number },
): Promise<{ revision: number; savedAt: string }> {
  // SECURITY: read as if it came from a file: the page's word for its shape does not count.
  const given = input.form as Form;
  const form: Form = { ...given, questionnaire: readQuestionnaire(given.questionnaire).questionnaire };
  const at = context.now();
  if (!(await updateDraft(context.db, { form, revision: input.revision, at, by: context.user.id }))) {
    throw new AppError('CONFLICT', 'Somebody else changed this draft. Open it again to go on from theirs.');
  }
  return { revision: input.revision + 1, savedAt: at };
}

/** Puts a draft away; it can be taken back for 30 days. Published versions stay. */
export async function discardDraft(
  context: CallContext,
  input: { readonly formId: string },
): Promise<{ formId: string }> {
  const { form } = await loadDraftForm(context, input.formId);
  await updateDraftState(context.db, form.id, 'discarded', { at: context.now(), by: context.user.id });
  context.about({ entityId: form.id });
  return { formId: form.id };
}

/**
 * Takes a draft back that was put away.
 *
 * @throws AppError `CONFLICT` when there is none, or it is too long ago.
 */
export async function restoreDraft(
  context: CallContext,
  input: { readonly formId: string },
): Promise<{ formId: string }> {
  const row = await findDraft(context.db, input.formId);
  if (row?.state !== 'discarded') throw new AppError('CONFLICT', 'No draft of this form was put away.');
  if (Date.parse(context.now()) - Date.parse(row.updatedAt) > DISCARDED_DAYS * 86_400_000) {
    throw new AppError('CONFLICT', `It was put away more than ${DISCARDED_DAYS} days ago.`);
  }
  await updateDraftState(context.db, row.form.id, 'open', { at: context.now(), by: context.user.id });
  context.about({ entityId: row.form.id });
  return { formId: row.form.id };
}
