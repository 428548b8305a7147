import { readFile, stat } from 'node:fs/promises';
import { checkQuestionnaire } from '#shared/assessments/check.ts';
import { compileForm } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import { storeFromResponse } from '#shared/assessments/from-response.ts';
import { scoresOfImported } from '#shared/assessments/imported-scores.ts';
import { readJsonText } from '#shared/assessments/json-text.ts';
import { isObject, readQuestionnaire, text } from '#shared/assessments/read-questionnaire.ts';
import { buildResponse } from '#shared/assessments/response.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { formOfCanonical, loadForm } from './library.ts';
import { loadAssessment } from './load.ts';
import { findOpenDraft, insertAssessment, insertForm } from './store.ts';

const JSON_FILES = [{ name: 'FHIR JSON', extensions: ['json'] }];
const MOST_BYTES = 20_000_000;

/** A file that was written where the person said; no name when they thought better of it. */
export interface SavedFile {
  readonly fileName: string | null;
  readonly notes: string[];
}

/** Writes an assessment as a FHIR QuestionnaireResponse: the signed record, or a draft as it stands. */
export async function exportResponse(
  context: CallContext,
  input: { readonly id: string },
): Promise<SavedFile> {
  const row = await loadAssessment(context, input.id);
  const member = await getMember(context, row.memberId);
  const view = evaluate(compileForm(row.form.questionnaire), row.saved.store, { started: row.startedAt });
  const response =
    row.completed?.response ??
    buildResponse(
      view.form,
      {
        isOpen: (node) => view.open.has(node.linkId),
        answersOf: (node) => view.open.get(node.linkId)?.answers ?? [],
      },
      { id: row.id, status: 'in-progress', subject: { reference: `Patient/${row.memberId}` } },
    );
  const target = await context.shell.saveFile({
    title: 'Export the answers',
    suggestedName: fileNameOf(`${row.form.title} ${member.name}`, 'json'),
    filters: JSON_FILES,
  });
  if (!target) return { fileName: null, notes: [] };
  await writeUserFile(target.path, jsonBytes(response), () =>
    context.write((inside) =>
      inside.record('assessment.export', {
        memberId: row.memberId,
        entityId: row.id,
        detail: { form: row.form.id, format: 'fhir' },
      }),
    ),
  );
  return { fileName: target.name, notes: [] };
}

/** Writes a form of the library as a FHIR Questionnaire. */
export async function exportForm(
  context: CallContext,
  input: { readonly formId: string },
): Promise<SavedFile> {
  const form = await loadForm(context, input.formId);
  const target = await context.shell.saveFile({
    title: 'Export the form',
    suggestedName: fileNameOf(form.title, 'json'),
    filters: JSON_FILES,
  });
  if (!target) return { fileName: null, notes: [] };
  await writeUserFile(target.path, jsonBytes(form.questionnaire));
  return { fileName: target.name, notes: [] };
}

/**
 * Begins an assessment with the answers of a FHIR QuestionnaireResponse; a person looks them over and signs.
 *
 * Answers that do not fit the form are left out and told.
 */
export async function importResponse(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<{ id: string | null; problems: string[] }> {
  const member = await getMember(context, input.memberId);
  const json = await readJson(context, 'Import answers');
  if (json === null) return { id: null, problems: [] };
  if (!isObject(json) || json.resourceType !== 'QuestionnaireResponse') {
    throw new AppError('VALIDATION', 'This file is not a FHIR QuestionnaireResponse.');
  }
  const form = await formOfCanonical(context, text(json.questionnaire) ?? '');
  const at = context.now();
  const stamp = { at, by: context.user.id, started: at };
  const { store, problems } = storeFromResponse(compileForm(form.questionnaire), json, stamp);
  const version = text(json.questionnaire)?.split('|')[1];
  const notes = problems.map(({ linkId, message }) => (linkId ? `${linkId}: ${message}` : message));
  if (version !== undefined && version !== form.questionnaire.version) {
    notes.unshift(`The answers were given to version ${version}; this is ${form.questionnaire.version}.`);
  }
  const id = context.newId();
  await context.write(async (inside) => {
    if (await findOpenDraft(inside.db, member.id, form.id)) {
      throw new AppError('CONFLICT', `Another ${form.title} is open. Sign or discard that one first.`);
    }
    const saved = { store, savedBy: context.user.id };
    await insertAssessment(inside.db, { id, memberId: member.id, form, saved, at, by: context.user.id });
    await inside.record('assessment.import', {
      memberId: member.id,
      entityId: id,
      detail: { form: form.id, leftOut: problems.length },
    });
  });
  return { id, problems: notes.slice(0, 50) };
}

/** Puts any FHIR Questionnaire into this agency's library; what is wrong with it is told, and may keep it from starting. */
export async function importForm(
  context: CallContext,
): Promise<{ id: string | null; title: string; problems: string[] }> {
  const json = await readJson(context, 'Import a form');
  if (json === null) return { id: null, title: '', problems: [] };
  const { questionnaire, problems } = readQuestionnaire(json);
  const found = [...problems, ...checkQuestionnaire(questionnaire)]
    .map(({ message }) => message)
    .slice(0, 200);
  const id = `imported-${context.newId()}`;
  const title = questionnaire.title.slice(0, 80);
  const scores = scoresOfImported(questionnaire);
  const form = { id, title, questionnaire, scores, safety: [], followUps: [] };
  await context.write(async (inside) => {
    await insertForm(inside.db, { form, problems: found, at: context.now(), by: context.user.id });
    await inside.record('form.import', { entityId: id, detail: { problems: found.length } });
  });
  return { id, title, problems: found };
}

async function readJson(context: CallContext, title: string): Promise<unknown> {
  const file = await context.shell.openFile({ title, filters: JSON_FILES });
  if (!file) return null;
  const { size } = await stat(file.path);
  if (size > MOST_BYTES) {
    const megabytes = Math.ceil(size / 1_000_000);
    throw new AppError(
      'TOO_LARGE',
      `${file.name} has ${megabytes} MB; the most is ${MOST_BYTES / 1_000_000} MB.`,
    );
  }
  const text = await readFile(file.path, 'utf8');
  try {
    return readJsonText(text);
  } catch (error) {
    const said = error instanceof AppError ? error.message : 'This is not JSON that can be read.';
    throw new AppError('FILE_UNREADABLE', said.replace(/^This/, file.name));
  }
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
