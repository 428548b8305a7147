import { checkQuestionnaire } from '#shared/assessments/check.ts';
import { placedItems } from '#shared/assessments/design/tree.ts';
import type { Form } from '#shared/assessments/form.ts';
import { FORMS, findForm } from '#shared/assessments/forms/library.ts';
import { IMPORT_SLOTS } from '#shared/assessments/forms/slots.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { listDrafts } from './design/drafts.ts';
import { findNewestForms, findVersion } from './design/store.ts';
import { findForms, findImportedForm } from './store.ts';

/** The forms that ship and this agency's own, and the places for those that need permission. */
export async function listLibrary(context: CallContext) {
  const imported = (await findForms(context.db)).map(({ form }) => form);
  const own = await findNewestForms(context.db);
  const taken = new Set([...imported, ...own].map((form) => form.questionnaire.title.toLowerCase()));
  return {
    forms: [
      ...FORMS.map((form) => summarizeForm(form, 'shipped')),
      ...imported.map((form) => summarizeForm(form, 'imported')),
      ...own.map((form) => summarizeForm(form, 'own')),
    ],
    slots: IMPORT_SLOTS.filter((slot) => !taken.has(slot.title.toLowerCase())),
  };
}

type Origin = 'shipped' | 'imported' | 'own';

function summarizeForm(form: Form, origin: Origin) {
  const { id, title, questionnaire } = form;
  return {
    id,
    title,
    name: questionnaire.title,
    version: questionnaire.version,
    copyright: questionnaire.copyright ?? '',
    imported: origin === 'imported',
    blocked: blockedBy(form, origin),
    confirm: [...(form.confirm ?? [])],
  };
}

/** Why a form cannot be started: only imported ones can be wrong, the others were checked before. */
function blockedBy(form: Form, origin: Origin): string | null {
  if (origin !== 'imported') return null;
  return checkQuestionnaire(form.questionnaire).find(({ severity }) => severity === 'error')?.message ?? null;
}

/** Every form for those who make them: what runs now, the versions behind it, and the draft in front of it. */
export async function listFormEntries(context: CallContext) {
  const { drafts, versions } = await listDrafts(context);
  const entry = (form: Form, origin: Origin) => ({
    id: form.id,
    title: form.title,
    origin,
    version: form.questionnaire.version as string | null,
    items: placedItems(form.questionnaire).length,
    blocked: blockedBy(form, origin),
    draft: drafts.get(form.id) ?? null,
    versions: [...(versions.get(form.id) ?? [])],
  });
  const own = await findNewestForms(context.db);
  const published = new Set(own.map(({ id }) => id));
  return {
    forms: [
      ...[...drafts]
        .filter(([id]) => !published.has(id))
        .map(([id, draft]) => ({
          id,
          title: draft.title,
          origin: 'own' as const,
          version: null,
          items: draft.items,
          blocked: null,
          draft,
          versions: [],
        })),
      ...own.map((form) => entry(form, 'own')),
      ...(await findForms(context.db)).map(({ form }) => entry(form, 'imported')),
      ...FORMS.map((form) => entry(form, 'shipped')),
    ],
  };
}

/**
 * A form of the library: the agency's own in its newest version, imported or shipped.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function loadForm(context: CallContext, id: string): Promise<Form> {
  return (await findVersion(context.db, id)) ?? (await findImportedForm(context.db, id)) ?? findForm(id);
}

/** The library's form that a response was given to: by its canonical address, whatever its version. */
export async function formOfCanonical(context: CallContext, canonical: string): Promise<Form> {
  const [url] = canonical.split('|');
  const imported = await findForms(context.db);
  const own = await findNewestForms(context.db);
  const form = [...own, ...imported.map((each) => each.form), ...FORMS].find(
    ({ questionnaire }) => questionnaire.url === url,
  );
  if (!form) {
    throw new AppError(
      'NOT_FOUND',
      'The form these answers belong to is not in the library. Import it first.',
    );
  }
  return form;
}
