import type { Kysely } from 'kysely';
import type { AnswerStore } from '#shared/assessments/answer-store.ts';
import type { CompletedAssessment } from '#shared/assessments/complete.ts';
import type { AssessmentState } from '#shared/assessments/contract.ts';
import type { Form } from '#shared/assessments/form.ts';
import type { Database } from '../db/schema.ts';

type Db = Kysely<Database>;

/** The answers column: the engine's store, and who saved last (for the audit row of a sitting). */
export interface SavedAnswers {
  readonly store: AnswerStore;
  readonly savedBy: string | null;
  /** The signed version this one will take the place of. */
  readonly amends?: { readonly id: string; readonly reason: string };
}

/** An assessment as its row holds it, documents parsed. */
export interface AssessmentRow {
  readonly id: string;
  readonly memberId: string;
  readonly state: AssessmentState;
  readonly form: Form;
  readonly saved: SavedAnswers;
  readonly focus: string | null;
  readonly completed: CompletedAssessment | null;
  readonly startedAt: string;
  readonly startedBy: { readonly id: string; readonly name: string };
  readonly updatedAt: string;
  readonly signedAt: string | null;
  readonly signedBy: {
    readonly id: string;
    readonly name: string;
    readonly role?: string | undefined;
  } | null;
}

export interface NewAssessment {
  readonly id: string;
  readonly memberId: string;
  readonly form: Form;
  readonly saved: SavedAnswers;
  readonly at: string;
  readonly by: string;
}

export async function insertAssessment(db: Db, assessment: NewAssessment): Promise<void> {
  const { form } = assessment;
  await db
    .insertInto('assessment')
    .values({
      id: assessment.id,
      member_id: assessment.memberId,
      form_id: form.id,
      form_version: form.questionnaire.version,
      form: JSON.stringify(form),
      answers: JSON.stringify(assessment.saved),
      focus: null,
      state: 'draft',
      response: null,
      score: null,
      band: null,
      signed_at: null,
      signed_by: null,
      updated_at: assessment.at,
      created_at: assessment.at,
      created_by: assessment.by,
    })
    .execute();
}

/** The member's open copy of a form, whoever began it. */
export async function findOpenDraft(db: Db, memberId: string, formId: string): Promise<string | null> {
  const row = await db
    .selectFrom('assessment')
    .select('id')
    .where('member_id', '=', memberId)
    .where('form_id', '=', formId)
    .where('state', '=', 'draft')
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}

function selectAssessments(db: Db) {
  return db
    .selectFrom('assessment')
    .leftJoin('user as starter', 'starter.id', 'assessment.created_by')
    .leftJoin('user as signer', 'signer.id', 'assessment.signed_by')
    .leftJoin('assessment_cosign as cosign', 'cosign.assessment_id', 'assessment.id')
    .leftJoin('user as cosigner', 'cosigner.id', 'cosign.created_by')
    .selectAll('assessment')
    .select([
      'starter.name as starter_name',
      'signer.name as signer_name',
      'signer.role as signer_role',
      'cosign.created_at as cosigned_at',
      'cosign.created_by as cosigned_by',
      'cosigner.name as cosigner_name',
    ]);
}

export async function findAssessment(db: Db, id: string): Promise<AssessmentRow | null> {
  const row = await selectAssessments(db).where('assessment.id', '=', id).executeTakeFirst();
  return row ? toRow(row) : null;
}

/** A member's assessments, newest first; discarded ones only when put away after `discardedSince`. */
export async function findAssessmentsOf(
  db: Db,
  memberId: string,
  discardedSince: string,
): Promise<AssessmentRow[]> {
  const rows = await selectAssessments(db)
    .where('assessment.member_id', '=', memberId)
    .where((eb) =>
      eb.or([eb('assessment.state', '!=', 'discarded'), eb('assessment.updated_at', '>=', discardedSince)]),
    )
    .orderBy('assessment.created_at', 'desc')
    .execute();
  return rows.map(toRow);
}

export async function updateAnswers(
  db: Db,
  id: string,
  changes: { readonly saved: SavedAnswers; readonly focus: string | null; readonly at: string },
): Promise<void> {
  await db
    .updateTable('assessment')
    .set({ answers: JSON.stringify(changes.saved), focus: changes.focus, updated_at: changes.at })
    .where('id', '=', id)
    .execute();
}

