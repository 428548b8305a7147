import { checkQuestionnaire } from '#shared/assessments/check.ts';
import type { Form } from '#shared/assessments/form.ts';
import { FORMS, findForm } from '#shared/assessments/forms/library.ts';
import { IMPORT_SLOTS } from '#shared/assessments/forms/slots.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
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

/** Where a form comes from. */
export type Origin = 'shipped' | 'imported' | 'own';

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
export function blockedBy(form: Form, origin: Origin): string | null {
  if (origin !== 'imported') return null;
  return checkQuestionnaire(form.questionnaire).find(({ severity }) => severity === 'error')?.message ?? null;
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
