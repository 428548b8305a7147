import type { Kysely } from 'kysely';
import type { Form } from '#shared/assessments/form.ts';
import type { ProtocolKind } from '#shared/assessments/protocols.ts';
import type { Database } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** What a draft was begun from. */
export interface DraftBase {
  readonly name: string;
  readonly form: Form;
}

/** `published` = it became a version; what is left of it is only the last revision. */
export type DraftState = 'open' | 'discarded' | 'published';

export interface DraftRow {
  readonly form: Form;
  readonly base: DraftBase | null;
  readonly revision: number;
  readonly state: DraftState;
  readonly updatedAt: string;
}

export async function findDraft(db: Db, formId: string): Promise<DraftRow | null> {
  const row = await db.selectFrom('form_draft').selectAll().where('id', '=', formId).executeTakeFirst();
  if (!row) return null;
  return {
    form: JSON.parse(row.form) as Form,
    base: row.base === null ? null : (JSON.parse(row.base) as DraftBase),
    revision: row.revision,
    state: row.state as DraftState,
    updatedAt: row.updated_at,
  };
}

/** Open drafts for the list, without their forms. */
export async function findOpenDrafts(db: Db) {
  const rows = await db
    .selectFrom('form_draft')
    .leftJoin('user', 'user.id', 'form_draft.updated_by')
    .select(['form_draft.id', 'form_draft.form', 'form_draft.base', 'form_draft.updated_at', 'user.name'])
    .where('form_draft.state', '=', 'open')
    .orderBy('form_draft.updated_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    form: JSON.parse(row.form) as Form,
    from: row.base === null ? null : (JSON.parse(row.base) as DraftBase).name,
    updatedAt: row.updated_at,
    by: row.name ?? '',
  }));
}

/** Puts a fresh draft in place, over one that was published or put away before. */
export async function putDraft(
  db: Db,
  draft: { readonly form: Form; readonly base: DraftBase | null; readonly at: string; readonly by: string },
): Promise<void> {
  const row = {
    form: JSON.stringify(draft.form),
    base: draft.base === null ? null : JSON.stringify(draft.base),
    revision: 1,
    state: 'open',
    updated_at: draft.at,
    updated_by: draft.by,
  };
  await db
    .insertInto('form_draft')
    .values({ id: draft.form.id, ...row, created_at: draft.at, created_by: draft.by })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Saves a draft over the revision it was read with; false when somebody else saved in between. */
export async function updateDraft(
  db: Db,
  draft: { readonly form: Form; readonly revision: number; readonly at: string; readonly by: string },
): Promise<boolean> {
  const result = await db
    .updateTable('form_draft')
    .set({
      form: JSON.stringify(draft.form),
      revision: draft.revision + 1,
      updated_at: draft.at,
      updated_by: draft.by,
    })
    .where('id', '=', draft.form.id)
    .where('revision', '=', draft.revision)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

export async function updateDraftState(
  db: Db,
  formId: string,
  state: DraftState,
  stamp: { readonly at: string; readonly by: string },
): Promise<void> {
  await db
    .updateTable('form_draft')
    .set({ state, updated_at: stamp.at, updated_by: stamp.by })
    .where('id', '=', formId)
    .execute();
}

export async function insertVersion(
  db: Db,
  version: {
    readonly id: string;
    readonly form: Form;
    readonly number: number;
    readonly note: string;
    readonly at: string;
    readonly by: string;
  },
): Promise<void> {
  await db
    .insertInto('form_version')
    .values({
      id: version.id,
      form_id: version.form.id,
      version: version.number,
      form: JSON.stringify(version.form),
      note: version.note,
      created_at: version.at,
      created_by: version.by,
    })
    .execute();
}

/** A published version without its form. */
export interface PublishedVersion {
  readonly formId: string;
  readonly version: number;
  readonly note: string;
  /** UTC ISO instant. */
  readonly at: string;
  readonly by: string;
}

/** Every published version, newest first. */
export async function findVersions(db: Db): Promise<PublishedVersion[]> {
  const rows = await db
    .selectFrom('form_version')
    .leftJoin('user', 'user.id', 'form_version.created_by')
    .select([
      'form_version.form_id',
      'form_version.version',
      'form_version.note',
      'form_version.created_at',
      'user.name',
    ])
    .orderBy('form_version.version', 'desc')
    .execute();
  return rows.map((row) => ({
    formId: row.form_id,
    version: row.version,
    note: row.note,
    at: row.created_at,
    by: row.name ?? '',
  }));
}

/** The newest version of every form the agency made. */
export async function findNewestForms(db: Db): Promise<Form[]> {
  const rows = await db
    .selectFrom('form_version')
    .innerJoin(
      db
        .selectFrom('form_version')
        .select((eb) => ['form_id', eb.fn.max('version').as('newest')])
        .groupBy('form_id')
        .as('last'),
      (join) =>
        join
          .onRef('last.form_id', '=', 'form_version.form_id')
          .onRef('last.newest', '=', 'form_version.version'),
    )
    .select(['form_version.form', 'form_version.created_at'])
    .orderBy('form_version.created_at')
    .execute();
  return rows.map((row) => parseForm(row.form));
}

/** One version of a form, the newest where none is named. */
export async function findVersion(db: Db, formId: string, version?: number): Promise<Form | null> {
  let query = db.selectFrom('form_version').select('form').where('form_id', '=', formId);
  if (version !== undefined) query = query.where('version', '=', version);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row ? parseForm(row.form) : null;
}

export async function newestVersionOf(db: Db, formId: string): Promise<number> {
  const row = await db
    .selectFrom('form_version')
    .select((eb) => eb.fn.max('version').as('newest'))
    .where('form_id', '=', formId)
    .executeTakeFirst();
  return Number(row?.newest ?? 0);
}

export async function insertProtocol(
  db: Db,
  protocol: {
    readonly id: string;
    readonly kind: ProtocolKind;
    readonly text: string;
    readonly at: string;
    readonly by: string;
  },
): Promise<void> {
  const { id, kind, text, at, by } = protocol;
  await db.insertInto('safety_protocol').values({ id, kind, text, created_at: at, created_by: by }).execute();
}

/** The agency's own protocols as they stand, newest text of each kind. */
export async function findProtocols(db: Db) {
  const rows = await db
    .selectFrom('safety_protocol')
    .leftJoin('user', 'user.id', 'safety_protocol.created_by')
    .select(['safety_protocol.kind', 'safety_protocol.text', 'safety_protocol.created_at', 'user.name'])
    .orderBy('safety_protocol.id')
    .execute();
  return new Map(rows.map((row) => [row.kind, { text: row.text, at: row.created_at, by: row.name ?? '' }]));
}

/** Published forms by their text: the same object compiles once. */
const forms = new Map<string, Form>();

function parseForm(text: string): Form {
  const known = forms.get(text);
  if (known) return known;
  const form = JSON.parse(text) as Form;
  if (forms.size >= 64) forms.clear();
  forms.set(text, form);
  return form;
}
