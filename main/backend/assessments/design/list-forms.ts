import { placedItems } from '#shared/assessments/design/tree.ts';
import type { Form } from '#shared/assessments/form.ts';
import { FORMS } from '#shared/assessments/forms/library.ts';
import type { CallContext } from '../../context.ts';
import type { Origin } from '../library.ts';
import { blockedBy } from '../library.ts';
import { findForms } from '../store.ts';
import { listDrafts } from './drafts.ts';
import { findNewestForms } from './store.ts';

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