export async function updateSigned(
  db: Db,
  id: string,
  signed: { readonly completed: CompletedAssessment; readonly at: string; readonly by: string },
): Promise<void> {
  const { completed } = signed;
  await db
    .updateTable('assessment')
    .set({
      state: 'signed',
      response: JSON.stringify(completed),
      score: completed.score?.total ?? null,
      band: completed.score?.band?.label ?? null,
      focus: null,
      signed_at: signed.at,
      signed_by: signed.by,
      updated_at: signed.at,
    })
    .where('id', '=', id)
    .execute();
}

/** A second person's signature; the signed row itself never changes. */
export async function insertCosign(
  db: Db,
  cosign: { readonly id: string; readonly assessmentId: string; readonly at: string; readonly by: string },
): Promise<void> {
  await db
    .insertInto('assessment_cosign')
    .values({
      id: cosign.id,
      assessment_id: cosign.assessmentId,
      created_at: cosign.at,
      created_by: cosign.by,
    })
    .execute();
}

export interface ImportedForm {
  readonly form: Form;
  readonly problems: readonly string[];
}

export async function insertForm(
  db: Db,
  imported: ImportedForm & { readonly at: string; readonly by: string },
): Promise<void> {
  await db
    .insertInto('form')
    .values({
      id: imported.form.id,
      form: JSON.stringify(imported.form),
      problems: JSON.stringify(imported.problems),
      created_at: imported.at,
      created_by: imported.by,
    })
    .execute();
}

/** This agency's own forms, oldest first. */
export async function findForms(db: Db): Promise<ImportedForm[]> {
  const rows = await db.selectFrom('form').selectAll().orderBy('created_at').execute();
  return rows.map((row) => ({
    form: parseForm(row.form),
    problems: JSON.parse(row.problems) as string[],
  }));
}

export async function findImportedForm(db: Db, id: string): Promise<Form | null> {
  const row = await db.selectFrom('form').select('form').where('id', '=', id).executeTakeFirst();
  return row ? parseForm(row.form) : null;
}

export async function updateState(
  db: Db,
  id: string,
  state: 'draft' | 'discarded',
  at: string,
): Promise<void> {
  await db.updateTable('assessment').set({ state, updated_at: at }).where('id', '=', id).execute();
}

function toRow(
  row: Awaited<ReturnType<ReturnType<typeof selectAssessments>['executeTakeFirstOrThrow']>>,
): AssessmentRow {
  return {
    id: row.id,
    memberId: row.member_id,
    state: row.state as AssessmentState,
    form: parseForm(row.form),
    saved: JSON.parse(row.answers) as SavedAnswers,
    focus: row.focus,
    completed: completedOf(row),
    startedAt: row.created_at,
    startedBy: { id: row.created_by, name: row.starter_name ?? '' },
    updatedAt: row.updated_at,
    signedAt: row.signed_at,
    signedBy:
      row.signed_by === null
        ? null
        : { id: row.signed_by, name: row.signer_name ?? '', role: row.signer_role ?? undefined },
  };
}

/** What signing made, with the co-signature beside it; workspaces of the first version kept it inside. */
function completedOf(row: {
  readonly response: string | null;
  readonly cosigned_at: string | null;
  readonly cosigned_by: string | null;
  readonly cosigner_name: string | null;
}): CompletedAssessment | null {
  if (row.response === null) return null;
  const completed = JSON.parse(row.response) as CompletedAssessment;
  if (row.cosigned_at === null || row.cosigned_by === null) return completed;
  return {
    ...completed,
    cosigned: { at: row.cosigned_at, by: { id: row.cosigned_by, name: row.cosigner_name ?? '' } },
  };
}

/** Frozen forms by their text: the same form object compiles once, not at every save. */
const forms = new Map<string, Form>();
const MOST_FORMS = 64;

function parseForm(text: string): Form {
  const known = forms.get(text);
  if (known) return known;
  const form = JSON.parse(text) as Form;
  if (forms.size >= MOST_FORMS) forms.clear();
  forms.set(text, form);
  return form;
}
