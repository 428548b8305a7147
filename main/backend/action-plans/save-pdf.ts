import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { missingSentence } from '../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { otherHeadings } from './member-copy.ts';
import { getPlan } from './plans.ts';
import { type PlanPrint, printPlan } from './print-signed.ts';

/** What became of saving a plan as PDF. */
export type SavedPdf =
  | { readonly saved: false }
  | {
      readonly saved: true;
      readonly fileName: string;
      readonly bytes: number;
      readonly pages: number;
      readonly sha256: string;
      readonly notes: string[];
    };

/**
 * Builds the PDF of a version in memory, asks where it should go, and writes it there and nowhere else.
 *
 * The export is recorded before the file takes its name: without its audit row there is no file. A cancelled
 * dialog and a failed write leave neither.
 */
export async function savePlanPdf(
  context: CallContext,
  input: { readonly id: string } & PlanPrint,
): Promise<SavedPdf> {
  const plan = await getPlan(context, input.id);
  if (plan.state === 'discarded') {
    throw new AppError('CONFLICT', 'This draft was put away. Bring it back to print it.');
  }
  const { member, pdf } = await printPlan(context, plan, input);
  const version = plan.state === 'signed' ? `version ${plan.version}` : `version ${plan.version} draft`;
  const target = await context.shell.saveFile({
    title: 'Save the Health Action Plan',
    suggestedName: fileNameOf(
      `HAP ${member.name} ${version}${input.copy === 'member' ? ', member copy' : ''}`,
      'pdf',
    ),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (target === null) return { saved: false };
  const sha256 = createHash('sha256').update(pdf.bytes).digest('hex');
  const subject = {
    memberId: member.id,
    entityId: plan.id,
    detail: {
      version: plan.version,
      signed: plan.state === 'signed',
      copy: input.copy,
      bytes: pdf.bytes.length,
      sha256,
    },
  };
  await writeUserFile(target.path, pdf.bytes, () =>
    context.write((inside) => inside.record('action_plan.export', subject)),
  );
  const gaps = missingSentence(pdf.missing);
  const notes = [input.copy === 'member' ? otherHeadings(member.language, input.language) : null, gaps];
  return {
    saved: true,
    fileName: target.name,
    bytes: pdf.bytes.length,
    pages: pdf.pages,
    sha256,
    notes: notes.filter((note) => note !== null),
  };
}
