import { ANSWER_KIND_WORDS } from '#shared/encounters/answers/answer.ts';
import { addsUp, type Balance, type Reconciliation } from '#shared/encounters/sent.ts';
import type { CallContext } from '../../context.ts';
import type { PdfSpec } from '../../pdf/blocks.ts';
import { buildPdf } from '../../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../../pdf/write-file.ts';
import { getAgency } from '../../settings/agency.ts';
import { writeSheet } from '../../sheet/write-sheet.ts';
import { reconcile } from './reconcile.ts';

const KIND_WORDS = { pdf: 'PDF', csv: 'CSV', xlsx: 'Excel' } as const;

const words = ({ sent, accepted, cameBack, waiting }: Balance) =>
  `${sent} sent = ${accepted} accepted + ${cameBack} came back + ${waiting} waiting`;

function answerWords(file: Reconciliation['plans'][number]['files'][number]): string {
  const last = file.answers.at(-1);
  if (!last) return 'no answer yet';
  return `${ANSWER_KIND_WORDS[last.kind]}, ${last.writtenAt.slice(0, 10)}`;
}

function document(report: Reconciliation, agency: string, now: string): PdfSpec {
  const title = `Reconciliation since ${report.from}`;
  const shares = [4, 2, 1, 1.3, 1.4, 1.2, 2.4];
  return {
    title: `${title}, ${agency}`,
    subject: 'What was sent, accepted, came back and waits',
    author: agency,
    lang: 'en-US',
    createdAt: new Date(now),
    header: { left: agency, right: title },
    footer: ['Counts of encounter lines, no names.'],
    blocks: [
      { kind: 'heading', level: 1, text: title },
      { kind: 'paragraph', look: 'lead', text: words(report.total) },
      {
        kind: 'paragraph',
        text: report.problems.length === 0 ? 'It adds up, to the line.' : 'It does not add up.',
      },
      ...report.problems.map(({ sentence }) => ({ kind: 'paragraph' as const, text: sentence })),
      ...report.plans.flatMap((plan): PdfSpec['blocks'] => [
        { kind: 'heading', level: 2, text: plan.planName },
        { kind: 'paragraph', text: words(plan.balance) },
        {
          kind: 'table',
          head: ['File', 'Sent', 'Lines', 'Accepted', 'Came back', 'Waiting', 'Answer'],
          shares,
          rows: plan.files.map((file) => [
            `${file.title}${file.usage === 'T' ? ', TEST' : ''}, control ${file.controlNumber}`,
            file.sentAt.slice(0, 10),
            String(file.sent),
            String(file.accepted),
            String(file.cameBack),
            String(file.waiting),
            answerWords(file),
          ]),
        },
      ]),
      ...(report.reasons.length === 0
        ? []
        : ([
            { kind: 'heading', level: 2, text: 'Why lines came back' },
            {
              kind: 'table',
              head: ['Reason', 'Code', 'Lines'],
              shares: [6, 2, 1],
              rows: report.reasons.map((one) => [one.sentence, one.code, String(one.count)]),
            },
          ] satisfies PdfSpec['blocks'])),
      ...(report.late.length === 0
        ? []
        : ([
            { kind: 'heading', level: 2, text: 'Waiting longer than usual' },
            ...report.late.map(({ sentence }) => ({ kind: 'paragraph' as const, text: sentence })),
          ] satisfies PdfSpec['blocks'])),
    ],
  };
}

function sheet(report: Reconciliation, as: 'csv' | 'xlsx'): Promise<Uint8Array> {
  const rows = report.plans.flatMap((plan) =>
    plan.files.map((file) => [
      plan.planName,
      file.title,
      file.fileName,
      file.controlNumber,
      file.usage === 'T' ? 'TEST' : 'production',
      file.sentAt.slice(0, 10),
      String(file.sent),
      String(file.accepted),
      String(file.cameBack),
      String(file.waiting),
      addsUp(file) ? 'yes' : 'no',
      answerWords(file),
    ]),
  );
  return writeSheet(
    [
      [
        'Plan',
        'File',
        'File name',
        'Control number',
        'For',
        'Sent',
        'Lines',
        'Accepted',
        'Came back',
        'Waiting',
        'Adds up',
        'Answer',
      ],
      ...rows,
    ],
    as,
    `Reconciliation since ${report.from}`,
  );
}

/** Saves the reconciliation as PDF or as a sheet where the user says; null when the dialog was put away. */
export async function saveReconciliation(
  context: CallContext,
  input: { readonly months: number; readonly as: 'pdf' | 'csv' | 'xlsx' },
): Promise<{ fileName: string | null }> {
  const report = await reconcile(context, input);
  const agency = await getAgency(context);
  const bytes =
    input.as === 'pdf'
      ? (await buildPdf(document(report, agency.name, context.now()))).bytes
      : await sheet(report, input.as);
  const target = await context.shell.saveFile({
    title: 'Save the reconciliation',
    suggestedName: fileNameOf(`Reconciliation ${context.today()}`, input.as),
    filters: [{ name: KIND_WORDS[input.as], extensions: [input.as] }],
  });
  if (!target) return { fileName: null };
  await writeUserFile(target.path, bytes, () =>
    context.write((inside) => inside.record('encounter.reconciliation-saved', { detail: { as: input.as } })),
  );
  return { fileName: target.name };
}
