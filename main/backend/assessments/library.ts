import { checkQuestionnaire } from '#shared/assessments/check.ts';
import type { Form } from '#shared/assessments/form.ts';
import { FORMS, findForm } from '#shared/assessments/forms/library.ts';
import { IMPORT_SLOTS } from '#shared/assessments/forms/slots.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { findForms, findImportedForm } from './store.ts';

/** The forms that ship and this agency's own, and the places for those that need permission. */
export async function listLibrary(context: CallContext) {
  const imported = await findForms(context.db);
  const taken = new Set(imported.map(({ form }) => form.questionnaire.title.toLowerCase()));
  return {
    forms: [
      ...FORMS.map((form) => summarizeForm(form, false)),
      ...imported.map(({ form }) => summarizeForm(form, true)),
    ],
    slots: IMPORT_SLOTS.filter((slot) => !taken.has(slot.title.toLowerCase())),
  };
}

function summarizeForm(form: Form, imported: boolean) {
  const { id, title, questionnaire } = form;
  const problem = imported
    ? checkQuestionnaire(questionnaire).find(({ severity }) => severity === 'error')
    : undefined;
  return {
    id,
    title,
    name: questionnaire.title,
    version: questionnaire.version,
    copyright: questionnaire.copyright ?? '',
    imported,
    blocked: problem?.message ?? null,
    confirm: [...(form.confirm ?? [])],
  };
}

/**
 * A form of the library, shipped or imported.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function loadForm(context: CallContext, id: string): Promise<Form> {
  return (await findImportedForm(context.db, id)) ?? findForm(id);
}

/** The library's form that a response was given to: by its canonical address, whatever its version. */
export async function formOfCanonical(context: CallContext, canonical: string): Promise<Form> {
  const [url] = canonical.split('|');
  const imported = await findForms(context.db);
  const form = [...imported.map((each) => each.form), ...FORMS].find(
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
