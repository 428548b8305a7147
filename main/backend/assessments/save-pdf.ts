import { Temporal } from 'temporal-polyfill';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { buildPdf, missingSentence } from '../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { getAgency } from '../settings/agency.ts';
import { assessmentDocument, blankDocument } from './document.ts';
import type { SavedFile } from './files.ts';
import { loadForm } from './library.ts';
import { loadAssessment } from './load.ts';

const PDF_FILES = [{ name: 'PDF', extensions: ['pdf'] }];

/** Writes an assessment as a PDF where the person says; the export is recorded before the file takes its name. */
export async function saveAssessmentPdf(
  context: CallContext,
  input: { readonly id: string },
): Promise<SavedFile> {
  const row = await loadAssessment(context, input.id);
  const member = await getMember(context, row.memberId);
  const agency = await getAgency(context);
  const instantOf = (instant: string) =>
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(agency.timeZone)
      .toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' });
  const pdf = await buildPdf(
    assessmentDocument({ row, member, agency: agency.name, instantOf, now: context.now() }),
  );
  const target = await context.shell.saveFile({
    title: 'Save the assessment',
    suggestedName: fileNameOf(`${row.form.title} ${member.name}`, 'pdf'),
    filters: PDF_FILES,
  });
  if (!target) return { fileName: null, notes: [] };
  await writeUserFile(target.path, pdf.bytes, () =>
    context.write((inside) =>
      inside.record('assessment.export', {
        memberId: row.memberId,
        entityId: row.id,
        detail: { form: row.form.id, format: 'pdf' },
      }),
    ),
  );
  const note = missingSentence(pdf.missing);
  return { fileName: target.name, notes: note === null ? [] : [note] };
}

/** Writes a form without answers, for a pen. */
export async function saveBlankPdf(
  context: CallContext,
  input: { readonly formId: string },
): Promise<SavedFile> {
  const form = await loadForm(context, input.formId);
  const agency = await getAgency(context);
  const pdf = await buildPdf(blankDocument(form, agency.name, context.now()));
  const target = await context.shell.saveFile({
    title: 'Save the blank form',
    suggestedName: fileNameOf(`${form.title} blank`, 'pdf'),
    filters: PDF_FILES,
  });
  if (!target) return { fileName: null, notes: [] };
  await writeUserFile(target.path, pdf.bytes);
  const note = missingSentence(pdf.missing);
  return { fileName: target.name, notes: note === null ? [] : [note] };
}
