import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { isCheckedLanguage, reviewTemplate } from '#shared/letters/checks.ts';
import { type LetterTemplate, templateSchema } from '#shared/letters/contract.ts';
import {
  LANGUAGE_WORDS,
  type LetterKind,
  type LetterLanguage,
  type TypesetLanguage,
} from '#shared/letters/kinds.ts';
import { SHIPPED } from '#shared/letters/library.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import {
  findTemplates,
  insertTemplate,
  type StoredTemplate,
  writeApproval,
  writeRetired,
  writeTemplateDraft,
} from './store.ts';

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function withReview(
  template: Omit<LetterTemplate, 'grade' | 'aboveTarget' | 'byPerson' | 'problems'>,
): LetterTemplate {
  const review = reviewTemplate(template.kind, template.language, template);
  return {
    ...template,
    byPerson: !isCheckedLanguage(template.language),
    grade: review.grade,
    aboveTarget: review.aboveTarget,
    problems: review.problems.map(({ line, sentence }) => (line ? `Line ${line}. ${sentence}` : sentence)),
  };
}

function toTemplate(row: StoredTemplate): LetterTemplate {
  const { planId, planName, ...rest } = row;
  const known = templateSchema.omit({ grade: true, aboveTarget: true, byPerson: true, problems: true });
  return withReview(known.parse({ ...rest, plan: planId ? { id: planId, name: planName ?? '' } : null }));
}

/** Every text: the agency's own versions, then the shipped ones. */
export async function listTemplates(context: CallContext): Promise<{ templates: LetterTemplate[] }> {
  const own = (await findTemplates(context.db)).map(toTemplate);
  const shipped = SHIPPED.map((one) =>
    withReview({
      ...one,
      plan: null,
      version: 0,
      state: 'draft',
      approvalId: null,
      approvedOn: null,
      readBy: null,
    }),
  );
  return { templates: [...own, ...shipped] };
}

/** Keeps a text as a draft. Bad templates are kept too, with their problems named; they cannot be approved. */
export async function saveTemplate(
  context: CallContext,
  input: {
    readonly id?: string | undefined;
    readonly kind: LetterKind;
    readonly planId: string | null;
    readonly language: TypesetLanguage;
    readonly title: string;
    readonly body: string;
  },
): Promise<{ id: string }> {
  const [first] = reviewTemplate(input.kind, input.language, input).problems;
  if (first) {
    const where = first.line === null ? '' : `Line ${first.line}. `;
    throw new AppError('VALIDATION', `${where}${first.sentence}`, { field: 'body' });
  }
  const text = { title: input.title, body: input.body, sha256: sha256(input.body), at: context.now() };
  if (input.id !== undefined) {
    if (!(await writeTemplateDraft(context.db, input.id, text))) {
      throw new AppError('CONFLICT', 'An approved text is locked. Save a new version.');
    }
    context.about({ entityId: input.id });
    return { id: input.id };
  }
  const id = context.newId();
  await insertTemplate(context.db, {
    id,
    kind: input.kind,
    plan_id: input.planId,
    language: input.language,
    version: await nextVersion(context, input),
    state: 'draft',
    title: text.title,
    body: text.body,
    sha256: text.sha256,
    approval_id: null,
    approved_on: null,
    approved_by: null,
    retired_on: null,
    updated_at: text.at,
    created_at: text.at,
    created_by: context.user.id,
  });
  context.about({ entityId: id, detail: { kind: input.kind, language: input.language } });
  return { id };
}

interface Place {
  readonly kind: string;
  readonly language: string;
  readonly planId: string | null;
}

async function nextVersion(context: CallContext, place: Place): Promise<number> {
  const same = (await findTemplates(context.db)).filter((one) => samePlace(one, place));
  return Math.max(0, ...same.map(({ version }) => version)) + 1;
}

function samePlace(one: Place, other: Place): boolean {
  return one.kind === other.kind && one.language === other.language && one.planId === other.planId;
}

/**
 * Locks a text under its approval; from then on the database itself refuses every change to it.
 *
 * A shipped text is copied first. The version that was approved before for the same plan and language is retired.
 */
export async function approveTemplate(
  context: CallContext,
  input: {
    readonly id: string;
    readonly planId: string | null;
    readonly by: 'plan_approved' | 'dhcs_approved';
    readonly approvalId: string;
    readonly approvedOn: string;
    readonly readBy: string;
  },
): Promise<{ id: string; version: number }> {
  if (input.approvedOn > context.today()) {
    throw new AppError('VALIDATION', 'An approval cannot be of a day to come.', { field: 'approvedOn' });
  }
  if (input.planId !== null) await getPlan(context, input.planId);
  const shipped = SHIPPED.find(({ id }) => id === input.id);
  const id = shipped
    ? (await saveTemplate(context, { ...shipped, id: undefined, planId: input.planId })).id
    : input.id;
  const all = await findTemplates(context.db);
  const template = all.find((one) => one.id === id);
  if (!template) throw new AppError('NOT_FOUND', 'This letter text is not on file.');
  if (template.state !== 'draft') {
    throw new AppError('CONFLICT', 'This text has its approval already. Save a new version to change it.');
  }
  const [problem] = toTemplate(template).problems;
  if (problem) throw new AppError('HELD', `This text cannot be approved. ${problem}`);
  const { language } = toTemplate(template);
  const byPerson = !isCheckedLanguage(language);
  if (byPerson && input.readBy === '') {
    throw new AppError(
      'VALIDATION',
      `Hearth cannot check tone and reading level in ${LANGUAGE_WORDS[language]}. Enter who read this text and confirms both.`,
      { field: 'readBy' },
    );
  }
  const place = { ...template, planId: input.planId };
  await writeApproval(context.db, id, {
    state: input.by,
    planId: input.planId,
    approvalId: input.approvalId,
    readBy: byPerson ? input.readBy : null,
    on: input.approvedOn,
    by: context.user.id,
    at: context.now(),
  });
  await writeRetired(
    context.db,
    all.filter((one) => one.id !== id && isApproved(one.state) && samePlace(one, place)).map((one) => one.id),
    context.today(),
  );
  context.about({
    entityId: id,
    detail: { kind: template.kind, language: template.language, version: template.version, state: input.by },
  });
  return { id, version: template.version };
}

/** Takes a text out of use; what was printed with it stays in the log. */
export async function retireTemplate(context: CallContext, input: { readonly id: string }): Promise<void> {
  const template = (await findTemplates(context.db)).find(({ id }) => id === input.id);
  if (!template) throw new AppError('NOT_FOUND', 'This letter text is not on file.');
  await writeRetired(context.db, [template.id], context.today());
  context.about({ entityId: template.id });
}

/** Tells whether a text may be printed. */
export function isApproved(state: string): boolean {
  return state === 'plan_approved' || state === 'dhcs_approved';
}

/** The text for one plan and language: the plan's own, else the one for every plan; approved, else the best draft. */
export function chooseTemplate(
  templates: readonly LetterTemplate[],
  wanted: { readonly kind: LetterKind; readonly language: LetterLanguage; readonly planId: string },
): LetterTemplate | null {
  const fits = templates.filter(
    (one) =>
      one.kind === wanted.kind &&
      one.language === wanted.language &&
      one.state !== 'retired' &&
      (one.plan === null || one.plan.id === wanted.planId),
  );
  const rank = (one: LetterTemplate) =>
    (isApproved(one.state) ? 4 : 0) + (one.plan ? 2 : 0) + (one.version > 0 ? 1 : 0);
  return fits.toSorted((a, b) => rank(b) - rank(a) || b.version - a.version)[0] ?? null;
}
